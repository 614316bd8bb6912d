package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.export.RecordFailure;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Why records were not delivered, counted by reason. */
final class Failures {
  private final Map<String, Long> counts = new TreeMap<>();

  void add(RecordFailure failure) {
    counts.merge(reason(failure), 1L, Long::sum);
  }

  /**
   * Returns {@code "event_time UNREADABLE"}, without the places in lists, which differ from record
   * to record.
   */
  private static String reason(RecordFailure failure) {
    if (failure.outcome() != RecordFailure.Outcome.INVALID) {
      return failure.outcome().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    return failure.violations().stream()
        .filter(violation -> violation.severity() == Severity.ERROR)
        .map(Failures::named)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  static String named(Violation violation) {
    String path = violation.path().replaceAll("\\[[0-9]+]", "[]");
    return (path.isEmpty() ? "record" : path) + ' ' + violation.rule();
  }

  /** Returns how many records failed for each reason, most frequent first. */
  Map<String, Long> byFrequency() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }
}
