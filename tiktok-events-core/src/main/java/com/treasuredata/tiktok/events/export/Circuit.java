package com.treasuredata.tiktok.events.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells a batch that fails from an outage, and decides when to give up: at the first failure if no
 * request was ever answered, later when none has been for some time. Safe for use by several
 * threads.
 */
final class Circuit {
  /** No batch: records are counted from 1. */
  private static final long NONE = 0;

  /** So many requests without an answer to any are enough, where each is sent once. */
  private static final int ENOUGH = 5;

  private final long patience;
  private boolean everAnswered;
  private int failuresBefore;
  private long answeredAt = System.nanoTime();
  private boolean failing;
  private long failingSince;
  private long failedBatch = NONE;
  private boolean outage;

  Circuit(Duration maxTimeWithoutSuccess) {
    this.patience = TimeUnit.NANOSECONDS.convert(maxTimeWithoutSuccess);
  }

  /** Tells that TikTok answered, if only to refuse. */
  synchronized void answered() {
    everAnswered = true;
    answeredAt = System.nanoTime();
    failing = false;
    failedBatch = NONE;
    outage = false;
  }

  /**
   * Tells that an attempt to send a batch failed; returns whether it was one too many.
   *
   * @param batch its first record
   * @param began when the request was first tried, by {@link System#nanoTime}
   */
  synchronized boolean opensAfterAttempt(long batch, long began) {
    outage |= failedBatch != NONE && failedBatch != batch;
    failedBatch = batch;
    return opensAfterThrottling(began);
  }

  /** Tells that TikTok found a request one too many; returns whether that has lasted too long. */
  synchronized boolean opensAfterThrottling(long began) {
    return isOverdue(began) && everAnswered;
  }

  /**
   * Returns whether several batches have failed and none was answered since, so that it's TikTok's
   * fault and not a batch's.
   */
  synchronized boolean isOutage() {
    return outage;
  }

  /**
   * Tells that all attempts at a request have failed; returns whether to give up.
   *
   * @param began when the request was first tried, by {@link System#nanoTime}
   * @param repeated whether it was sent more than once
   */
  synchronized boolean opensAfterFailure(long began, boolean repeated) {
    failuresBefore += everAnswered ? 0 : 1;
    return isOverdue(began) || (!everAnswered && (repeated || failuresBefore >= ENOUGH));
  }

  /** Time in which there was nothing to send doesn't count, nor time before the last answer. */
  private boolean isOverdue(long began) {
    long since = began - answeredAt < 0 ? answeredAt : began;
    if (!failing || since - failingSince < 0) {
      failing = true;
      failingSince = since;
    }
    return System.nanoTime() - failingSince >= patience;
  }
}
