package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the rows of an input into events; a row that can't be read becomes an invalid record. */
public final class RowMapper implements RecordMapper<Row> {
  private final ColumnMapper columns;

  private RowMapper(ColumnMapper columns) {
    this.columns = columns;
  }

  /**
   * Returns the mapper of these rows.
   *
   * @throws com.treasuredata.tiktok.events.connector.InvalidColumnsException if they lack a needed
   *     column, or have two for one field
   */
  public static RowMapper of(EventSourceType type, RowSource rows) {
    return new RowMapper(
        rows.columns().isEmpty()
            ? ColumnMapper.forRows(type)
            : ColumnMapper.forColumns(type, rows.columns()));
  }

  @Override
  public Event map(Row row) {
    String problem = row.problem();
    if (problem != null) {
      throw InvalidEventException.unreadable(problem);
    }
    return columns.map(row.values());
  }

  /** Returns the columns that match no field. */
  public Set<String> unmatchedColumns() {
    return columns.unmatchedColumns();
  }

  /** Returns the rows one after the other. */
  public static Iterator<Row> iterate(RowSource rows) {
    return new Iterator<>() {
      private @Nullable Row next;
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (next == null && !ended) {
          next = rows.next();
          ended = next == null;
        }
        return next != null;
      }

      @Override
      public Row next() {
        if (!hasNext() || next == null) {
          throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
      }
    };
  }
}
