package com.treasuredata.tiktok.events.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads dates with time and zone (connector.md, "Rows"). */
final class TimeReader {
  private static final int DATE_LENGTH = "2026-01-31".length();
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
      if (raw instanceof TemporalAccessor time) {
        return seconds(time);
      }
      if (!(raw instanceof String text) || text.length() > LONGEST) {
        return null;
      }
      StringBuilder iso = new StringBuilder(text.strip());
      if (iso.length() > DATE_LENGTH && iso.charAt(DATE_LENGTH) == ' ') {
        iso.setCharAt(DATE_LENGTH, 'T');
      }
      return seconds(ISO_WITH_ZONE.parse(iso));
    } catch (DateTimeException e) {
      return null; // No date and time, or none with a zone: the caller says what is expected.
    }
  }

  private static long seconds(TemporalAccessor time) {
    long seconds = Instant.from(time).getEpochSecond();
    // The end of time, 9999-12-31 in many a database, isn't to be taken for milliseconds.
    return seconds < Limits.FIRST_MILLISECOND_TIME ? seconds : Limits.FIRST_SENSELESS_TIME;
  }
}
