/** What the row readers promise. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.input;
