package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.examples.cli.files.EarlierResults;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those rows of an input that an earlier export left to be sent. For one thread. */
public final class RemainingRows implements RowSource {
  private final RowSource rows;
  private final KeyColumn key;
  private final EarlierResults earlier;

  public RemainingRows(RowSource rows, KeyColumn key, EarlierResults earlier) {
    this.rows = rows;
    this.key = key;
    this.earlier = earlier;
  }

  @Override
  public List<Column> columns() {
    return rows.columns();
  }

  @Override
  public @Nullable Row next() {
    Row row = rows.next();
    while (row != null && row.problem() == null && !earlier.leaves(key.apply(row))) {
      row = rows.next();
    }
    return row;
  }

  @Override
  public void close() {
    rows.close();
  }
}
