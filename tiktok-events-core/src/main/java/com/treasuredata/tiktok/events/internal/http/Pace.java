package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.RetryOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate through which all requests of a client go, so that they slow down together.
 *
 * <p>When TikTok says "too frequent", nobody enters until the pause is over, half as many may be
 * inside afterwards, and one more again after each run of answers as long as their number. The same
 * when TikTok fails again and again without an answer to anybody: in an outage requests would only
 * use up their attempts. Safe for use by several threads.
 */
final class Pace {
  private static final Logger LOG = LoggerFactory.getLogger(ApiTransport.class);
  private static final int WIDEST = 64;

  /** So many failures in a row, whoever's, are no accident any more. */
  private static final int OUTAGE = 3;

  private final RetryOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int width = WIDEST;
  private int inside;
  private int answers;
  private int failuresInARow;
  private int pausesInARow;
  private long pausedSince = System.nanoTime();
  private long pausedUntil = pausedSince;

  Pace(RetryOptions options) {
    this.options = options;
  }

  /** Waits until a request may be sent, and returns when that was, for {@link #throttled}. */
  long enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = pauseOver();
        if (inside < width) {
          inside++;
          return now;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits, for one who is inside, until no pause is on, and returns when that was. */
  long stay() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return pauseOver();
    } finally {
      lock.unlock();
    }
  }

  private long pauseOver() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      long pause = pausedUntil - now;
      if (pause <= 0) {
        return now;
      }
      changed.await(pause, TimeUnit.NANOSECONDS);
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
      failuresInARow = 0;
      pausesInARow = 0;
      if (width < WIDEST && ++answers >= width) {
        answers = 0;
        width++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells that TikTok found a request too much, and pauses all, unless the client is not to wait at
   * all.
   *
   * @param entered when that request was let in: one from before the present pause is no news, but
   *     what it asks for is granted
   * @param retryAfter how long TikTok asks to wait, if it does
   */
  void throttled(long entered, Optional<Duration> retryAfter) {
    lock.lock();
    try {
      pause("TikTok gets too many requests", entered, retryAfter);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells that a request didn't get through, or that TikTok failed over it; pauses all as {@link
   * #throttled} does if there were several such in a row, or if TikTok asks for it.
   */
  void failed(long entered, Optional<Duration> retryAfter) {
    lock.lock();
    try {
      failuresInARow++;
      if (failuresInARow >= OUTAGE || retryAfter.isPresent()) {
        pause("TikTok fails again and again", entered, retryAfter);
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause(String why, long entered, Optional<Duration> retryAfter) {
    boolean news = entered - pausedSince >= 0;
    if (options.maxThrottleTime().isZero() || (!news && retryAfter.isEmpty())) {
      return;
    }
    if (news) {
      pausesInARow++;
      width = Math.max(1, Math.min(inside, width) / 2);
      answers = 0;
    }
    Duration pause = Backoff.delay(options, pausesInARow, retryAfter);
    pausedSince = System.nanoTime();
    pausedUntil = pausedSince + Math.max(pausedUntil - pausedSince, Backoff.nanos(pause));
    LOG.warn(
        "{}: all requests wait {} ms, then at most {} are under way at once",
        why,
        pause.toMillis(),
        width);
  }
}
