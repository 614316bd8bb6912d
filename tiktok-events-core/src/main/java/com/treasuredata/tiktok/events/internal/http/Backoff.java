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
    double longest = nanos(options.maxDelay());
    double doubled = nanos(options.firstDelay()) * Math.pow(2, failures - 1);
    double jittered =
        Math.min(doubled, longest) * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    return Duration.ofNanos((long) Math.min(jittered, longest));
  }

  /** Returns {@code duration} in nanoseconds, or the greatest number if that is too small. */
  static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}
