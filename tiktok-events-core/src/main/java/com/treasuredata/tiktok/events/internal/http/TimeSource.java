package com.treasuredata.tiktok.events.internal.http;

import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** The time by which everything waits and measures; the system's, unless a test steps it. */
public interface TimeSource {
  /** The system's time. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @SuppressWarnings("WaitNotInLoop") // Its callers wait in loops.
        @Override
        public void await(Condition condition, long nanos) throws InterruptedException {
          condition.awaitNanos(nanos);
        }
      };

  /**
   * Returns monotonic nanoseconds, as {@link System#nanoTime} does; only differences mean
   * something.
   */
  long nanos();

  /** Returns the time of day. */
  Instant now();

  /**
   * Waits on {@code condition}, whose lock the caller holds, for {@code nanos} at most. May return
   * early: the caller looks at the time again.
   */
  void await(Condition condition, long nanos) throws InterruptedException;
}
