package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.error.ApiException;
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

  /** Returns how many records failed so far for the reason of this one. */
  long alike(RecordFailure failure) {
    return failures.getOrDefault(reason(failure), 0L);
  }

  /** Returns how many records failed. */
  long allFailures() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onWarning(long record, Violation warning) {
    warnings.merge(named(warning), 1L, Long::sum);
  }

  /** Returns {@code "event_time UNREADABLE"}, or how a record ended that breaks no rule. */
  private static String reason(RecordFailure failure) {
    String outcome = failure.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (failure.outcome()) {
      case INVALID ->
          failure.violations().stream()
              .filter(violation -> violation.severity() == Severity.ERROR)
              .map(Tally::named)
              .distinct()
              .collect(Collectors.joining(", "));
      case REJECTED ->
          failure.cause() instanceof ApiException refusal && refusal.code() >= 0
              ? outcome + " with code " + refusal.code()
              : outcome;
      case UNKNOWN, NOT_SENT -> outcome;
    };
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
