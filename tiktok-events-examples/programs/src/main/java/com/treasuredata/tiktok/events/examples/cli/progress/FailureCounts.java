package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.RecordFailure;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventSchema;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts why records failed, and what they were sent without or with a warning. */
public final class FailureCounts implements ExportListener {
  /** Reasons beyond these are counted together, so that no input makes them grow. */
  private static final int MAX_REASONS = 100;

  private static final String OTHERS = "other reasons";

  private static final Pattern PLACES = Pattern.compile("\\[[0-9]*]");

  private static final Set<String> KNOWN_PATHS =
      Arrays.stream(EventSourceType.values())
          .flatMap(type -> EventSchema.of(type).fields().stream())
          .map(field -> withoutPlaces(field.path()))
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, Long> failures = new HashMap<>();
  private final Map<String, Long> warnings = new HashMap<>();
  private final Map<String, Long> firsts = new HashMap<>();

  @Override
  public void onFailure(RecordFailure failure) {
    count(failures, reason(failure), failure.record());
  }

  private void count(Map<String, Long> counts, String reason, long record) {
    boolean hasRoom = counts.size() < MAX_REASONS || counts.containsKey(reason);
    counts.merge(hasRoom ? reason : OTHERS, 1L, Long::sum);
    firsts.merge(hasRoom ? reason : OTHERS, record, Math::min);
  }

  /** Returns how many records failed so far for the reason of this one. */
  long alike(RecordFailure failure) {
    return failures.getOrDefault(reason(failure), failures.getOrDefault(OTHERS, 0L));
  }

  /** Returns the first record of a reason; 0 if there is none. */
  long first(String reason) {
    return firsts.getOrDefault(reason, 0L);
  }

  /** Returns how many records failed. */
  long allFailures() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onWarning(long record, Violation warning) {
    count(warnings, named(warning), record);
  }

  /** Returns {@code "event_time UNREADABLE"}, or how a record ended that breaks no rule. */
  private static String reason(RecordFailure failure) {
    String outcome = failure.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (failure.outcome()) {
      case INVALID ->
          failure.violations().stream()
              .filter(violation -> violation.severity() == Severity.ERROR)
              .map(FailureCounts::named)
              .distinct()
              .collect(Collectors.joining(", "));
      case REJECTED ->
          failure.cause() instanceof ApiException refusal && refusal.code() >= 0
              ? outcome + " with code " + refusal.code()
              : outcome;
      case UNKNOWN, NOT_SENT -> outcome;
    };
  }

  /**
   * Returns path and rule, without what differs from record to record: places in lists, and names
   * of custom fields, as in {@code properties.[custom] MALFORMED}.
   */
  private static String named(Violation violation) {
    return field(violation.path()) + ' ' + violation.rule();
  }

  private static String field(String path) {
    if (path.isEmpty()) {
      return "record";
    }
    String whole = withoutPlaces(path);
    for (String known = whole; !known.isEmpty(); known = parent(known)) {
      if (KNOWN_PATHS.contains(known)) {
        return known.equals(whole) ? known : known + ".[custom]";
      }
    }
    return "[custom]";
  }

  private static String withoutPlaces(String path) {
    return PLACES.matcher(path).replaceAll("");
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
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
