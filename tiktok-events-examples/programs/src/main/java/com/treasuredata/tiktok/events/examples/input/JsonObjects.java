package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.json.Numbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects as rows, exactly: numbers as they are written, so that an id of 19 digits
 * stays what it is, and no name twice. Nulls are left out. Objects that have the same names in the
 * same order, or some of them, share one list of names. Not safe for use by several threads.
 */
final class JsonObjects {
  /** How deep objects and arrays may be nested; an event needs four levels. */
  private static final int MAX_DEPTH = 32;

  /** How many names that an object doesn't have are passed over to find the one that it has. */
  private static final int MOST_SKIPPED = 8;

  /** A row may be this much longer than the object's own names need. */
  private static final int MOST_EMPTY = 64;

  private static final int NAMES = 512;
  private static final int LONGEST_NAME = 64;

  /** Stands for the value of a column that the object lacks. */
  private static final Object ABSENT = new Object();

  private final JsonScanner scanner = new JsonScanner();
  private String json = "";

  /** The names of an earlier object, which the next one most likely has too. */
  private List<String> columns = List.of();

  /** Names that were read last, by their length and letters. */
  private final @Nullable String[] names = new @Nullable String[NAMES];

  private final List<String> given = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  /**
   * Reads the one object that {@code json} holds.
   *
   * @throws UnreadableJsonException if it holds anything else
   */
  RowValues read(String json) throws UnreadableJsonException {
    this.json = json;
    scanner.of(json);
    try {
      requireObject();
      RowValues row = row();
      if (!json.substring(scanner.position()).isBlank()) {
        throw new UnreadableJsonException("goes on after its JSON object; each line holds one");
      }
      return row;
    } catch (MalformedJsonException e) {
      throw malformed();
    }
  }

  private UnreadableJsonException malformed() {
    if (scanner.peek() == 0 && scanner.position() == json.length()) {
      return new UnreadableJsonException("ends in the middle of its JSON object");
    }
    byte[] before = json.substring(0, scanner.position()).getBytes(StandardCharsets.UTF_8);
    return new UnreadableJsonException("isn't JSON from about byte " + (before.length + 1) + " on");
  }

  private void requireObject() throws UnreadableJsonException, MalformedJsonException {
    char first = scanner.peek();
    if (first != '{') {
      if (first != '[' && first != '"') {
        scanner.value(0);
      }
      throw new UnreadableJsonException("holds no JSON object but another value");
    }
  }

  private RowValues row() throws UnreadableJsonException, MalformedJsonException {
    given.clear();
    values.clear();
    Set<String> seen = null; // Names that stand in the order of the columns are different ones.
    int next = 0;
    scanner.expect('{');
    for (boolean isFirst = true; scanner.hasNext(isFirst, '}'); isFirst = false) {
      String name = name();
      int place = seen == null ? place(name, next) : -1;
      if (place >= 0) {
        for (; next < place; next++) {
          given.add(columns.get(next));
          values.add(ABSENT);
        }
        next++;
      } else if (seen == null) {
        seen = givenSoFar();
      }
      if (seen != null && !seen.add(name)) {
        throw twice(name);
      }
      given.add(name);
      values.add(value(1));
    }
    List<String> names = columns(seen != null);
    values.replaceAll(value -> value == ABSENT ? null : value);
    return RowValues.of(names, values.toArray());
  }

  /** Forgets the columns that the object lacks, and returns the names that it has. */
  private Set<String> givenSoFar() {
    int kept = 0;
    for (int i = 0; i < given.size(); i++) {
      if (values.get(i) != ABSENT) {
        given.set(kept, given.get(i));
        values.set(kept, values.get(i));
        kept++;
      }
    }
    given.subList(kept, given.size()).clear();
    values.subList(kept, values.size()).clear();
    return new HashSet<>(given);
  }

  /** Returns where a name is among those that are expected next, or -1. */
  private int place(String name, int next) {
    int last = Math.min(columns.size(), next + 1 + MOST_SKIPPED);
    for (int i = next; i < last; i++) {
      if (columns.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the names of the values that were read, filled up by those that the object lacks. */
  private List<String> columns(boolean areNew) {
    if (areNew || columns.size() > given.size() + MOST_EMPTY) {
      columns = List.copyOf(given);
      return columns;
    }
    while (values.size() < columns.size()) {
      values.add(ABSENT);
    }
    return columns;
  }

  /** Reads a name and the colon behind it. */
  private String name() throws MalformedJsonException {
    scanner.text();
    int start = scanner.start();
    int length = scanner.stop() - start;
    String name;
    if (length == 0 || length > LONGEST_NAME || scanner.hasEscapes()) {
      name = scanner.unescaped();
    } else {
      int hash = (length * 31 + json.charAt(start)) * 31 + json.charAt(start + length - 1);
      int slot = hash & (NAMES - 1);
      String known = names[slot];
      if (known != null && known.length() == length && json.startsWith(known, start)) {
        name = known;
      } else {
        name = scanner.unescaped();
        names[slot] = name;
      }
    }
    scanner.expect(':');
    return name;
  }

  private Map<String, Object> object(int depth)
      throws UnreadableJsonException, MalformedJsonException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    boolean hasNulls = false;
    scanner.expect('{');
    for (boolean isFirst = true; scanner.hasNext(isFirst, '}'); isFirst = false) {
      String name = name();
      if (object.containsKey(name)) {
        throw twice(name);
      }
      Object value = value(depth);
      object.put(name, value);
      hasNulls |= value == null;
    }
    if (hasNulls) {
      object.values().removeIf(Objects::isNull);
    }
    return object;
  }

  private static UnreadableJsonException twice(String name) {
    return new UnreadableJsonException("has " + ColumnName.shown(name) + " twice");
  }

  private List<Object> array(int depth) throws UnreadableJsonException, MalformedJsonException {
    List<Object> array = new ArrayList<>();
    scanner.expect('[');
    for (boolean isFirst = true; scanner.hasNext(isFirst, ']'); isFirst = false) {
      Object value = value(depth);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }

  private @Nullable Object value(int depth) throws UnreadableJsonException, MalformedJsonException {
    char first = scanner.peek();
    if (first == '{' || first == '[') {
      if (depth == MAX_DEPTH) {
        throw new UnreadableJsonException("nests values more than " + MAX_DEPTH + " deep");
      }
      return first == '{' ? object(depth + 1) : array(depth + 1);
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      scanner.number();
      return number(json.substring(scanner.start(), scanner.stop()));
    }
    return scanner.value(depth);
  }

  private static BigDecimal number(String text) throws UnreadableJsonException {
    BigDecimal number = Numbers.parse(text);
    if (number == null) {
      throw new UnreadableJsonException(
          "has a number of more than " + Numbers.MAX_LENGTH + " digits");
    }
    return number;
  }

  /**
   * Returns what a column of JSON means where a column of text is meant otherwise: a string is what
   * it holds, and null is nothing; all else stays JSON.
   */
  static @Nullable String textOf(String json) {
    String text = json.strip();
    if (text.equals("null")) {
      return null;
    }
    if (!text.startsWith("\"")) {
      return json;
    }
    try {
      return JsonScanner.parse(text) instanceof String value ? value : json;
    } catch (MalformedJsonException e) {
      return json; // The database says that it is JSON; the check says that it isn't.
    }
  }
}
