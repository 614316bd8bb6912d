package com.treasuredata.tiktok.events.internal.http;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header, in either of its forms. */
final class RetryAfter {
  /** The longest wait that is granted: twice what TikTok's slowest limit takes to recover. */
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private RetryAfter() {}

  /**
   * Returns how long the server asks to wait, at most ten minutes; null if it doesn't ask. A date
   * is compared with the answer's own {@code Date}, since clocks differ (RFC 9110 §10.2.3).
   *
   * @param now the time of day here, for an answer without a {@code Date}
   */
  static @Nullable Duration of(Response response, Instant now) {
    String header = response.header("Retry-After");
    if (header == null) {
      return null;
    }
    Duration wait;
    if (header.matches("[0-9]{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(header));
    } else {
      Instant date = response.headers().getInstant("Retry-After");
      Instant sent = response.headers().getInstant("Date");
      if (date == null) {
        return null;
      }
      wait = Duration.between(sent == null ? now : sent, date);
    }
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
  }
}
