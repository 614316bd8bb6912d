package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Remembers the first record of each kind of failure and warning. */
public final class FirstRecords implements ExportListener {
  /** No input makes it grow beyond these. */
  private static final int MAX_KINDS = 200;

  private final Map<String, Long> firsts = new HashMap<>();

  @Override
  public void onResult(RecordResult result) {
    result.kind().ifPresent(kind -> note(kind, result.record()));
  }

  @Override
  public void onWarning(long record, Violation warning) {
    note(warning.kind(), record);
  }

  private void note(String kind, long record) {
    if (firsts.size() < MAX_KINDS || firsts.containsKey(kind)) {
      firsts.merge(kind, record, Math::min);
    }
  }

  /**
   * Returns which record to look at, to be put behind what happened to {@code count}; empty if that
   * isn't known.
   */
  static String shown(long count, long record) {
    if (record == 0) {
      return "";
    }
    return count == 1
        ? String.format(Locale.ROOT, " (record %,d)", record)
        : String.format(Locale.ROOT, " (the first of %,d: record %,d)", count, record);
  }

  /** Returns the number of the first record of a kind; 0 if there is none. */
  public long of(String kind) {
    return firsts.getOrDefault(kind, 0L);
  }
}
