package com.treasuredata.tiktok.events;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts by kind. Kinds beyond the first 100 are counted together, so that no input makes them
 * grow. Not safe for use by several threads.
 */
final class KindCounts {
  private static final int MAX_KINDS = 100;
  private static final String OTHERS = "others";

  private final Map<String, Long> counts = new HashMap<>();

  void add(String kind, long count) {
    boolean hasRoom = counts.size() < MAX_KINDS || counts.containsKey(kind);
    counts.merge(hasRoom ? kind : OTHERS, count, Long::sum);
  }

  void addAll(Map<String, Long> others) {
    others.forEach(this::add);
  }

  /** Returns a copy that can't be changed, the most frequent first. */
  Map<String, Long> byFrequency() {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
