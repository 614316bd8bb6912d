package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a column says that a record may be sent; a row without it may not. For one thread. */
public final class ConsentColumn implements Predicate<Row> {
  private static final List<String> USUAL = List.of("true", "yes", "y", "1", "granted");

  private final KeyColumn column;
  private final Set<String> yes;

  /**
   * Creates one.
   *
   * @param values what means yes; {@code null} for the usual words
   * @throws com.treasuredata.tiktok.events.examples.cli.UsageException if the rows' columns are
   *     known, and this is none of them
   */
  public ConsentColumn(String column, @Nullable List<String> values, RowSource rows) {
    this.column = new KeyColumn("--consent-column", column, rows);
    this.yes =
        (values == null ? USUAL : values)
            .stream().map(ConsentColumn::form).collect(Collectors.toUnmodifiableSet());
  }

  private static String form(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }

  /** Returns what to tell the user if no row had the column; empty if one had. */
  public Optional<String> problem() {
    return column.problem().map(problem -> problem + ": all records are withheld");
  }

  /** A row that can't be read is told of as invalid; nothing of it can be sent. */
  @Override
  public boolean test(Row row) {
    String value = column.apply(row);
    return row.problem() != null || (value != null && yes.contains(form(value)));
  }
}
