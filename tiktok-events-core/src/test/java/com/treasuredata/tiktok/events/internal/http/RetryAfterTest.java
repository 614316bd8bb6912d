package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource({"0, PT0S", "1, PT1S", "300, PT5M", "601, PT10M", "999999999, PT10M"})
  void readsSecondsUpToTenMinutes(String header, Duration wait) {
    assertThat(of(header)).isEqualTo(wait);
  }

  @Test
  void readsADate() {
    assertThat(of(date(Instant.now().plusSeconds(60))))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(of(date(Instant.now().minusSeconds(60)))).isZero();
    assertThat(of(date(Instant.now().plusSeconds(100_000)))).isEqualTo(Duration.ofMinutes(10));
  }

  /** The server's clock is an hour ahead; what counts is its own Date. */
  @Test
  void goesByTheClockOfTheServer() {
    Instant there = Instant.now().plusSeconds(3_600);
    assertThat(of(date(there.plusSeconds(2)), date(there))).isEqualTo(Duration.ofSeconds(2));
    assertThat(of(date(there), date(there.plusSeconds(2)))).isZero();
    assertThat(of(date(Instant.now().plusSeconds(60)), "yesterday"))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "1.5", "soon", "1s", "1000000000", "'Thu, 31 Feb'"})
  void passesOverWhatIsNeither(String header) {
    assertThat(of(header)).isNull();
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  private static @Nullable Duration of(String header) {
    return of(header, null);
  }

  private static @Nullable Duration of(String header, @Nullable String date) {
    return RetryAfter.of(
        new Response.Builder()
            .request(new Request.Builder().url("http://127.0.0.1/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(503)
            .message("")
            .headers(headers(header, date))
            .body(ResponseBody.create("", null))
            .build(),
        Instant.now());
  }

  private static Headers headers(String retryAfter, @Nullable String date) {
    Headers.Builder headers = new Headers.Builder().add("Retry-After", retryAfter);
    return (date == null ? headers : headers.add("Date", date)).build();
  }
}
