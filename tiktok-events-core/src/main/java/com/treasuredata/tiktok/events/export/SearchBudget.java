package com.treasuredata.tiktok.events.export;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests an export may spend on the search for offenders in batches that TikTok refuses:
 * a thousand, and one for each event accepted. So where events are good in the main each offender
 * is found, and where TikTok refuses all of them that is soon taken as said. Safe for use by
 * several threads.
 */
final class SearchBudget {
  private static final int ADVANCE = 1_000;

  private final AtomicLong balance = new AtomicLong(ADVANCE);

  void earn(int acceptedEvents) {
    balance.addAndGet(acceptedEvents);
  }

  /** Returns whether {@code requests} more may be sent, and takes them off if so. */
  boolean spend(int requests) {
    if (balance.addAndGet(-requests) >= 0) {
      return true;
    }
    balance.addAndGet(requests);
    return false;
  }
}
