package com.treasuredata.tiktok.events.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a row as one text, by which a journal compares it: the same for equal values, in
 * whatever order maps and sets have them, and on any day.
 */
final class RowText {
  private RowText() {}

  /** Returns the text of a row by column names. */
  static String of(Map<String, ?> row) {
    // An event makes plain values of bytes, arrays, dates and what a database's driver keeps.
    StringBuilder text = new StringBuilder();
    append(text, RowFields.plain(row));
    return text.toString();
  }

  /** Returns the text of a row that is read by position. */
  static String of(List<String> columns, RowReader row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(i + " " + columns.get(i), row.get(i)); // Several columns may have one name.
    }
    return of(values);
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof Map<?, ?> object) {
      text.append('{');
      new TreeMap<>(object)
          .forEach(
              (name, member) -> {
                appendText(text, String.valueOf(name));
                append(text, member);
              });
      text.append('}');
    } else if (value instanceof List<?> items) {
      text.append('[');
      items.forEach(item -> append(text, item));
      text.append(']');
    } else {
      appendText(text, text(value));
    }
  }

  /** With its length in front no text is taken for two, or for a list. */
  private static void appendText(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }

  /** Returns the class's name if an object has no text but its address, which is new each day. */
  private static String text(Object value) {
    String text = value.toString();
    String type = value.getClass().getName();
    return text.startsWith(type + '@') ? type : text;
  }
}
