package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.RecordMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Checks the columns of tables, and gives exports of rows the consent and the keys that settings
 * name. Immutable.
 */
final class RowExports {
  private final ConnectorConfig config;
  private final RowSettings settings;
  private final boolean warns;

  /**
   * Goes by {@code config}.
   *
   * @param warns whether to log columns of tables that match no field
   */
  RowExports(ConnectorConfig config, boolean warns) {
    this.config = config;
    this.settings = config.rows();
    this.warns = warns;
  }

  /**
   * Returns the mapper of a table's rows.
   *
   * @throws InvalidSetupException if the columns can't be used
   */
  ColumnMapper mapper(List<String> columns) {
    return checked(config.columnMapper().columns(columns), columns);
  }

  /**
   * Returns the mapper of a table's rows, by the types of its columns, too.
   *
   * @throws InvalidSetupException if the columns can't be used
   */
  ColumnMapper mapper(Collection<Column> columns) {
    return checked(config.columnMapper().columns(columns), names(columns));
  }

  static List<String> names(Collection<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private ColumnMapper checked(ColumnMapper.Builder builder, List<String> columns) {
    List<String> problems = new ArrayList<>();
    settings.needed().forEach(column -> column.check(columns, problems));
    ColumnMapper mapper;
    try {
      mapper = builder.onUnmatched(warns ? this::warnOfColumn : column -> {}).build();
    } catch (InvalidSetupException e) {
      problems.addAll(0, e.problems());
      throw InvalidSetupException.ofColumns(problems);
    }
    if (!problems.isEmpty()) {
      throw InvalidSetupException.ofColumns(problems);
    }
    return mapper;
  }

  /** Returns the mapper of rows that name their own columns. */
  RecordMapper<Map<String, ?>> mapper() {
    return config.columnMapper().onUnmatched(this::warnOfColumn).build();
  }

  private void warnOfColumn(String column) {
    if (!isNeeded(column)) {
      ColumnMapper.logUnmatched(column);
    }
  }

  private boolean isNeeded(String column) {
    return settings.needed().stream().anyMatch(needed -> needed.isNamed(column));
  }

  /** Returns what gives the values that settings ask for, of rows that are read by position. */
  Function<RowReader, Map<String, ?>> valuesByPosition(List<String> columns) {
    int[] needed =
        IntStream.range(0, columns.size()).filter(i -> isNeeded(columns.get(i))).toArray();
    return row -> {
      Map<String, Object> values = new HashMap<>();
      for (int i : needed) {
        values.put(columns.get(i), row.get(i));
      }
      return values;
    };
  }

  /**
   * Returns {@code export} with the treatment of invalid records, consent and keys by the settings.
   *
   * @param row gives a record's values by column names
   */
  <R> Export<R> configured(Export<R> export, Function<? super R, ? extends Map<String, ?>> row) {
    Export<R> configured = export.invalidRecords(config.invalidRecords());
    Optional<Predicate<Map<String, ?>>> consent =
        settings.consent().map(column -> column.isOneOf(settings.consentValues()));
    if (consent.isPresent()) {
      configured = configured.consent(record -> consent.get().test(row.apply(record)));
    }
    Optional<RowColumn> key = settings.key();
    return key.isPresent()
        ? configured.recordKey(record -> key.get().in(row.apply(record)))
        : configured;
  }
}
