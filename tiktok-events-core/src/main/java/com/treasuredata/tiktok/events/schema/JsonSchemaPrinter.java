package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a schema for programs, as JSON Schema 2020-12. It describes events of which nothing has to
 * be left out; what JSON Schema can't say is in members whose names start with {@code x-}.
 */
final class JsonSchemaPrinter {
  private JsonSchemaPrinter() {}

  static String print(EventSchema schema) {
    String source = schema.type().wireName();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$id", "urn:tiktok-events:event:" + source);
    root.put("title", "TikTok Events API 2.0: one " + source + " event, as it may be given");
    root.putAll(object(schema, ""));
    if (schema.type() == EventSourceType.OFFLINE) { // See Rule.NO_MATCH_KEY.
      root.put("anyOf", List.of(requires("user", "email"), requires("user", "phone")));
    }
    if (schema.has("limited_data_use")) { // See Rule.LIMITED_DATA_USE_NEEDS_IP.
      Map<String, Object> limited = requires("limited_data_use");
      limited.put("properties", Map.of("limited_data_use", Map.of("const", true)));
      root.put("if", limited);
      root.put("then", requires("user", "ip"));
    }
    root.put(
        "x-standard-event-names",
        EventName.standardFor(schema.type()).stream().map(EventName::value).toList());
    List<Object> rules = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Map<String, Object> printed = new LinkedHashMap<>();
      printed.put("rule", rule.name());
      printed.put("severity", TablePrinter.words(rule.severity(false, false)));
      printed.put("severity-strict", TablePrinter.words(rule.severity(true, false)));
      printed.put("severity-essential", TablePrinter.words(rule.severity(false, true)));
      printed.put("summary", rule.summary());
      rules.add(printed);
    }
    root.put("x-rules", rules);
    return JsonTree.toIndentedJson(root);
  }

  /** Returns the schema of objects that have a member, one in that, and so on. */
  private static Map<String, Object> requires(String... path) {
    Map<String, Object> schema = new LinkedHashMap<>();
    for (int i = path.length - 1; i >= 0; i--) {
      Map<String, Object> outer = ordered("required", List.of(path[i]));
      if (!schema.isEmpty()) {
        outer.put("properties", Map.of(path[i], schema));
      }
      schema = outer;
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
      case OBJECT_LIST -> printed.put("anyOf", oneOrSeveral(object(schema, field.path())));
      case STRING_LIST ->
          printed.put("anyOf", oneOrSeveral(Map.of("type", List.of("string", "number"))));
      case TEXT -> printed.put("type", List.of("string", "number"));
      case COUNT -> printed.putAll(ordered("type", List.of("integer", "string"), "minimum", 0));
      case NUMBER -> printed.put("type", List.of("number", "string"));
      case RATIO ->
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
    List<String> allowed = field.path().equals("event") ? schema.names().only() : field.allowed();
    if (!allowed.isEmpty()) {
      printed.remove("type");
      printed.put("enum", allowed);
    }
    if (field.hashing() != Hashing.NONE) {
      printed.put("x-hashing", TablePrinter.words(field.hashing()));
    }
    if (field.presence(schema.type()) == Presence.RECOMMENDED) {
      printed.put("x-recommended", true);
    }
    if (field.isEssential(schema.type())) {
      printed.put("x-essential", true);
    }
    return printed;
  }

  private static List<Object> oneOrSeveral(Map<String, Object> one) {
    return List.of(one, ordered("type", "array", "items", one));
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
