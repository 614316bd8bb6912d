package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.Limits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
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

  /** {@code Fri Nov 20 2026 10:11:12 GMT+0900}. */
  private static final DateTimeFormatter OF_JAVASCRIPT =
      DateTimeFormatter.ofPattern("EEE MMM dd uuuu HH:mm:ss 'GMT'xx", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeReader() {}

  /**
   * Returns the Unix seconds of a moment, or null if {@code raw} isn't one.
   *
   * @param zone where local times are; null if that isn't known, and they are no moments
   */
  static @Nullable Long seconds(Object raw, @Nullable ZoneId zone) {
    try {
      TemporalAccessor time = time(raw);
      if (time == null) {
        return null;
      }
      if (lacksZone(time)) {
        return zone == null || time.query(TemporalQueries.localTime()) == null
            ? null
            : bounded(LocalDateTime.from(time).atZone(zone).toEpochSecond());
      }
      return bounded(Instant.from(time).getEpochSecond());
    } catch (DateTimeException e) {
      return null; // Not a moment: the caller says what is expected.
    }
  }

  /** The end of time, 9999-12-31 in many a database, isn't to be taken for milliseconds. */
  private static long bounded(long seconds) {
    return seconds < Limits.FIRST_MILLISECOND_TIME ? seconds : Limits.MAX_EPOCH_MILLIS;
  }

  /** Returns whether {@code raw} is a date and time that may be meant in any zone. */
  static boolean lacksZone(Object raw) {
    TemporalAccessor time = time(raw);
    return time != null && lacksZone(time);
  }

  /**
   * Returns whether a local time doesn't exist in its zone, or is there twice, since clocks were
   * changed then.
   */
  static boolean isAtChangeOfClocks(Object raw, @Nullable ZoneId given) {
    try {
      TemporalAccessor time = time(raw);
      if (time == null || time.query(TemporalQueries.localTime()) == null) {
        return false;
      }
      if (time.isSupported(ChronoField.OFFSET_SECONDS) && !(time instanceof ZonedDateTime)) {
        return false;
      }
      if (raw instanceof ZonedDateTime) {
        return false; // It says which of two it is.
      }
      ZoneId zone = lacksZone(time) ? given : time.query(TemporalQueries.zone());
      return zone != null && zone.getRules().getValidOffsets(LocalDateTime.from(time)).size() != 1;
    } catch (DateTimeException e) {
      return false;
    }
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
    if (iso.length() < DATE_LENGTH) {
      return null;
    }
    if (Character.isLetter(iso.charAt(0))) {
      return inWords(iso.toString());
    }
    if (iso.length() > DATE_LENGTH && iso.charAt(DATE_LENGTH) == ' ') {
      iso.setCharAt(DATE_LENGTH, 'T');
    }
    if (iso.charAt(YEAR_LENGTH) == '/' && iso.charAt(YEAR_LENGTH + 3) == '/') {
      iso.setCharAt(YEAR_LENGTH, '-');
      iso.setCharAt(YEAR_LENGTH + 3, '-');
    }
    try {
      return ISO_WITH_ZONE.parse(iso);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Reads the times of e-mails and HTTP, and those that JavaScript prints. */
  private static @Nullable TemporalAccessor inWords(String text) {
    int bracket = text.indexOf(" (");
    String time = bracket < 0 ? text : text.substring(0, bracket);
    if (time.endsWith(" UTC")) {
      time = time.substring(0, time.length() - 3) + "GMT";
    }
    try {
      return time.indexOf(',') > 0
          ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(time)
          : OF_JAVASCRIPT.parse(time);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
