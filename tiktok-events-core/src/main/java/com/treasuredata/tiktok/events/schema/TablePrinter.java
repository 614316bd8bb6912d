package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a schema for people: its fields, rules and standard events, in columns. */
final class TablePrinter {
  private TablePrinter() {}

  static String print(EventSchema schema) {
    return String.join(
        "\n",
        aligned(fields(schema)),
        "A wrong value of an essential field costs the event, of any other the field. How grave it"
            + " is to break\na rule: normally, in an essential field, and in strict mode.\n",
        aligned(rules()),
        "Standard events: " + standardEvents(schema) + '\n');
  }

  private static List<List<String>> fields(EventSchema schema) {
    EventSourceType type = schema.type();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("field", "type", "presence", "essential", "hashing", "what it is"));
    for (EventField field : FieldTable.fields()) {
      if (field.presence(type) != Presence.NOT_APPLICABLE) {
        String allowed = field.allowed().isEmpty() ? "" : ": " + String.join(", ", field.allowed());
        rows.add(
            List.of(
                field.path(),
                words(field.type()),
                words(field.presence(type)),
                field.isEssential(type) ? "yes" : "",
                field.hashing() == Hashing.NONE ? "" : words(field.hashing()),
                field.description() + allowed));
      }
    }
    return rows;
  }

  private static List<List<String>> rules() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("rule", "normally", "essential", "strict", "what breaks it"));
    for (Rule rule : Rule.values()) {
      rows.add(
          List.of(
              rule.name(),
              words(rule.severity(false, false)),
              words(rule.severity(false, true)),
              words(rule.severity(true, false)),
              rule.summary() + " (events-api.md " + rule.section() + ')'));
    }
    return rows;
  }

  private static String standardEvents(EventSchema schema) {
    List<String> names =
        EventName.standardFor(schema.type()).stream().map(EventName::value).toList();
    return String.join(", ", names);
  }

  /** Returns a constant's name as words: {@code AS_GIVEN} is {@code as given}. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
