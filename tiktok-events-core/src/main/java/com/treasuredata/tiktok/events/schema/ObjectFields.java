package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.EventField;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields directly inside one object of an event; {@code user}, or the event itself. */
final class ObjectFields {
  private final int number;
  private final String path;
  private final Map<String, EventField> byName = new LinkedHashMap<>();
  private final Map<String, EventField> byLowerName = new LinkedHashMap<>();

  /** The places of the fields whose names have a length. */
  private final int[][] byLength;

  private final EventField[] asSent;
  private final @Nullable EventField field;

  /**
   * Creates one.
   *
   * @param number its place among the objects
   * @param path where the object is; empty for the event itself
   */
  ObjectFields(int number, String path, List<EventField> table) {
    this.number = number;
    this.path = path;
    EventField own = null;
    for (EventField field : table) {
      own = field.path().equals(path) ? field : own;
      if (field.parent().equals(path)) {
        byName.put(field.name(), field);
        byLowerName.put(field.name().toLowerCase(Locale.ROOT), field);
      }
    }
    this.field = own;
    this.asSent = new TreeMap<>(byName).values().toArray(new EventField[0]);
    if (asSent.length > Long.SIZE) {
      throw new AssertionError(path); // Slots has a bit for each.
    }
    this.byLength = byLength(asSent);
  }

  private static int[][] byLength(EventField[] fields) {
    int longest = 0;
    for (EventField field : fields) {
      longest = Math.max(longest, field.name().length());
    }
    int[][] byLength = new int[longest + 1][0];
    for (int place = 0; place < fields.length; place++) {
      int length = fields[place].name().length();
      int[] shorter = byLength[length];
      byLength[length] = Arrays.copyOf(shorter, shorter.length + 1);
      byLength[length][shorter.length] = place;
    }
    return byLength;
  }

  int number() {
    return number;
  }

  String path() {
    return path;
  }

  /** Returns the field that the object is the value of; {@code null} for the event itself. */
  @Nullable EventField field() {
    return field;
  }

  /** Returns the fields by their names, in the order of the table. */
  Map<String, EventField> byName() {
    return byName;
  }

  @Nullable EventField named(String name) {
    return byName.get(name);
  }

  /**
   * Returns the place, in {@link #asSent}, of the field whose name stands in a part of a text; -1
   * if none is called so.
   */
  int place(String text, int start, int end) {
    int length = end - start;
    if (length < byLength.length) {
      for (int place : byLength[length]) {
        if (text.startsWith(asSent[place].name(), start)) {
          return place;
        }
      }
    }
    return -1;
  }

  /** Returns the field that is called so but for the case of letters. */
  @Nullable EventField likeNamed(String name) {
    return name.length() > 40 ? null : byLowerName.get(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the fields in the order of their names, in which they are sent; nobody changes it. */
  EventField[] asSent() {
    return asSent;
  }
}
