package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.RowReader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The row at which a task is; for use by one thread. */
final class SparkRow implements RowReader {
  private final SparkValue[] columns;
  private @Nullable InternalRow row;

  SparkRow(StructType schema) {
    this.columns = SparkValue.of(schema);
  }

  /** Reads this row from now on, which may be another one's object with other values. */
  void moveTo(InternalRow next) {
    this.row = next;
  }

  @Override
  public @Nullable Object get(int column) {
    return row == null ? null : columns[column].in(row, column);
  }
}
