package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The mapper of rows for each kind of source that they go to. For one thread. */
public final class SourceMappers {
  private final Function<EventSourceType, ColumnMapper.Builder> builders;
  private final RowSource rows;
  private final boolean hasSourceColumns;
  private final Map<EventSourceType, RowMapper> mappers = new EnumMap<>(EventSourceType.class);

  /**
   * Creates them.
   *
   * @param builders begins the mapper for a kind of source
   * @param hasSourceColumns whether rows say themselves where they go, as {@link SourceColumns}
   */
  public SourceMappers(
      Function<EventSourceType, ColumnMapper.Builder> builders,
      RowSource rows,
      boolean hasSourceColumns) {
    this.builders = builders;
    this.rows = rows;
    this.hasSourceColumns = hasSourceColumns;
  }

  /**
   * Returns the mapper for a kind of source.
   *
   * @throws com.treasuredata.tiktok.events.connector.InvalidSetupException if the rows lack a
   *     column that it needs, or have two for one field
   */
  public RowMapper of(EventSourceType type) {
    return mappers.computeIfAbsent(
        type, each -> RowMapper.of(builders.apply(each), rows, hasSourceColumns));
  }

  /** Returns the columns that match no field of any of the kinds so far. */
  public Set<String> unmatchedColumns() {
    Set<String> unmatched = new TreeSet<>();
    mappers.values().forEach(mapper -> unmatched.addAll(mapper.unmatchedColumns()));
    mappers
        .values()
        .forEach(mapper -> unmatched.removeIf(each -> !mapper.unmatchedColumns().contains(each)));
    return unmatched;
  }

  /** Returns how many values were lost that look like something to match people by. */
  public Map<String, Long> unsentIdentifiers() {
    Map<String, Long> unsent = new LinkedHashMap<>();
    mappers
        .values()
        .forEach(
            mapper ->
                mapper
                    .unsentIdentifiers()
                    .forEach((column, count) -> unsent.merge(column, count, Long::sum)));
    return unsent;
  }
}
