/** From an event to the bytes of a request. Not for use outside this library. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.track;
