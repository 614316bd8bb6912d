package com.treasuredata.tiktok.events.internal.http;

/**
 * Hears of each attempt at a request, on the thread that sends it. Before, between and after
 * attempts that thread only waits, and may be interrupted without loss; during one an interrupt
 * could lose the answer.
 */
public interface AttemptListener {
  /** A listener that does nothing. */
  AttemptListener NONE = new AttemptListener() {};

  /** Hears that the request is about to go out. */
  default void attemptStarts() {}

  /** Hears that it was answered, or failed. */
  default void attemptEnds() {}
}
