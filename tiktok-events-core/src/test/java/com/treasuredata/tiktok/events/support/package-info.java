/** What the tests of delivery share: a scripted wire, and a log that is kept. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.support;
