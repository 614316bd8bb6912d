package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an input that are read before some time: what comes behind them isn't read. */
public final class RowsUntil implements RowSource {
  private final RowSource rows;
  private final Instant end;
  private final Clock clock;
  private boolean isOver;

  public RowsUntil(RowSource rows, Instant end, Clock clock) {
    this.rows = rows;
    this.end = end;
    this.clock = clock;
  }

  @Override
  public List<Column> columns() {
    return rows.columns();
  }

  @Override
  public @Nullable Row next() {
    isOver |= !clock.instant().isBefore(end);
    return isOver ? null : rows.next();
  }

  /** Returns whether the time came before the end of the input. */
  public boolean isOver() {
    return isOver;
  }

  @Override
  public void close() {
    rows.close();
  }
}
