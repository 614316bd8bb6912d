package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.connector.RowReader;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns the rows of an input into events; a row that can't be read becomes an invalid record. */
public final class RowMapper implements RecordMapper<Row> {
  private final ColumnMapper columns;
  private final List<String> names;
  private final RecordMapper<? super Row> events;

  private RowMapper(ColumnMapper columns, List<String> names, RecordMapper<? super Row> events) {
    this.columns = columns;
    this.names = names;
    this.events = events;
  }

  /**
   * Returns the mapper of these rows.
   *
   * @throws com.treasuredata.tiktok.events.connector.InvalidSetupException if they lack a needed
   *     column, or have two for one field
   */
  public static RowMapper of(EventSourceType type, RowSource rows) {
    return of(ColumnMapper.builder(type).onUnmatched(column -> {}), rows);
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
    if (rows.columns().isEmpty()) {
      ColumnMapper named = mapper.build();
      return new RowMapper(
          named,
          List.of(),
          row -> named.map(hasSourceColumns ? withoutSource(row.values()) : row.values()));
    }
    List<Column> columns = rows.columns();
    Optional<ColumnMapper> anyRows = anyRows(mapper);
    int[] places =
        IntStream.range(0, columns.size())
            .filter(i -> !(hasSourceColumns && SourceColumns.isOne(columns.get(i).name())))
            .toArray();
    List<String> names = columns.stream().map(Column::name).toList();
    try {
      ColumnMapper planned =
          mapper.columns(Arrays.stream(places).mapToObj(columns::get).toList()).build();
      RecordMapper<RowReader> byPosition = planned.byPosition();
      return new RowMapper(
          planned,
          names,
          places.length == columns.size()
              ? byPosition
              : row -> byPosition.map(column -> row.get(places[column])));
    } catch (InvalidSetupException e) {
      List<String> problems = new ArrayList<>(e.problems());
      if (places.length == 1) {
        problems.add(
            "the first line has 1 column: is it the header? Columns are separated by , ; | or a tab");
      } else {
        anyRows.ifPresent(
            known ->
                problems.addAll(
                    UnmatchedColumns.problems(
                        known, Arrays.stream(places).mapToObj(names::get).toList())));
      }
      throw new UsageException("the columns can't be used:", problems);
    }
  }

  /** Returns what tells of each column alone; empty if the options are wrong, as is said later. */
  private static Optional<ColumnMapper> anyRows(ColumnMapper.Builder mapper) {
    try {
      return Optional.of(mapper.build());
    } catch (InvalidSetupException e) {
      return Optional.empty();
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
    return events.map(row);
  }

  private static Map<String, Object> withoutSource(Map<String, Object> row) {
    Map<String, Object> fields = new LinkedHashMap<>(row);
    fields.keySet().removeIf(SourceColumns::isOne);
    return fields;
  }

  /** Returns the columns that match no field. */
  public Set<String> unmatchedColumns() {
    return UnmatchedColumns.withPlaces(columns, names);
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
