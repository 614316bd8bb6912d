package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one row whose columns don't give one field each: an object may come as one column,
 * and two columns may give the same field. Not safe for use by several threads.
 */
final class RowFields {
  private static final int NOWHERE = -1;

  private final ColumnNames names;
  private final List<FieldKey> keys = new ArrayList<>(32);
  private final List<Object> values = new ArrayList<>(32);

  /** Where each field that the schema knows is in the lists, plus one. */
  private final short[] places = new short[FieldTable.fields().size()];

  RowFields(ColumnNames names) {
    this.names = names;
  }

  /**
   * Returns the fields in the order in which they were put.
   *
   * @param last those of another row, which are returned if they are the same
   */
  FieldKey[] keys(FieldKey[] last) {
    return Arrays.asList(last).equals(keys) ? last : keys.toArray(new FieldKey[0]);
  }

  /** Returns the values of the fields. */
  Object[] values() {
    return values.toArray();
  }

  /**
   * Puts a value, unless the field has it already.
   *
   * @throws InvalidEventException if the field has another one
   */
  void put(FieldKey key, Object value) {
    int place = place(key);
    if (place == NOWHERE) {
      add(key, value);
    } else if (!isSame(values.get(place), value)) {
      String path = (key.parent().isEmpty() ? "" : key.parent() + '.') + ShownName.of(key.name());
      throw new InvalidEventException(
          List.of(
              new Violation(
                  path,
                  Rule.UNREADABLE,
                  Severity.ERROR,
                  "two columns of this record give different values")));
    }
  }

  private int place(FieldKey key) {
    if (!key.isCustom()) {
      return places[key.index()] - 1;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).isCustom() && keys.get(i).equals(key)) {
        return i;
      }
    }
    return NOWHERE;
  }

  private void add(FieldKey key, Object value) {
    keys.add(key);
    values.add(value);
    if (!key.isCustom()) {
      places[key.index()] = (short) keys.size();
    }
  }

  /** Forgets the fields that were put since there were {@code count}. */
  private void truncate(int count) {
    while (keys.size() > count) {
      FieldKey key = keys.remove(keys.size() - 1);
      values.remove(keys.size());
      if (!key.isCustom()) {
        places[key.index()] = 0;
      }
    }
  }

  /** Puts the members of an object that is given as one column, as a map or as JSON. */
  void putObject(FieldKey object, Object value) {
    Object plain = value instanceof String || value instanceof Map<?, ?> ? value : plain(value);
    int before = keys.size();
    if (plain instanceof String json && json.startsWith("{") && areMembersPut(object, json)) {
      return;
    }
    truncate(before);
    Map<?, ?> members = plain instanceof Map<?, ?> map ? map : parsed(plain);
    if (members == null) {
      if (!isNothing(plain)) {
        putAsGiven(object, plain);
      }
      return;
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      Object inner = member.getValue();
      if (inner != null && !ColumnMapper.isBlank(inner)) {
        put(names.member(object.name(), String.valueOf(member.getKey())), inner);
      }
    }
  }

  /** Puts what should have been an object; the validator says what is expected. */
  private void putAsGiven(FieldKey object, Object value) {
    int place = place(object);
    if (place == NOWHERE) {
      add(object, value);
    } else {
      values.set(place, value);
    }
  }

  /**
   * Puts the members of an object from its JSON, and returns whether they could be put: it is
   * well-formed, no field was there before, and each has a value. Products stay JSON, which the
   * validator reads.
   */
  private boolean areMembersPut(FieldKey object, String text) {
    JsonScanner json = new JsonScanner();
    json.of(text);
    try {
      json.expect('{');
      for (boolean isFirst = true; json.hasNext(isFirst, '}'); isFirst = false) {
        json.text();
        FieldKey key = names.member(object.name(), json.unescaped());
        json.expect(':');
        Object value = member(key, text, json);
        if (value != null) {
          if (ColumnMapper.isBlank(value) || place(key) != NOWHERE) {
            return false; // Its name may be there twice, which isn't noticed here.
          }
          add(key, value);
        }
      }
      json.end();
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private static @Nullable Object member(FieldKey key, String text, JsonScanner json)
      throws MalformedJsonException {
    boolean areProducts =
        !key.isCustom()
            && FieldTable.fields().get(key.index()).type() == FieldType.OBJECT_LIST
            && json.peek() == '[';
    if (!areProducts) {
      return json.value(1);
    }
    int start = json.position();
    json.skipValue(1);
    return text.substring(start, json.position());
  }

  /** Returns what an event makes of a value: bytes and large texts of databases are texts. */
  static Object plain(Object value) {
    Object plain = Event.builder().field("value", value).build().fields().get("value");
    return plain == null ? "" : plain;
  }

  private static @Nullable Map<?, ?> parsed(Object value) {
    try {
      return value instanceof String json && JsonScanner.parse(json) instanceof Map<?, ?> map
          ? map
          : null;
    } catch (MalformedJsonException e) {
      return null; // No object: the caller keeps the text.
    }
  }

  /** Lists and maps are compared by identity: they may have no end. */
  private static boolean isSame(Object one, Object other) {
    boolean isNested = other instanceof Collection || other instanceof Map;
    return one == other || (!isNested && one.equals(other));
  }

  private static boolean isNothing(Object value) {
    return value instanceof Collection<?> items
        ? items.isEmpty()
        : value instanceof String text && JsonTree.isNothing(text);
  }
}
