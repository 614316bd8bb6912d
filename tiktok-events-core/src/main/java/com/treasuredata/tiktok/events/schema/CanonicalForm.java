package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The form of an event that ids are derived from. It is what is sent, but that custom scalars count
 * by their text: {@code 3} and {@code "3"} are one, and so are {@code false} and {@code "false"},
 * {@code 59.90} and {@code "59.9"}, {@code "2026-11-20 10:30:00+00"} and {@code
 * "2026-11-20T10:30:00Z"}. So a column's type doesn't change an id: a file of texts and a table
 * with typed columns give the same ones.
 */
final class CanonicalForm {
  /** A number as JSON writes it; {@code 007} is a text. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");

  private final EventSchema schema;

  CanonicalForm(EventSchema schema) {
    this.schema = schema;
  }

  /** Returns the fields of an object of the schema in this form. */
  Map<String, Object> of(String parent, Map<String, Object> sent) {
    Map<String, EventField> known = schema.fieldsOf(parent);
    Map<String, Object> canonical = new TreeMap<>();
    sent.forEach(
        (name, value) -> {
          EventField field = known.get(name);
          canonical.put(name, field == null ? custom(value) : known(field, value));
        });
    return canonical;
  }

  private Object known(EventField field, Object value) {
    return switch (field.type()) {
      case OBJECT -> of(field.path(), object(value));
      case OBJECT_LIST ->
          ((List<?>) value).stream().map(item -> of(field.path(), object(item))).toList();
      case STRING_LIST, TEXT, NUMBER, RATIO, COUNT, BOOLEAN, TIME -> value;
    };
  }

  @SuppressWarnings(
      "unchecked") // The check puts objects of texts and values here, and nothing else.
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static Object custom(Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> canonical = new TreeMap<>();
      object.forEach((name, member) -> canonical.put((String) name, custom(member)));
      return canonical;
    }
    if (value instanceof List<?> items) {
      List<Object> canonical = new ArrayList<>(items.size());
      items.forEach(item -> canonical.add(custom(item)));
      return canonical;
    }
    return value instanceof String text ? ofText(text) : String.valueOf(value);
  }

  private static String ofText(String text) {
    if (text.isEmpty() || text.length() > Numbers.MAX_LENGTH || !mayBeNumber(text.charAt(0))) {
      return text;
    }
    if (!NUMBER.matcher(text).matches()) {
      return TimeReader.canonical(text);
    }
    BigDecimal number = ValueReader.number(text);
    return number == null ? text : number.toString();
  }

  private static boolean mayBeNumber(char first) {
    return first == '-' || (first >= '0' && first <= '9');
  }
}
