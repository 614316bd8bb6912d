package com.treasuredata.tiktok.events.benchmarks;

import java.util.Map;

/**
 * Another library to measure beside ours. One that stands on the class path and is named in {@code
 * META-INF/services/com.treasuredata.tiktok.events.benchmarks.Contender} takes part in the tables
 * of text columns. Used by one thread at a time.
 */
public interface Contender {
  /** Returns the name that it has in the tables. */
  String name();

  /**
   * Returns the JSON of the event that a row tells of, in UTF-8.
   *
   * @param row the columns of {@link RowKind#TEXT} or another kind of text columns, by name
   */
  byte[] encode(Map<String, ?> row);
}
