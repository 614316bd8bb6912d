package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column that an option names, such as the one that tells equal rows apart. For one thread. */
public final class KeyColumn implements Function<Row, @Nullable String> {
  private final String option;
  private final String column;
  private final ColumnPlaces places;
  private boolean asked;
  private boolean found;

  /**
   * Creates one.
   *
   * @param option which names it, for messages
   * @throws UsageException if the rows' columns are known, and this is none of them
   */
  public KeyColumn(String option, String column, RowSource rows) {
    this.option = option;
    this.column = column;
    this.places = new ColumnPlaces(column);
    if (!rows.columns().isEmpty()
        && rows.columns().stream().noneMatch(known -> places.isNamed(known.name()))) {
      throw new UsageException(option + ": there is no column " + ShownName.inWords(column));
    }
  }

  @Override
  public @Nullable String apply(Row row) {
    asked = true;
    Object value = places.in(row.values());
    found |= value != null;
    return value == null ? null : value.toString();
  }

  /** Returns what to tell the user if no row had the column; empty if one had. */
  public Optional<String> problem() {
    return asked && !found
        ? Optional.of("no row has the column " + ShownName.inWords(column) + " of " + option)
        : Optional.empty();
  }
}
