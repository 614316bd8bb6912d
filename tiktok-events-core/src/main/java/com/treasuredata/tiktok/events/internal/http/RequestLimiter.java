package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.RetryOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Admits the requests of a client, so that they slow down together. Safe for use by several
 * threads.
 *
 * <p>When TikTok throttles a request all requests pause: shortly at first, since a lonely "too
 * many" among many answers says little. If it throttles again before {@value #ANSWERS_PER_PAUSE}
 * requests were answered, the pause doubles and the concurrency limit is halved; it grows by one
 * after each {@code limit} answers (AIMD). The pause is halved again after each {@value
 * #ANSWERS_PER_PAUSE} answers, so that of an account's requests few are throttled, however little
 * it is granted.
 *
 * <p>All requests pause, too, when more than {@value #MAX_FAILURES_IN_A_ROW} requests fail in a
 * row, whoever's they are, and once more with each that fails next: in an outage requests would
 * only use up their attempts.
 *
 * <table>
 * <caption>States, and what they become</caption>
 * <tr><th>state</th><th>answered</th><th>throttled</th><th>failed</th><th>the pause ends</th></tr>
 * <tr><td>open</td><td>open, {@code limit} grows</td><td>paused, {@code limit} halved
 *     unless it is the first</td><td>open; paused and {@code limit} halved at the third in a row, or if
 *     the server asks to wait</td><td></td></tr>
 * <tr><td>paused</td><td>paused</td><td colspan="2">paused; longer if the server asks to wait. Else a
 *     request that was admitted before this pause changes nothing</td><td>open</td></tr>
 * </table>
 *
 * <p>Each pause for failures is longer than the one before, until a request is answered.
 */
final class RequestLimiter {
  /** Who waits to be admitted. Its methods are called under a lock, and only look things up. */
  interface Waiter {
    /** Returns whether it still wants to be admitted. */
    boolean mayGoOn();

    /** Returns when its back-off ends. */
    long notBefore();

    /** Returns until when it waits for a pause to end. */
    long patientUntil(boolean isThrottling);
  }

  /**
   * What came of waiting.
   *
   * @param isGranted whether the request is admitted; it must be released then
   * @param at when that was
   * @param throttled for how long TikTok's throttling was waited out
   * @param pausedBy the failure of the request that began the pause that is too long to wait for
   */
  record Turn(boolean isGranted, long at, long throttled, @Nullable Failed pausedBy) {}

  private static final int MAX_LIMIT = 64;
  private static final int MAX_FAILURES_IN_A_ROW = 2;
  private static final int ANSWERS_PER_PAUSE = 5;

  private final RetryOptions options;
  private final TimeSource time;
  private final TroubleLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int limit = MAX_LIMIT;
  private int inFlight;

  /** How many requests wait for their turn. */
  private int waiting;

  private int answers;
  private int failuresInARow;
  private int pausesInARow;

  /** How many pauses for throttling there were, less those that answers made up for. */
  private int throttlings;

  private int answersSinceThrottling;
  private long pausedSince;
  private long pausedUntil;
  private @Nullable Failed pausedBy;

  RequestLimiter(RetryOptions options, TimeSource time) {
    this.options = options;
    this.time = time;
    this.log = new TroubleLog(time);
    this.pausedSince = time.nanos() - 1;
    this.pausedUntil = pausedSince;
  }

  /**
   * Forgets failures of earlier requests if none is under way: whoever begins an export after a
   * failed one has perhaps mended the cause, and isn't to wait for longer and longer pauses, nor to
   * send with fewer requests in flight. What throttling has taken stays.
   */
  void forgetFailures() {
    lock.lock();
    try {
      if (inFlight == 0 && waiting == 0 && failuresInARow > 0) {
        failuresInARow = 0;
        pausesInARow = 0;
        boolean isAsked = pausedBy != null && pausedBy.retryAfter().isPresent();
        if (!isThrottling() && !isAsked) {
          pausedSince = time.nanos() - 1; // What fails from now on is news.
          pausedUntil = pausedSince;
        }
        if (throttlings == 0) {
          limit = MAX_LIMIT;
          answers = 0;
        }
        log.forget();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@code waiter}'s request may be sent, or is not to be sent any more. */
  Turn acquire(Waiter waiter) throws InterruptedException {
    lock.lockInterruptibly();
    waiting++;
    try {
      long throttled = 0;
      while (true) {
        long now = time.nanos();
        if (!waiter.mayGoOn()) {
          return new Turn(false, now, throttled, null);
        }
        long backoff = waiter.notBefore() - now;
        long pause = pausedUntil - now;
        if (backoff > 0) {
          time.await(changed, backoff);
        } else if (pause > 0) {
          boolean isThrottling = isThrottling();
          if (pausedUntil - waiter.patientUntil(isThrottling) > 0) {
            return new Turn(false, now, throttled, pausedBy);
          }
          time.await(changed, pause);
          throttled += isThrottling ? time.nanos() - now : 0;
        } else if (inFlight < limit) {
          inFlight++;
          return new Turn(true, now, throttled, null);
        } else {
          changed.await();
        }
      }
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private boolean isThrottling() {
    return pausedBy != null && pausedBy.kind() == Failed.Kind.THROTTLED;
  }

  /** Returns whether a pause is on, as one that began since a request was admitted. */
  boolean isPaused() {
    lock.lock();
    try {
      return pausedUntil - time.nanos() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back a turn that was granted. */
  void release() {
    lock.lock();
    try {
      inFlight--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all threads that wait; each checks whether it goes on. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Records the outcome of a request that was admitted in {@code turn}. */
  void record(Turn turn, Outcome outcome) {
    Runnable message = TroubleLog.NOTHING;
    lock.lock();
    try {
      if (outcome instanceof Failed failed) {
        message =
            switch (failed.kind()) {
              case THROTTLED -> pause(turn, failed);
              case NOT_TAKEN, IN_DOUBT, CODE_UNKNOWN -> failed(turn, failed);
              case CONTENT_REFUSED, SIZE_REFUSED, JOB_REFUSED -> answered();
            };
      } else {
        message = answered();
      }
    } finally {
      lock.unlock();
    }
    message.run(); // Not under the lock: a logger is foreign code.
  }

  private Runnable answered() {
    failuresInARow = 0;
    pausesInARow = 0;
    if (throttlings > 0 && ++answersSinceThrottling >= ANSWERS_PER_PAUSE) {
      answersSinceThrottling = 0;
      throttlings--;
    }
    if (limit < MAX_LIMIT && ++answers >= limit) {
      answers = 0;
      limit++;
      changed.signalAll();
    }
    return log.answered();
  }

  private Runnable failed(Turn turn, Failed failed) {
    failuresInARow++;
    return failuresInARow > MAX_FAILURES_IN_A_ROW || failed.retryAfter().isPresent()
        ? pause(turn, failed)
        : TroubleLog.NOTHING;
  }

  /**
   * Begins or extends a pause, unless the client is not to wait at all. A failure of a request that
   * was admitted before the present pause says nothing new, but what the server asks for is
   * granted.
   */
  private Runnable pause(Turn turn, Failed failed) {
    boolean isNews = turn.at() - pausedSince > 0;
    Optional<Duration> asked = failed.retryAfter();
    if (options.maxThrottleTime().isZero() || (!isNews && asked.isEmpty())) {
      return TroubleLog.NOTHING;
    }
    boolean isThrottled = failed.kind() == Failed.Kind.THROTTLED;
    if (isNews) {
      if (isThrottled) {
        throttlings++;
        answersSinceThrottling = 0;
      } else {
        pausesInARow++;
      }
      if (!isThrottled || throttlings > 1) {
        limit = Math.max(1, Math.min(inFlight, limit) / 2);
        answers = 0;
      }
    }
    Duration pause =
        isThrottled
            ? Backoff.throttled(options, throttlings, asked)
            : Backoff.delay(options, pausesInARow, asked);
    pausedSince = time.nanos();
    pausedUntil = pausedSince + Math.max(pausedUntil - pausedSince, Backoff.nanos(pause));
    pausedBy = failed;
    return log.paused(failed, pause, limit);
  }
}
