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

  /**
   * Returns whether TikTok may have taken the same request earlier, so that what becomes of it now
   * says nothing of that.
   */
  default boolean isInDoubt() {
    return false;
  }

  /**
   * Hears that the waiting is over: a token is asked for, and an attempt made.
   *
   * @throws InterruptedException if it is not to be made
   */
  default void busy() throws InterruptedException {}

  /**
   * Hears that the request is about to go out.
   *
   * @param cutOff ends it at once, from any thread; what becomes of it is then unknown
   */
  default void attempted(Runnable cutOff) {}

  /**
   * Hears that nothing came of it: it didn't get through, TikTok failed over it, or found it one
   * too many.
   */
  default void failed(EventsException failure) {}

  /** Hears that it was answered, or failed. */
  default void idle() {}
}
