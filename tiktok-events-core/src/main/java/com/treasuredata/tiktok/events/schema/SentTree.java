package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of an event as a tree, for whoever wants to look into them. */
final class SentTree {
  private SentTree() {}

  /** Returns the members of an event, and of all in it; nobody can change them. */
  static Map<String, Object> of(EventSchema schema, byte[] json) {
    return object(EventSchema.object(""), read(schema, json, 0, json.length));
  }

  /**
   * Returns the members of an event's user, which is a part of its bytes: texts, and lists of
   * texts.
   */
  @SuppressWarnings("unchecked") // So are JSON objects read.
  static Map<String, Object> ofUser(EventSchema schema, byte[] json, int from, int to) {
    Map<String, Object> user = (Map<String, Object>) read(schema, json, from, to);
    user.replaceAll(
        (name, value) ->
            value instanceof List<?> list ? Collections.unmodifiableList(list) : value);
    return Collections.unmodifiableMap(user);
  }

  private static Map<?, ?> read(EventSchema schema, byte[] json, int from, int to) {
    try {
      return (Map<?, ?>)
          JsonScanner.parse(new String(json, from, to - from, StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new AssertionError(schema.toString(), e); // The bytes are JSON of our own.
    }
  }

  private static Map<String, Object> object(@Nullable ObjectFields known, Map<?, ?> members) {
    Map<String, Object> object = new LinkedHashMap<>(); // In the order of names, as they are sent.
    members.forEach(
        (name, value) ->
            object.put(
                (String) name, value(known == null ? null : known.named((String) name), value)));
    return Collections.unmodifiableMap(object);
  }

  private static Object value(@Nullable EventField field, Object value) {
    if (value instanceof Map<?, ?> members) {
      boolean isKnown = field != null && ValueReader.isOfObjects(field);
      return object(isKnown && field != null ? EventSchema.object(field) : null, members);
    }
    if (value instanceof List<?> items) {
      List<Object> all = new ArrayList<>(items.size());
      items.forEach(item -> all.add(value(field, item)));
      return Collections.unmodifiableList(all);
    }
    boolean isWhole =
        field != null && (field.type() == FieldType.COUNT || field.type() == FieldType.TIME);
    return isWhole && value instanceof BigDecimal number ? (Object) number.longValue() : value;
  }
}
