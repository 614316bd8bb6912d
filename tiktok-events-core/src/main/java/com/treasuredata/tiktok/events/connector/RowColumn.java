package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of rows that a setting names, in any case (connector.md, "Rows"). Safe for use by
 * several threads.
 */
final class RowColumn {
  private final ConnectorSetting setting;
  private final String name;

  RowColumn(ConnectorSetting setting, String name) {
    this.setting = setting;
    this.name = name;
  }

  /** Adds what is wrong if a table with these columns hasn't this one exactly once. */
  void check(List<String> columns, List<String> problems) {
    long found = columns.stream().filter(this::isNamed).count();
    if (found != 1) {
      problems.add(
          "%s names the column %s, which %s"
              .formatted(
                  setting.key(),
                  ShownName.of(name),
                  found == 0
                      ? "isn't there: add it, or correct the setting"
                      : "is there more than once: keep one"));
    }
  }

  /** Returns whether a column, or what is said of one that matches no field, is this. */
  boolean isNamed(String column) {
    return column.strip().equalsIgnoreCase(name)
        || column.equals(ShownName.of(name))
        || column.startsWith(ShownName.of(name) + " (did you mean");
  }

  /** Returns the row's value as text; null if it has none, or one that is no text or number. */
  @Nullable String in(Map<String, ?> row) {
    Object value = row.get(name);
    if (value == null) {
      List<? extends Map.Entry<String, ?>> same =
          row.entrySet().stream()
              .filter(entry -> entry.getKey().strip().equalsIgnoreCase(name))
              .toList();
      value = same.size() == 1 ? same.get(0).getValue() : null;
    }
    String text = value == null ? null : SettingText.of(value);
    return text == null && value instanceof Number number ? number.toString() : text;
  }

  /** Returns what is true of rows whose text here is one of these, in any case. */
  Predicate<Map<String, ?>> isOneOf(List<String> values) {
    Set<String> wanted = values.stream().map(RowColumn::inLowerCase).collect(Collectors.toSet());
    return row -> {
      String text = in(row);
      return text != null && wanted.contains(inLowerCase(text));
    };
  }

  private static String inLowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
