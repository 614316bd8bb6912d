package com.treasuredata.tiktok.events.connector;

import org.jspecify.annotations.Nullable;

/**
 * A row whose values are read by position, so that no map is needed for each; see {@link
 * ColumnMapper#byPosition}.
 */
@FunctionalInterface
public interface RowReader {
  /**
   * Returns the value of a column, of one of the types that {@link ColumnMapper} reads; null if
   * there is none.
   *
   * @param column the position in the list of columns that the mapper was made with, from 0
   */
  @Nullable Object get(int column);
}
