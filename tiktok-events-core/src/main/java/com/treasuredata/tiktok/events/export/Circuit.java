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

  /** Tells of a failure; returns whether to give up. */
  synchronized boolean opensAfterFailure() {
    long now = System.nanoTime();
    if (!failing) {
      failing = true;
      failingSince = now;
    }
    return !closed || now - failingSince >= patience;
  }
}
