package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of an input: what comes behind them isn't read. */
public final class FirstRows implements RowSource {
  private final RowSource rows;
  private long left;

  public FirstRows(RowSource rows, long most) {
    this.rows = rows;
    this.left = most;
  }

  @Override
  public List<Column> columns() {
    return rows.columns();
  }

  @Override
  public @Nullable Row next() {
    return left-- > 0 ? rows.next() : null;
  }

  @Override
  public void close() {
    rows.close();
  }
}
