package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.connector.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of an input one after the other and forgets them: memory doesn't grow with the
 * input. Used by one thread at a time.
 */
public interface RowSource extends AutoCloseable {
  /**
   * Returns the columns that every row has, in the order of {@link RowValues#columns}.
   *
   * @return the names in a CSV header, in the file's order, or a query's columns with their types;
   *     empty for JSON Lines, where each row names its own
   */
  List<Column> columns();

  /**
   * Returns the next row. One that alone can't be read has a {@linkplain Row#problem() problem},
   * and the rows after it follow.
   *
   * @return the row, or null after the last one
   * @throws InputException if nothing from here on can be trusted; every row before the damage has
   *     been returned
   */
  @Nullable Row next();

  /** Closes the input. */
  @Override
  void close();
}
