package com.treasuredata.tiktok.events.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Decides when to give up: at the first failure if no request was ever answered, later when none
 * has been for some time. Failures here are what is left after all attempts at a request. Safe for
 * use by several threads.
 */
final class Circuit {
  private final long patience;
  private boolean closed;
  private boolean failing;
  private long failingSince;

  Circuit(Duration maxTimeWithoutSuccess) {
    this.patience = TimeUnit.NANOSECONDS.convert(maxTimeWithoutSuccess);
  }

  /** Tells that TikTok answered, if only to refuse. */
  synchronized void answered() {
    closed = true;
    failing = false;
  }

  /**
   * Tells of a failure; returns whether to give up. Time in which there was nothing to send doesn't
   * count.
   *
   * @param began when the failed request was first tried, by {@link System#nanoTime}
   */
  synchronized boolean opensAfterFailure(long began) {
    if (!failing || began - failingSince < 0) {
      failing = true;
      failingSince = began;
    }
    return !closed || System.nanoTime() - failingSince >= patience;
  }
}
