package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.RetryOptions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The gate through which all requests of a client go, so that they slow down together.
 *
 * <p>When TikTok says "too frequent", nobody enters until the pause is over, half as many may be
 * inside afterwards, and one more again after each run of successes as long as their number. Safe
 * for use by several threads.
 */
final class Pace {
  private static final int WIDEST = 64;
  private static final int MOST_DOUBLINGS = 20;

  private final RetryOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int width = WIDEST;
  private int inside;
  private int successes;
  private int pausesInARow;
  private long pausedSince = System.nanoTime();
  private long pausedUntil = System.nanoTime();

  Pace(RetryOptions options) {
    this.options = options;
  }

  /** Waits until a request may be sent, and returns when that was, for {@link #throttled}. */
  long enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long pause = pausedUntil - System.nanoTime();
        if (pause > 0) {
          changed.await(pause, TimeUnit.NANOSECONDS);
        } else if (inside >= width) {
          changed.await();
        } else {
          inside++;
          return System.nanoTime();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets another one in. */
  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells that a request was answered other than by "too frequent". */
  void answered() {
    lock.lock();
    try {
      pausesInARow = 0;
      if (width < WIDEST && ++successes >= width) {
        successes = 0;
        width++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells that TikTok found a request too much, and pauses all.
   *
   * @param entered when that request was let in: one from before the present pause is no news
   * @param retryAfter how long TikTok asks to wait, if it does
   */
  void throttled(long entered, @Nullable Duration retryAfter) {
    lock.lock();
    try {
      boolean news = entered - pausedSince >= 0;
      if (news) {
        pausesInARow++;
        width = Math.max(1, Math.min(inside, width) / 2);
        successes = 0;
      }
      long until = System.nanoTime() + (retryAfter == null ? growingDelay() : retryAfter.toNanos());
      if (news || retryAfter != null) {
        pausedSince = System.nanoTime();
        pausedUntil = news ? until : Math.max(pausedUntil, until);
      }
    } finally {
      lock.unlock();
    }
  }

  private long growingDelay() {
    int doublings = Math.min(pausesInARow - 1, MOST_DOUBLINGS);
    long delay = options.firstDelay().toNanos() << Math.max(0, doublings);
    long shortest = Math.min(delay, options.maxDelay().toNanos());
    return shortest + ThreadLocalRandom.current().nextLong(shortest / 4 + 1);
  }
}
