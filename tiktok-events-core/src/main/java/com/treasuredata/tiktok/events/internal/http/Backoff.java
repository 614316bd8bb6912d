package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.RetryOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The delays between attempts: as long as the server asks, else doubling, with jitter. */
final class Backoff {
  private static final double JITTER = 0.25;

  private Backoff() {}

  /**
   * Returns the delay after a number of failures in a row, from 1. A server that asks to wait no
   * time at all is given the first delay nonetheless: it has just failed.
   */
  static Duration delay(RetryOptions options, int failures, Optional<Duration> retryAfter) {
    if (retryAfter.isPresent()) {
      Duration asked = retryAfter.get();
      return asked.compareTo(options.firstDelay()) < 0 ? options.firstDelay() : asked;
    }
    return growing(options, options.firstDelay(), failures);
  }

  /**
   * Returns how long all requests pause when TikTok throttles for the {@code times}th time, from 1.
   * The first pause is a tenth of the first delay. A server that asks to wait less than the first
   * delay is given a pause that grows nonetheless.
   */
  static Duration throttled(RetryOptions options, int times, Optional<Duration> retryAfter) {
    Duration asked = retryAfter.orElse(Duration.ZERO);
    return asked.compareTo(options.firstDelay()) < 0
        ? growing(options, options.firstDelay().dividedBy(10), times)
        : asked;
  }

  /** Returns the least time from the first to the last attempt of a request that fails at once. */
  static long shortestTimeOfAttempts(RetryOptions options) {
    double sum = 0;
    for (int failures = 1; failures < options.maxAttempts(); failures++) {
      sum += withoutJitter(options, options.firstDelay(), failures);
    }
    return (long) (sum * (1 - JITTER));
  }

  private static Duration growing(RetryOptions options, Duration first, int times) {
    double jittered =
        withoutJitter(options, first, times)
            * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    return Duration.ofNanos((long) Math.min(jittered, (double) nanos(options.maxDelay())));
  }

  private static double withoutJitter(RetryOptions options, Duration first, int times) {
    return Math.min(nanos(first) * Math.pow(2, times - 1), (double) nanos(options.maxDelay()));
  }

  /** Returns {@code duration} in nanoseconds, or the greatest number if that is too small. */
  static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}
