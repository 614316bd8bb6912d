package com.treasuredata.tiktok.events;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The numbers of an account. Not safe for use by several threads. */
final class Counts implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is counted, in the order and by the names of {@link ExportReport#counts}. */
  enum Count {
    READ,
    PASSED_OVER,
    ACCEPTED,
    ACCEPTED_WITH_WARNINGS,
    ACCEPTED_WITH_VALUES_LEFT_OUT,
    ACCEPTED_WITH_PROBLEMS,
    INVALID,
    REJECTED,
    REJECTED_TOGETHER,
    UNKNOWN,
    NOT_SENT,
    WITHHELD,
    PENDING,
    REQUESTS,
    RETRIES,
    BYTES
  }

  private final EnumMap<Count, Long> numbers = new EnumMap<>(Count.class);

  long get(Count count) {
    return numbers.getOrDefault(count, 0L);
  }

  void add(Count count, long number) {
    numbers.merge(count, number, Long::sum);
  }

  void addAll(Counts others) {
    others.numbers.forEach(this::add);
  }

  Counts copy() {
    Counts copy = new Counts();
    copy.addAll(this);
    return copy;
  }

  /** Returns all of them by name, such as {@code passed_over}. */
  Map<String, Long> byName() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (Count count : Count.values()) {
      all.put(count.name().toLowerCase(Locale.ROOT), get(count));
    }
    return Collections.unmodifiableMap(all);
  }
}
