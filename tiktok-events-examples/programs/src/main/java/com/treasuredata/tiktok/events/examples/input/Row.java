package com.treasuredata.tiktok.events.examples.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of an input.
 *
 * @param number which record it is, counted from 1, unreadable ones included
 * @param line where it starts in the file, counted from 1, a header included
 * @param values what it says by column, in the row's order. CSV gives {@link String}s; JSON gives
 *     {@link String}, {@link java.math.BigDecimal}, {@link Boolean}, {@link java.util.List} and
 *     {@link Map}. Empty CSV fields and JSON nulls are left out. A row with a problem has none.
 * @param problem why the row can't be read, as in {@code line 17 has 5 fields, the header has 4};
 *     null if it can
 */
public record Row(long number, long line, Map<String, Object> values, @Nullable String problem) {
  /**
   * The largest row that is read, {@value}: in characters of all its fields for CSV, in bytes for a
   * line of JSON. TikTok takes about that much in a whole request.
   */
  public static final int MAX_SIZE = 1024 * 1024;

  static Row of(long number, long line, Map<String, Object> values) {
    return new Row(number, line, values, null);
  }

  static Row unreadable(long number, long line, String problem) {
    return new Row(number, line, Map.of(), "line " + line + " " + problem);
  }

  /** Returns where the row is and how many values it has, without the values: they are personal. */
  @Override
  public String toString() {
    String state = problem == null ? values.size() + " values" : problem;
    return "row " + number + " at line " + line + ": " + state;
  }
}
