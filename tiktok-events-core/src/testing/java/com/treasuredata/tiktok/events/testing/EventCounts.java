package com.treasuredata.tiktok.events.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** How often each event came for each source on each day (UTC), duplicates included. */
final class EventCounts {
  private static final int MAX_KEYS = 100_000;

  private record Key(String sourceId, LocalDate day, String event) {}

  private final Map<Key, Long> counts = new BoundedMap<>(MAX_KEYS);

  synchronized void add(String sourceId, Instant time, Map<String, Integer> events) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    events.forEach(
        (event, count) ->
            counts.merge(new Key(sourceId, day, event), count.longValue(), Long::sum));
  }

  /** Returns the counts of a source's events by their names, in alphabetical order. */
  synchronized Map<String, Long> of(String sourceId, DateRange range) {
    Map<String, Long> found = new TreeMap<>();
    counts.forEach(
        (key, count) -> {
          if (key.sourceId().equals(sourceId) && range.contains(key.day())) {
            found.merge(key.event(), count, Long::sum);
          }
        });
    return found;
  }
}
