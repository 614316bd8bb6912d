package com.treasuredata.tiktok.events;

import java.util.Map;
import java.util.TreeMap;

/** A set of record numbers that are mostly in runs, kept as runs. Not safe for use by threads. */
final class RecordRanges {
  /** The last record of each run, by its first. Runs neither overlap nor touch. */
  private final TreeMap<Long, Long> runs = new TreeMap<>();

  void add(long first, long last) {
    long from = first;
    long to = last;
    for (Map.Entry<Long, Long> run = runs.floorEntry(last + 1);
        run != null && run.getValue() >= first - 1;
        run = runs.floorEntry(last + 1)) {
      from = Math.min(from, run.getKey());
      to = Math.max(to, run.getValue());
      runs.remove(run.getKey());
    }
    runs.put(from, to);
  }

  void remove(long first, long last) {
    for (Map.Entry<Long, Long> run = runs.floorEntry(last);
        run != null && run.getValue() >= first;
        run = runs.floorEntry(last)) {
      runs.remove(run.getKey());
      if (run.getValue() > last) {
        runs.put(last + 1, run.getValue());
      }
      if (run.getKey() < first) {
        runs.put(run.getKey(), first - 1);
      }
    }
  }

  /** Returns the runs, each as its first and its last record, in order. */
  long[] toArray() {
    long[] bounds = new long[2 * runs.size()];
    int i = 0;
    for (Map.Entry<Long, Long> run : runs.entrySet()) {
      bounds[i++] = run.getKey();
      bounds[i++] = run.getValue();
    }
    return bounds;
  }
}
