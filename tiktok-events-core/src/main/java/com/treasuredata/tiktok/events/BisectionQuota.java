package com.treasuredata.tiktok.events;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many more requests an export may spend on the search for the offenders in refused batches:
 * some in advance, and a few for each event that is accepted. So where events are good in the main
 * each offender is isolated, and where TikTok refuses all of them the search ends early. Safe for
 * use by several threads.
 */
final class BisectionQuota {
  private static final int ADVANCE = 400;
  private static final int REQUESTS_PER_ACCEPTED_EVENT = 4;

  private final AtomicLong balance = new AtomicLong(ADVANCE);

  /** Adds what so many accepted events are worth. */
  void release(int acceptedEvents) {
    balance.addAndGet((long) acceptedEvents * REQUESTS_PER_ACCEPTED_EVENT);
  }

  /** Takes {@code requests} off, and returns true, if as many are left. */
  boolean tryAcquire(int requests) {
    if (balance.addAndGet(-requests) >= 0) {
      return true;
    }
    balance.addAndGet(requests);
    return false;
  }

  /** Returns whether anything is left. */
  boolean isFunded() {
    return balance.get() > 0;
  }
}
