/** What you say: events and the objects inside them, immutable, with builders. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.event;
