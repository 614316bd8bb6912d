package com.treasuredata.tiktok.events.fuzz;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import com.treasuredata.tiktok.events.schema.Samples;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Puts identifiers into rows wherever they must not come out raw: anything in a field that is
 * hashed, and a whole e-mail address in every other. A marked text elsewhere, as in the middle of a
 * description, is free to be sent, so that its marks are removed.
 */
final class PlantedRow {
  private static final PlantedRow PLANTED = new PlantedRow();

  private final Set<String> hashed = new HashSet<>();
  private final Set<String> nested = new HashSet<>();

  private PlantedRow() {
    for (EventField field : FieldTable.fields()) {
      List<String> names = List.of(field.path(), field.path().replace('.', '_'), field.name());
      if (field.hashing() == Hashing.ALWAYS) {
        hashed.addAll(names);
      } else if (field.type() == FieldType.OBJECT || field.type() == FieldType.OBJECT_LIST) {
        nested.addAll(names);
      }
    }
  }

  static Map<String, Object> of(Map<String, Object> row) {
    Map<String, Object> result = new LinkedHashMap<>();
    row.forEach(
        (column, value) ->
            result.put(
                PLANTED.name(column),
                value instanceof String text && PLANTED.nested.contains(lower(column))
                    ? PLANTED.json(text)
                    : PLANTED.value(value, PLANTED.isHashed(column))));
    return result;
  }

  private boolean isHashed(String name) {
    return hashed.contains(lower(name));
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private String name(String name) {
    for (String parent : List.of("properties.", "properties_", "")) {
      if (name.startsWith(parent)) {
        return parent + text(name.substring(parent.length()));
      }
    }
    throw new AssertionError("every name starts with nothing");
  }

  /** Returns the JSON text of an object or list with identifiers in it. */
  private String json(String text) {
    try {
      return JsonTree.toJson(value(JsonTree.parse(text), false));
    } catch (MalformedJsonException e) {
      return text(text);
    }
  }

  private Object value(Object value, boolean isHashed) {
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> result = new LinkedHashMap<>();
      Samples.object(object)
          .forEach(
              (name, inner) -> result.put(text(name), value(inner, isHashed || isHashed(name))));
      return result;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> value(item, isHashed)).toList();
    }
    if (value instanceof String text) {
      return isHashed ? Planted.in(text) : text(text);
    }
    return Planted.isIn(value.toString()) ? BigDecimal.ONE : value;
  }

  private static String text(String text) {
    boolean isAddress = TextForm.PLAIN.normalize(text, "").text().equals(Planted.EMAIL_MARK);
    return isAddress ? Planted.in(text) : Planted.removed(text);
  }
}
