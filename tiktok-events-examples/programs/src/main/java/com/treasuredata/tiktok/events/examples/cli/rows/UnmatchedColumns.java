package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** What is said of columns that match no field. */
public final class UnmatchedColumns {
  private UnmatchedColumns() {}

  /** Returns the sentence on a column. */
  public static String sentence(String column) {
    return "column " + column + " matches no field and is not sent";
  }

  /**
   * Returns the columns that match no field, of which those whose name isn't shown are told by
   * their place: {@code "10 (of 11 characters, not shown since it may be a value)"}.
   *
   * @param columns the columns of the rows in their order; none if each row has its own
   */
  static Set<String> withPlaces(ColumnMapper mapper, List<String> columns) {
    Set<String> unmatched = new TreeSet<>(mapper.unmatchedColumns());
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      String words = ShownName.inWords(column);
      boolean isTold = mapper.unmatchedColumns().contains(words);
      if (!ShownName.mayBeName(column) && isTold && matchesNothing(mapper, column)) {
        unmatched.remove(words);
        unmatched.add((i + 1) + " (" + words.substring(0, words.length() - 1) + ")");
      }
    }
    return unmatched;
  }

  private static boolean matchesNothing(ColumnMapper mapper, String column) {
    try {
      Object nothing = mapper.map(Map.of()).fields();
      return mapper.map(Map.of(column, "x")).fields().equals(nothing);
    } catch (InvalidEventException e) {
      return false; // It gives what a constant gives.
    }
  }

  /**
   * Returns all that is to be said of columns that match no field, and the options that take them
   * for the fields that they may have been meant for.
   *
   * @param mapper a mapper of any rows
   */
  static List<String> problems(ColumnMapper mapper, List<String> columns) {
    StringJoiner renames = new StringJoiner(" ");
    for (String column : columns) {
      if (matchesNothing(mapper, column)) {
        mapper.likelyField(column).ifPresent(field -> renames.add(option(column, field)));
      }
    }
    List<String> problems =
        new ArrayList<>(
            withPlaces(mapper, columns).stream().map(UnmatchedColumns::sentence).toList());
    if (renames.length() > 0) {
      problems.add("to take columns for other fields: " + renames);
    }
    return problems;
  }

  /** A name that is shown has no quote in it. */
  private static String option(String column, String field) {
    char quote = column.indexOf('$') < 0 ? '"' : '\'';
    return "--rename " + quote + column + '=' + field + quote;
  }
}
