package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.json.Numbers;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Copies of values that nobody can change later. */
final class Frozen {
  /** Deeper than anything real, and shallower than what exhausts a stack. */
  private static final int MAX_DEPTH = 32;

  /** More values than anything real, and fewer than what exhausts the memory. */
  private static final int MAX_VALUES = 100_000;

  /** Items beyond these aren't copied: a list of so many isn't sent. */
  private static final int MAX_ITEMS = 10_000;

  /** Stands for what is nested too deep, or too large; no check takes it for a value. */
  private static final Object NO_VALUE =
      new Object() {
        @Override
        public String toString() {
          return "too deep or too large";
        }
      };

  /** How many values were copied: a map may hold itself, twice at each level. */
  private int values;

  private Frozen() {}

  /** Puts copies in place of the values of an array that nobody else has. */
  static @Nullable Object[] each(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        values[i] = copyOf(value);
      }
    }
    return values;
  }

  static Object copyOf(Object value) {
    if (value instanceof String) {
      return value;
    }
    Frozen copying = new Frozen();
    Object copy = copying.copyOf(value, 0);
    return copying.isTooLarge() ? NO_VALUE : copy; // Never the part up to the bound.
  }

  @SuppressWarnings("JavaUtilDate") // What JDBC gives: java.sql.Timestamp is one.
  private Object copyOf(Object value, int depth) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof FieldMap object) {
      return object.fields();
    }
    if (value instanceof Map<?, ?> map) {
      return isBeyondBounds(depth) ? NO_VALUE : map(map, depth + 1);
    }
    if (value instanceof Collection<?> items) {
      return isBeyondBounds(depth) ? NO_VALUE : list(items, depth + 1);
    }
    if (value instanceof Object[] items) {
      return isBeyondBounds(depth) ? NO_VALUE : list(Arrays.asList(items), depth + 1);
    }
    if (value instanceof byte[] text) {
      return new String(text, StandardCharsets.UTF_8);
    }
    if (value.getClass().isArray()) {
      return isBeyondBounds(depth) ? NO_VALUE : list(boxed(value), depth + 1);
    }
    if (value instanceof Calendar time) {
      return time.toInstant();
    }
    if (value instanceof EventName name) {
      return name.value();
    }
    if (value instanceof Date date) {
      return isOfSql(date.getClass()) ? local(date) : Instant.ofEpochMilli(date.getTime());
    }
    if (JdbcValues.isOne(value)) {
      return copyOf(JdbcValues.read(value), depth);
    }
    boolean isWrittenAsText =
        value instanceof CharSequence
            || value instanceof Character
            || value instanceof Enum
            || value instanceof UUID;
    return isWrittenAsText ? value.toString() : value;
  }

  /** Returns the items of an array of primitives, as far as they are copied. */
  private static List<Object> boxed(Object array) {
    int length = Math.min(Array.getLength(array), MAX_ITEMS);
    List<Object> items = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      items.add(Array.get(array, i));
    }
    return items;
  }

  private boolean isBeyondBounds(int depth) {
    return depth == MAX_DEPTH || isTooLarge();
  }

  private boolean isTooLarge() {
    return values > MAX_VALUES;
  }

  private Map<String, Object> map(Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (isTooLarge()) {
        break;
      }
      if (entry.getValue() != null) {
        values++;
        copy.put(String.valueOf(entry.getKey()), copyOf(entry.getValue(), depth));
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  private List<Object> list(Collection<?> items, int depth) {
    List<Object> copy = new ArrayList<>(Math.min(items.size(), MAX_ITEMS));
    for (Object item : items) {
      if (isTooLarge() || copy.size() == MAX_ITEMS) {
        break;
      }
      if (item != null) {
        values++;
        copy.add(copyOf(item, depth));
      }
    }
    if (items instanceof Set) {
      copy.sort(Comparator.comparing(Frozen::sorted)); // Equal sets are to give equal lists.
    }
    return Collections.unmodifiableList(copy);
  }

  /**
   * Returns whether a class is one of {@code java.sql}'s, whose instants depend on the machine's
   * time zone. By its name, so that this library doesn't need that module.
   */
  private static boolean isOfSql(Class<?> type) {
    for (Class<?> c = type; c != null && c != Date.class; c = c.getSuperclass()) {
      if (c.getName().startsWith("java.sql.")) {
        return true;
      }
    }
    return false;
  }

  /** Returns date and time as the database gave them, which is how these types write themselves. */
  @SuppressWarnings("JavaUtilDate") // What JDBC gives.
  private static Object local(Date date) {
    String text = date.toString();
    try {
      if (text.indexOf(' ') > 0) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
      }
      return text.indexOf(':') > 0 ? LocalTime.parse(text) : LocalDate.parse(text);
    } catch (DateTimeException e) {
      return text; // A year of more than four digits.
    }
  }

  /**
   * Returns a text that is the same for equal values of another type: the members of objects stand
   * in the order of their names, and {@code 1e7} is {@code 10000000}.
   */
  private static String sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> members = new TreeMap<>();
      map.forEach((name, member) -> members.put(String.valueOf(name), sorted(member)));
      return members.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Frozen::sorted).toList().toString();
    }
    String text = String.valueOf(value);
    BigDecimal number = Numbers.parse(text);
    return number == null ? text : number.stripTrailingZeros().toPlainString();
  }
}
