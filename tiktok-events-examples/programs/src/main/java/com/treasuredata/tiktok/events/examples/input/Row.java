package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.connector.RowReader;
import org.jspecify.annotations.Nullable;

/**
 * One record of an input.
 *
 * @param number which record it is, counted from 1, unreadable ones included
 * @param line where it starts in the file, counted from 1, a header included
 * @param values what it says by column, in the row's order. CSV gives {@link String}s; JSON gives
 *     {@link String}, {@link java.math.BigDecimal}, {@link Boolean}, {@link java.util.List} and
 *     {@link java.util.Map}. Empty CSV fields and JSON nulls are left out. A row with a problem has
 *     none.
 * @param problem why the row can't be read, as in {@code line 17 has 5 fields, the header has 4};
 *     null if it can
 */
public record Row(long number, long line, RowValues values, @Nullable String problem)
    implements RowReader {
  /**
   * The largest row that is read, {@value}: in characters of all its fields for CSV, in bytes for a
   * line of JSON. TikTok takes about that much in a whole request.
   */
  public static final int MAX_SIZE = 1024 * 1024;

  static Row of(long number, long line, RowValues values) {
    return new Row(number, line, values, null);
  }

  static Row unreadable(long number, long line, String problem) {
    return new Row(number, line, RowValues.NONE, "line " + line + " " + problem);
  }

  /**
   * Returns the value of one of the {@linkplain RowSource#columns() columns that all rows have}.
   */
  @Override
  public @Nullable Object get(int column) {
    return values.at(column);
  }

  /** Returns where the row is and how many values it has, without the values: they are personal. */
  @Override
  public String toString() {
    String state = problem == null ? values.size() + " values" : problem;
    return "row " + number + " at line " + line + ": " + state;
  }
}
