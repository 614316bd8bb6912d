package com.treasuredata.tiktok.events.http;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Objects;

/**
 * When a failed request is sent again (events-api.md §5.3). Immutable.
 *
 * <pre>{@code
 * RetryOptions.builder().maxAttempts(3).delays(Duration.ofSeconds(1), Duration.ofSeconds(10)).build()
 * }</pre>
 *
 * <p>Server errors, time-outs and broken connections are repeated after growing delays with jitter,
 * or after the time that a {@code Retry-After} header asks for. "Too many requests" doesn't count
 * as an attempt: all requests of a client wait together, for as long as TikTok asks or else a tenth
 * of the first delay, twice as long each time that it repeats within five answers, until {@link
 * #maxThrottleTime()} is over. They wait together, too, when three fail in a row, whoever's they
 * are, or when one fails with a {@code Retry-After}.
 */
public final class RetryOptions {
  /**
   * 5 attempts, delays of 0.5 to 30 seconds, no retry later than 5 minutes after the first attempt,
   * up to 15 minutes of throttling.
   */
  public static final RetryOptions DEFAULT = builder().build();

  /** Every request is sent once. */
  public static final RetryOptions NONE =
      builder().maxAttempts(1).maxThrottleTime(Duration.ZERO).build();

  /** How long TikTok recognises an event (events-api.md §6). */
  private static final Duration MAX_DURATION = Duration.ofDays(2);

  private final int maxAttempts;
  private final Duration firstDelay;
  private final Duration maxDelay;
  private final Duration maxDuration;
  private final Duration maxThrottleTime;

  private RetryOptions(Builder builder) {
    this.maxAttempts = builder.maxAttempts;
    this.firstDelay = builder.firstDelay;
    this.maxDelay = builder.maxDelay;
    this.maxDuration = builder.maxDuration;
    this.maxThrottleTime = builder.maxThrottleTime;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns how many times a request is sent at most, throttled attempts not counted. An export may
   * make several rounds of so many attempts, as {@code Export.maxTimeWithoutSuccess} says.
   */
  public int maxAttempts() {
    return maxAttempts;
  }

  /** Returns the delay before the second attempt; it doubles from there. */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** Returns the longest delay between two attempts. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /** Returns how long after the first attempt a request is retried. */
  public Duration maxDuration() {
    return maxDuration;
  }

  /** Returns how long a request waits in all while TikTok throttles. */
  public Duration maxThrottleTime() {
    return maxThrottleTime;
  }

  @Override
  public String toString() {
    return "RetryOptions[" + maxAttempts + " attempts, " + firstDelay + " to " + maxDelay + ']';
  }

  /** Builds {@link RetryOptions}; not safe for use by several threads. */
  public static final class Builder {
    private int maxAttempts = 5;
    private Duration firstDelay = Duration.ofMillis(500);
    private Duration maxDelay = Duration.ofSeconds(30);
    private Duration maxDuration = Duration.ofMinutes(5);
    private Duration maxThrottleTime = Duration.ofMinutes(15);

    private Builder() {}

    /**
     * Sets how many times a request is sent at most. By default 5.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxAttempts(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException("a request needs at least 1 attempt: " + attempts);
      }
      this.maxAttempts = attempts;
      return this;
    }

    /**
     * Sets the delay before the second attempt and the longest delay. By default 0.5 and 30
     * seconds.
     *
     * @throws IllegalArgumentException unless 0 &lt; first ≤ longest
     */
    public Builder delays(Duration first, Duration longest) {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(longest, "longest");
      if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "delays must be 0 < first <= longest: " + first + ", " + longest);
      }
      this.firstDelay = first;
      this.maxDelay = longest;
      return this;
    }

    /**
     * Sets how long after the first attempt a request is retried. By default 5 minutes; keep it
     * well below the 48 hours for which TikTok recognises an event (events-api.md §6).
     *
     * @throws IllegalArgumentException if it isn't positive, or more than 48 hours
     */
    public Builder maxDuration(Duration duration) {
      Objects.requireNonNull(duration, "duration");
      if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
        throw new IllegalArgumentException(
            "max duration must be positive and at most 48 hours: " + duration);
      }
      this.maxDuration = duration;
      return this;
    }

    /**
     * Sets how long a request waits in all while TikTok throttles. By default 15 minutes: TikTok's
     * limit per minute takes 5 minutes to recover (auth-and-sources.md §6). With 0 no request
     * pauses, and an export doesn't wait for the end of an outage.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxThrottleTime(Duration duration) {
      Objects.requireNonNull(duration, "duration");
      if (duration.isNegative()) {
        throw new IllegalArgumentException("max throttle time is negative: " + duration);
      }
      this.maxThrottleTime = duration;
      return this;
    }

    /** Returns the options. */
    @CheckReturnValue
    public RetryOptions build() {
      return new RetryOptions(this);
    }
  }
}
