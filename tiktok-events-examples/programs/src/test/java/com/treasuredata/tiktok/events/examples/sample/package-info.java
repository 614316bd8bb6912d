/** What the bundled sample is said to hold. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.sample;
