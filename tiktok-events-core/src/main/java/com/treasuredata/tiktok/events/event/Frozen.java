package com.treasuredata.tiktok.events.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Copies of values that nobody can change later. */
final class Frozen {
  /** Deeper than anything real, and shallower than what exhausts a stack. */
  private static final int DEEPEST = 32;

  /** Stands for what is nested too deep, which no check takes for a value. */
  private static final Object TOO_DEEP =
      new Object() {
        @Override
        public String toString() {
          return "nested too deep";
        }
      };

  private Frozen() {}

  static Object copyOf(Object value) {
    return copyOf(value, 0);
  }

  @SuppressWarnings("JavaUtilDate") // What JDBC gives: java.sql.Timestamp is one.
  private static Object copyOf(Object value, int depth) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof FieldMap object) {
      return object.fields();
    }
    if (value instanceof Map<?, ?> map) {
      return depth == DEEPEST ? TOO_DEEP : map(map, depth + 1);
    }
    if (value instanceof Collection<?> items) {
      return depth == DEEPEST ? TOO_DEEP : list(items, depth + 1);
    }
    if (value instanceof Object[] items) {
      return depth == DEEPEST ? TOO_DEEP : list(Arrays.asList(items), depth + 1);
    }
    if (value instanceof EventName name) {
      return name.value();
    }
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime());
    }
    boolean isWrittenAsText =
        value instanceof CharSequence
            || value instanceof Character
            || value instanceof Enum
            || value instanceof UUID;
    return isWrittenAsText ? value.toString() : value;
  }

  private static Map<String, Object> map(Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() != null) {
        copy.put(String.valueOf(entry.getKey()), copyOf(entry.getValue(), depth));
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  private static List<Object> list(Collection<?> items, int depth) {
    List<Object> copy = new ArrayList<>(items.size());
    for (Object item : items) {
      if (item != null) {
        copy.add(copyOf(item, depth));
      }
    }
    if (items instanceof Set) {
      copy.sort(Comparator.comparing(String::valueOf)); // Equal sets are to give equal lists.
    }
    return Collections.unmodifiableList(copy);
  }
}
