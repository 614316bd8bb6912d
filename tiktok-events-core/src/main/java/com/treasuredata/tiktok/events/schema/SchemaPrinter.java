package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a schema for programs and for people. */
final class SchemaPrinter {
  private SchemaPrinter() {}

  static String jsonSchema(EventSchema schema) {
    String source = schema.type().wireName();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$id", "urn:tiktok-events:event:" + source);
    root.put("title", "TikTok Events API 2.0: one " + source + " event, as it may be given");
    root.putAll(object(schema, ""));
    if (schema.type() == EventSourceType.OFFLINE) {
      // events-api.md §3: an offline event needs one of them; see Rule.NO_MATCH_KEY.
      root.put(
          "anyOf",
          List.of(
              requires("user", requires("email", Map.of())),
              requires("user", requires("phone", Map.of()))));
    }
    root.put(
        "x-standard-event-names",
        EventName.standardFor(schema.type()).stream().map(EventName::value).toList());
    List<Object> rules = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Map<String, Object> printed = new LinkedHashMap<>();
      printed.put("rule", rule.name());
      printed.put("severity", lower(rule.severity(false, false)));
      printed.put("severity-strict", lower(rule.severity(true, false)));
      printed.put("severity-essential", lower(rule.severity(false, true)));
      printed.put("summary", rule.summary());
      rules.add(printed);
    }
    root.put("x-rules", rules);
    return JsonTree.toIndentedJson(root);
  }

  private static Map<String, Object> requires(String name, Map<String, Object> inside) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("required", List.of(name));
    if (!inside.isEmpty()) {
      schema.put("properties", Map.of(name, inside));
    }
    return schema;
  }

  private static Map<String, Object> object(EventSchema schema, String parent) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (EventField field : schema.sentFieldsOf(parent)) {
      properties.put(field.name(), property(schema, field));
      boolean requiredInside =
          schema.sentFieldsOf(field.path()).stream()
              .anyMatch(inner -> inner.presence(schema.type()) == Presence.REQUIRED);
      if (field.presence(schema.type()) == Presence.REQUIRED || requiredInside) {
        required.add(field.name());
      }
    }
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("type", "object");
    if (!required.isEmpty()) {
      printed.put("required", required);
    }
    printed.put("properties", properties);
    if (parent.equals("user")) {
      printed.put("additionalProperties", false);
    }
    return printed;
  }

  private static Map<String, Object> property(EventSchema schema, EventField field) {
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("description", field.description());
    switch (field.type()) {
      case OBJECT -> printed.putAll(object(schema, field.path()));
      case OBJECTS -> {
        printed.put("type", "array");
        printed.put("items", object(schema, field.path()));
      }
      case TEXTS -> {
        Map<String, Object> one = Map.of("type", List.of("string", "number"));
        printed.put("anyOf", List.of(one, ordered("type", "array", "items", one)));
      }
      case TEXT -> printed.put("type", List.of("string", "number"));
      case INTEGER -> printed.put("type", List.of("integer", "string"));
      case NUMBER -> printed.put("type", List.of("number", "string"));
      case SHARE ->
          printed.putAll(ordered("type", List.of("number", "string"), "minimum", 0, "maximum", 1));
      case BOOLEAN -> printed.put("type", List.of("boolean", "string", "integer"));
      case TIME ->
          printed.put(
              "anyOf",
              List.of(
                  ordered(
                      "type",
                      "integer",
                      "exclusiveMinimum",
                      0,
                      "exclusiveMaximum",
                      Limits.FIRST_MILLISECOND_TIME),
                  Map.of("type", "string")));
    }
    if (!field.allowed().isEmpty()) {
      printed.remove("type");
      printed.put("enum", field.allowed());
    }
    if (field.hashing() != Hashing.NONE) {
      printed.put("x-hashing", lower(field.hashing()));
    }
    if (field.presence(schema.type()) == Presence.RECOMMENDED) {
      printed.put("x-recommended", true);
    }
    if (field.isEssential(schema.type())) {
      printed.put("x-essential", true);
    }
    return printed;
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  static String table(EventSchema schema) {
    List<List<String>> fields = new ArrayList<>();
    fields.add(List.of("field", "type", "presence", "a wrong one", "hashing", "what it is"));
    for (EventField field : schema.fields()) {
      if (field.presence(schema.type()) != Presence.LEFT_OUT) {
        String allowed = field.allowed().isEmpty() ? "" : ": " + String.join(", ", field.allowed());
        fields.add(
            List.of(
                field.path(),
                lower(field.type()),
                lower(field.presence(schema.type())),
                field.isEssential(schema.type()) ? "costs the event" : "is left out",
                field.hashing() == Hashing.NONE ? "" : lower(field.hashing()),
                field.description() + allowed));
      }
    }
    List<List<String>> rules = new ArrayList<>();
    rules.add(List.of("rule", "normally", "essential", "strict", "what breaks it"));
    for (Rule rule : Rule.values()) {
      rules.add(
          List.of(
              rule.name(),
              lower(rule.severity(false, false)),
              lower(rule.severity(false, true)),
              lower(rule.severity(true, false)),
              rule.summary() + " (events-api.md " + rule.section() + ')'));
    }
    return aligned(fields)
        + "\nThe severity of each rule: normally, for a field of which a wrong one costs the event (essential), and in strict mode.\n\n"
        + aligned(rules)
        + "\nStandard events: "
        + String.join(
            ", ", EventName.standardFor(schema.type()).stream().map(EventName::value).toList())
        + "\n";
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

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
