package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the rows of an input into events; a row that can't be read becomes an invalid record. */
public final class RowMapper implements RecordMapper<Row> {
  private final ColumnMapper columns;
  private final boolean hasSourceColumns;

  private RowMapper(ColumnMapper columns, boolean hasSourceColumns) {
    this.columns = columns;
    this.hasSourceColumns = hasSourceColumns;
  }

  /**
   * Returns the mapper of these rows.
   *
   * @throws com.treasuredata.tiktok.events.connector.InvalidSetupException if they lack a needed
   *     column, or have two for one field
   */
  public static RowMapper of(EventSourceType type, RowSource rows) {
    return of(ColumnMapper.builder(type), rows);
  }

  /**
   * Returns the mapper of these rows.
   *
   * @throws com.treasuredata.tiktok.events.connector.InvalidSetupException as above
   */
  public static RowMapper of(ColumnMapper.Builder mapper, RowSource rows) {
    return of(mapper, rows, false);
  }

  /**
   * Returns the mapper of these rows.
   *
   * @param hasSourceColumns whether the columns that {@link SourceColumns} reads are no fields
   * @throws com.treasuredata.tiktok.events.connector.InvalidSetupException as above
   */
  public static RowMapper of(
      ColumnMapper.Builder mapper, RowSource rows, boolean hasSourceColumns) {
    List<Column> columns =
        rows.columns().stream()
            .filter(column -> !(hasSourceColumns && SourceColumns.isOne(column.name())))
            .toList();
    if (rows.columns().isEmpty()) {
      return new RowMapper(mapper.build(), hasSourceColumns);
    }
    try {
      return new RowMapper(mapper.columns(columns).build(), hasSourceColumns);
    } catch (InvalidSetupException e) {
      if (columns.size() > 1) {
        throw e;
      }
      List<String> problems = new ArrayList<>(e.problems());
      problems.add(
          "the first line has 1 column: is it the header? Columns are separated by , ; | or a tab");
      throw new UsageException("the columns can't be used:", problems);
    }
  }

  /** Returns how many values were lost in columns that look like something to match people by. */
  public Map<String, Long> unsentIdentifiers() {
    return columns.unsentIdentifiers();
  }

  @Override
  public Event map(Row row) {
    String problem = row.problem();
    if (problem != null) {
      throw InvalidEventException.unreadable(problem);
    }
    if (!hasSourceColumns) {
      return columns.map(row.values());
    }
    Map<String, Object> fields = new LinkedHashMap<>(row.values());
    fields.keySet().removeIf(SourceColumns::isOne);
    return columns.map(fields);
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
