package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values are times, and how far from now they may be. */
class EventTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1767225600, ''",
    "0, TIME_OUT_OF_RANGE error",
    "-1, TIME_OUT_OF_RANGE error",
    "1767225600000, TIME_IN_MILLISECONDS error",
    "100000000000, TIME_IN_MILLISECONDS error",
    "99999999999, TIME_IN_FUTURE warning",
    "1767225600000000, TIME_OUT_OF_RANGE error",
    "9223372036854775807, TIME_OUT_OF_RANGE error",
    "9223372036854775808, UNREADABLE error",
    "1, TIME_OUT_OF_RANGE error",
    "20261120, TIME_OUT_OF_RANGE error",
    "46346, TIME_OUT_OF_RANGE error",
    "1420070399, TIME_OUT_OF_RANGE error",
    "1420070400, TIME_TOO_OLD warning",
  })
  void knowsWhichNumbersAreTimes(String time, String rule) {
    String[] expected = rule.isEmpty() ? new String[0] : new String[] {"event_time " + rule};

    finds(good(WEB).field("event_time", time), WEB, expected);
    finds(good(WEB).field("event_time", new BigInteger(time)), WEB, expected);
  }

  @Test
  void saysWhatATimeLooksLikeThatIsNone() {
    assertThat(messageOn(20_261_120L)).endsWith("; this looks like a date as yyyymmdd");
    assertThat(messageOn(46_346.5)).endsWith("; this looks like a spreadsheet's day number");
  }

  private static String messageOn(Object time) {
    return check(good(WEB).field("event_time", time), WEB).violations().get(0).message();
  }

  /** It has no zone, and which one this machine is in says nothing. */
  @Test
  void takesATimestampOfADatabaseForALocalTime() {
    finds(
        good(WEB).field("event_time", Timestamp.valueOf("2026-01-01 00:00:00")),
        WEB,
        "event_time UNREADABLE error");
  }

  @ParameterizedTest
  @EnumSource
  void warnsOfEventsThatAreTooOldOrNotYetThere(EventSourceType type) {
    Instant oldest = Samples.NOW.minus(Limits.MAX_EVENT_AGE);
    Instant latest = Samples.NOW.plus(Limits.MAX_CLOCK_SKEW);

    finds(good(type).occurredAt(oldest), type);
    finds(good(type).occurredAt(oldest.minusSeconds(1)), type, "event_time TIME_TOO_OLD warning");
    finds(good(type).occurredAt(latest), type);
    finds(good(type).occurredAt(latest.plusSeconds(1)), type, "event_time TIME_IN_FUTURE warning");
    assertThat(Limits.MAX_EVENT_AGE).isEqualTo(Duration.ofDays(28));
    assertThat(Limits.MAX_CLOCK_SKEW).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1767225600",
        " 1767225600 ",
        "1767225600.999",
        "1.7672256E9",
        "１７６７２２５６００",
        "2026-01-01T00:00:00Z",
        "2026-01-01t00:00:00z",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00.999999999Z",
        "2026-01-01T09:00:00+09:00",
        "2026-01-01T09:00:00+0900",
        "2026-01-01T09:00:00+09",
        "2025-12-31T19:00:00-05:00",
        "2026-01-01 00:00:00 UTC",
        "2026-01-01 00:00:00.000 UTC",
        "2026-01-01 00:00:00 GMT",
        "2026-01-01 09:00:00 +0900",
        "2026-01-01 09:00:00 Asia/Tokyo",
        "2026-01-01T09:00+09:00[Asia/Tokyo]",
        "2026/01/01 09:00:00 +09:00",
        "Thu, 1 Jan 2026 00:00:00 GMT",
        "Thu, 01 Jan 2026 09:00:00 +0900",
        "Thu, 01 Jan 2026 00:00:00 UTC",
        "Thu Jan 01 2026 09:00:00 GMT+0900 (Japan Standard Time)",
      })
  void readsTimesAsPeopleAndDatabasesWriteThem(String time) {
    assertThat(prepared(good(WEB).field("event_time", time), WEB).fields())
        .containsEntry("event_time", 1_767_225_600L);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // What JDBC gives.
  void readsTimesAsJavaHasThem() {
    Instant now = Samples.NOW;
    List<Object> times =
        List.of(
            now,
            OffsetDateTime.parse("2026-01-01T09:00:00+09:00"),
            ZonedDateTime.parse("2026-01-01T09:00:00+09:00[Asia/Tokyo]"),
            new Date(now.toEpochMilli()),
            1.7672256E9,
            1_767_225_600);

    for (Object time : times) {
      assertThat(prepared(good(WEB).field("event_time", time), WEB).fields())
          .containsEntry("event_time", 1_767_225_600L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00",
        "2026-01-01",
        "2026-02-30T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:00 Mars/Olympus",
        "2026-01-01T00:00:00+25:00",
        "01/01/2026 00:00:00 UTC",
        "2026-01-0109:00Z",
        "Thu, 1 Jan 2026 00:00:00 JST",
        "Fri, 1 Jan 2026 00:00:00 GMT",
        "Thu Jan 01 00:00:00 JST 2026",
        "2026-01-01 00:00:00 JST",
        "true",
      })
  void guessesNeitherZonesNorDates(String time) {
    finds(good(WEB).field("event_time", time), WEB, "event_time UNREADABLE error");
  }

  @Test
  void takesTheEndOfTimeForNoMilliseconds() {
    finds(
        good(WEB).field("event_time", "9999-12-31T23:59:59Z"),
        WEB,
        "event_time TIME_OUT_OF_RANGE error");
    finds(good(WEB).field("event_time", LocalDateTime.MAX), WEB, "event_time UNREADABLE error");
  }
}
