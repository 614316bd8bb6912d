package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.EventsException;

/**
 * Hears of each attempt at a request, on the thread that sends it. While it isn't busy that thread
 * only waits, and may be interrupted without loss; an interrupt of a busy one could lose an answer,
 * or a token that was just refreshed.
 */
public interface AttemptListener {
  /** A listener that does nothing. */
  AttemptListener NONE = new AttemptListener() {};

  /** Hears that the waiting is over: a token is asked for, and an attempt made. */
  default void busy() {}

  /** Hears that the request is about to go out. */
  default void attempted() {}

  /** Hears that nothing came of it: it didn't get through, or TikTok failed over it. */
  default void failed(EventsException failure) {}

  /** Hears that it was answered, or failed. */
  default void idle() {}
}
