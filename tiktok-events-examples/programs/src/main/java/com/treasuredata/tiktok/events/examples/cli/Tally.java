package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.export.ExportListener;
import com.treasuredata.tiktok.events.export.RecordFailure;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts why records failed, and what they were sent without or with a warning. */
final class Tally implements ExportListener {
  private final Map<String, Long> failures = new HashMap<>();
  private final Map<String, Long> warnings = new HashMap<>();

  @Override
  public void onFailure(RecordFailure failure) {
    failures.merge(reason(failure), 1L, Long::sum);
  }

  @Override
  public void onWarning(long record, Violation warning) {
    warnings.merge(named(warning), 1L, Long::sum);
  }

  /** Returns {@code "event_time UNREADABLE"}, or the outcome of a record that breaks no rule. */
  private static String reason(RecordFailure failure) {
    return failure.outcome() == RecordFailure.Outcome.INVALID
        ? failure.violations().stream()
            .filter(violation -> violation.severity() == Severity.ERROR)
            .map(Tally::named)
            .distinct()
            .collect(Collectors.joining(", "))
        : failure.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns path and rule, without the places in lists, which differ from record to record. */
  private static String named(Violation violation) {
    String path = violation.path().replaceAll("\\[[0-9]+]", "[]");
    return (path.isEmpty() ? "record" : path) + ' ' + violation.rule();
  }

  /** Returns how many records failed for each reason, most frequent first. */
  Map<String, Long> failures() {
    return byFrequency(failures);
  }

  /** Returns how many warnings there are of each kind, most frequent first. */
  Map<String, Long> warnings() {
    return byFrequency(warnings);
  }

  private static Map<String, Long> byFrequency(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
