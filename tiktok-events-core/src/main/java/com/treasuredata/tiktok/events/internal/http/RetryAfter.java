package com.treasuredata.tiktok.events.internal.http;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header, in either of its forms. */
final class RetryAfter {
  /** No server is waited for longer than TikTok's own slowest limit takes to recover twice over. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private RetryAfter() {}

  static @Nullable Duration of(Response response) {
    String header = response.header("Retry-After");
    if (header == null) {
      return null;
    }
    Duration wait;
    if (header.matches("[0-9]{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(header));
    } else {
      Instant date = response.headers().getInstant("Retry-After");
      if (date == null) {
        return null;
      }
      wait = Duration.between(Instant.now(), date);
    }
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
