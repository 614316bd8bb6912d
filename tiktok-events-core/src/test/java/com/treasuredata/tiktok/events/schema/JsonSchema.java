package com.treasuredata.tiktok.events.schema;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * As much of JSON Schema 2020-12 as printed schemas use; a keyword that it doesn't know fails the
 * test.
 */
@NullUnmarked // Schemas are known: what is taken from them is there.
final class JsonSchema {
  private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "title", "description");

  private JsonSchema() {}

  static boolean accepts(Map<String, Object> schema, Object value) {
    for (Map.Entry<String, Object> keyword : schema.entrySet()) {
      if (!holds(keyword.getKey(), keyword.getValue(), schema, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(
      String keyword, Object wanted, Map<String, Object> schema, Object value) {
    if (keyword.startsWith("x-") || ANNOTATIONS.contains(keyword)) {
      return true;
    }
    return switch (keyword) {
      case "type" ->
          wanted instanceof List<?> types
              ? types.stream().anyMatch(type -> isOfType((String) type, value))
              : isOfType((String) wanted, value);
      case "enum" -> ((List<?>) wanted).contains(value);
      case "const" -> wanted.equals(value);
      case "anyOf" ->
          ((List<?>) wanted).stream().anyMatch(one -> accepts(Samples.object(one), value));
      case "if" ->
          !accepts(Samples.object(wanted), value)
              || accepts(Samples.object(schema.get("then")), value);
      case "then" -> true; // Read with "if".
      case "required" ->
          !(value instanceof Map<?, ?> object) || object.keySet().containsAll((List<?>) wanted);
      case "properties" ->
          !(value instanceof Map<?, ?> object)
              || Samples.object(wanted).entrySet().stream()
                  .filter(property -> object.containsKey(property.getKey()))
                  .allMatch(
                      property ->
                          accepts(
                              Samples.object(property.getValue()), object.get(property.getKey())));
      case "additionalProperties" ->
          !(value instanceof Map<?, ?> object)
              || Samples.object(schema.get("properties")).keySet().containsAll(object.keySet());
      case "items" ->
          !(value instanceof Collection<?> items)
              || items.stream().allMatch(item -> accepts(Samples.object(wanted), item));
      case "minimum" -> compare(value, wanted) >= 0;
      case "maximum" -> compare(value, wanted) <= 0;
      case "exclusiveMinimum" -> compare(value, wanted) > 0;
      case "exclusiveMaximum" -> compare(value, wanted) < 0;
      default -> throw new AssertionError("no keyword of JSON Schema: " + keyword);
    };
  }

  private static boolean isOfType(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof Collection;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "number" -> value instanceof Number;
      case "integer" ->
          value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
      default -> throw new AssertionError("no type of JSON Schema: " + type);
    };
  }

  /** Compares a number with a bound; what is no number keeps any. */
  private static int compare(Object value, Object bound) {
    return value instanceof BigDecimal number ? number.compareTo((BigDecimal) bound) : 0;
  }
}
