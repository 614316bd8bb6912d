package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.examples.input.RowValues;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where rows have the columns of one name, whatever its case; looked up once for rows that share
 * their columns. Safe for use by several threads.
 */
final class ColumnPlaces {
  private record Known(List<String> columns, List<Integer> places) {}

  private final String name;
  private volatile Known known = new Known(List.of(), List.of());

  ColumnPlaces(String name) {
    this.name = name.strip();
  }

  /** Returns whether a column is of this name. */
  boolean isNamed(String column) {
    return column.strip().equalsIgnoreCase(name);
  }

  /** Returns the value of the first of these columns that has one in this row. */
  @Nullable Object in(RowValues row) {
    Known found = known;
    if (found.columns != row.columns()) {
      found = find(row.columns());
      known = found;
    }
    for (int place : found.places) {
      Object value = row.at(place);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private Known find(List<String> columns) {
    return new Known(
        columns,
        IntStream.range(0, columns.size()).filter(i -> isNamed(columns.get(i))).boxed().toList());
  }
}
