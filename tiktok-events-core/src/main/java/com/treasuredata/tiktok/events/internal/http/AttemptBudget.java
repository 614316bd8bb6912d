package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.internal.http.Failed.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts a request still has, and for how long. For one thread.
 *
 * <p>A round of attempts is limited in number and time; time in which all requests pause doesn't
 * count. Without an outage detector there is one round. With one, an idempotent request has up to
 * {@value #MAX_ROUNDS} rounds, and as many as it takes in an outage.
 */
final class AttemptBudget {
  private static final int MAX_ROUNDS = 3;

  private final RetryOptions retry;
  private final @Nullable OutageDetector outage;
  private final TimeSource time;

  private int round = 1;
  private int failuresInRound;
  private long roundBegan;
  private long pausedInRound;

  AttemptBudget(RetryOptions retry, @Nullable OutageDetector outage, TimeSource time) {
    this.retry = retry;
    this.outage = outage;
    this.time = time;
    this.roundBegan = time.nanos();
  }

  /** Returns whether requests wait at all: with a {@code maxThrottleTime} of 0 none does. */
  boolean canWait() {
    return !retry.maxThrottleTime().isZero();
  }

  /** Takes note that all requests paused for so many nanoseconds. */
  void paused(long nanos) {
    pausedInRound += nanos;
  }

  /**
   * Takes note of a failed attempt, and returns how long to wait before the next one; null if that
   * was the last.
   *
   * @param request tells it from others, for the outage detector
   * @param isRepeatable whether it may be sent again at all
   * @param wasRepeated whether it was sent more than once
   */
  @Nullable Duration delayAfter(
      Failed failed, Object request, boolean isRepeatable, boolean wasRepeated) {
    failuresInRound++;
    boolean hasGivenUp =
        outage != null && outage.attemptFailed(request) == OutageDetector.State.GIVEN_UP;
    Duration delay = Backoff.delay(retry, failuresInRound, failed.retryAfter());
    boolean roundGoesOn =
        isRepeatable
            && !hasGivenUp
            && failuresInRound < retry.maxAttempts()
            && isInTime(Backoff.nanos(delay));
    return roundGoesOn || beginsAnotherRound(failed.kind(), isRepeatable, wasRepeated)
        ? delay
        : null;
  }

  private boolean isInTime(long delay) {
    long spent = time.nanos() - roundBegan - pausedInRound;
    return spent + delay <= Backoff.nanos(retry.maxDuration());
  }

  /** What never reached TikTok has any number of rounds, since it can't be at fault itself. */
  private boolean beginsAnotherRound(Kind kind, boolean isRepeatable, boolean wasRepeated) {
    if (outage == null
        || outage.attemptsUsedUp(wasRepeated) == OutageDetector.State.GIVEN_UP
        || !isRepeatable
        || !canWait()) {
      return false;
    }
    if (kind == Kind.IN_DOUBT
        && round >= MAX_ROUNDS
        && outage.state() != OutageDetector.State.OUTAGE) {
      return false;
    }
    round++;
    failuresInRound = 0;
    pausedInRound = 0;
    roundBegan = time.nanos();
    return true;
  }
}
