package com.treasuredata.tiktok.events.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads dates with time and zone (connector.md, "Rows"). */
final class TimeReader {
  private static final int DATE_LENGTH = "2026-01-31".length();
  private static final int YEAR_LENGTH = "2026".length();
  private static final int LONGEST = 100;

  /**
   * ISO 8601 as written by hand and by databases: {@code 2026-01-31T09:30:00Z}, {@code 2026-01-31
   * 09:30:00.250 +0900}, {@code 2026-01-31 09:30 UTC}, {@code 2026-01-31 09:30:00 Asia/Tokyo}.
   */
  private static final DateTimeFormatter ISO_WITH_ZONE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .optionalStart()
          .parseLenient() // +09:00, +0900 and +09
          .appendOffset("+HH", "Z")
          .parseStrict()
          .optionalEnd()
          .optionalStart()
          .appendLiteral('[') // as in 2026-01-31T09:30+09:00[Asia/Tokyo]
          .appendZoneRegionId()
          .appendLiteral(']')
          .optionalEnd()
          .optionalStart()
          .appendZoneRegionId()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeReader() {}

  /** Returns the Unix seconds of a moment, or null if {@code raw} isn't one. */
  static @Nullable Long seconds(Object raw) {
    try {
      TemporalAccessor time = time(raw);
      if (time == null || lacksZone(time)) {
        return null;
      }
      long seconds = Instant.from(time).getEpochSecond();
      // The end of time, 9999-12-31 in many a database, isn't to be taken for milliseconds.
      return seconds < Limits.FIRST_MILLISECOND_TIME ? seconds : Limits.MAX_EPOCH_MILLIS;
    } catch (DateTimeException e) {
      return null; // Not a moment: the caller says what is expected.
    }
  }

  /** Returns whether {@code raw} is a date and time that may be meant in any zone. */
  static boolean lacksZone(Object raw) {
    TemporalAccessor time = time(raw);
    return time != null && lacksZone(time);
  }

  private static boolean lacksZone(TemporalAccessor time) {
    return time.query(TemporalQueries.localDate()) != null
        && time.query(TemporalQueries.zone()) == null;
  }

  /**
   * Returns the one text of a date and time, whichever way it was written: {@code 2026-11-20
   * 10:30:00} becomes {@code 2026-11-20T10:30}, and with a zone it is written in UTC. Any other
   * text is returned as it is.
   */
  static String canonical(String text) {
    if (text.length() <= DATE_LENGTH || text.charAt(YEAR_LENGTH) != '-') {
      return text;
    }
    try {
      TemporalAccessor time = time(text);
      if (time == null) {
        return text;
      }
      return lacksZone(time) ? LocalDateTime.from(time).toString() : Instant.from(time).toString();
    } catch (DateTimeException e) {
      return text; // A time that isn't in its zone.
    }
  }

  private static @Nullable TemporalAccessor time(Object raw) {
    if (raw instanceof TemporalAccessor time) {
      return time;
    }
    if (!(raw instanceof String text) || text.length() > LONGEST) {
      return null;
    }
    StringBuilder iso = new StringBuilder(text.strip());
    if (iso.length() > DATE_LENGTH && iso.charAt(DATE_LENGTH) == ' ') {
      iso.setCharAt(DATE_LENGTH, 'T');
    }
    try {
      return ISO_WITH_ZONE.parse(iso);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
