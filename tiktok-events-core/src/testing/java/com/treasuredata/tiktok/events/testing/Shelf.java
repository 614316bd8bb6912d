package com.treasuredata.tiktok.events.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sources of one kind, in the order they came. */
final class Shelf<T extends OwnedSource> {
  private final Map<String, T> sources = new LinkedHashMap<>();

  synchronized void add(T source) {
    sources.put(source.eventSourceId(), source);
  }

  /**
   * Adds a source unless the advertiser already has too many that are like it.
   *
   * @throws Refusal with {@code problem} if there are {@code max} already
   */
  synchronized void addIfFewerThan(int max, Predicate<T> alike, T source, String problem) {
    if (sources.values().stream().filter(alike).count() >= max) {
      throw Refusal.invalid(problem);
    }
    add(source);
  }

  synchronized List<T> of(String advertiserId) {
    return sources.values().stream()
        .filter(source -> source.advertiserId().equals(advertiserId))
        .toList();
  }

  synchronized @Nullable T find(String eventSourceId) {
    return sources.get(eventSourceId);
  }
}
