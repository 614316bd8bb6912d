/** What tests share: a log that is kept and watched, a scripted wire. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.support;
