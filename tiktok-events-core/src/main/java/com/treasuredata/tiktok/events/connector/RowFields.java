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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one row whose columns don't give one field each: an object may come as one column,
 * and two columns may give the same field. Not safe for use by several threads.
 *
 * <p>Rows of a table have much the same fields, so a row begins with those of the rows before,
 * without values; what it lacks stays so, and what is new is added behind them.
 */
final class RowFields {
  private static final int NOWHERE = -1;

  /** Of more fields than these there is an index; to make one for a few takes longer. */
  private static final int MOST_SEARCHED = 64;

  private final ColumnNames names;
  private final JsonScanner json = new JsonScanner();

  /** The fields, of which each is there once; those of other rows, until one is added. */
  private FieldKey[] keys;

  /** As many, and perhaps more; {@code null} for fields that the row lacks. */
  private @Nullable Object[] values;

  /** How many fields there are. */
  private int size;

  /** Which fields were put, in that order. */
  private int[] order;

  private int count;

  /** Where each field is; {@code null} until one is looked for among many. */
  private @Nullable Map<FieldKey, Integer> index;

  /**
   * Creates one without values.
   *
   * @param keys the fields of other rows, which nobody changes
   */
  RowFields(ColumnNames names, FieldKey[] keys) {
    this.names = names;
    this.keys = keys;
    this.size = keys.length;
    this.values = new @Nullable Object[size];
    this.order = new int[size];
  }

  /** Returns the fields: those that were given if none was added. */
  FieldKey[] keys() {
    return size == keys.length ? keys : Arrays.copyOf(keys, size);
  }

  /** Returns the fields of this row alone. */
  FieldKey[] keysOfRow() {
    FieldKey[] ofRow = new FieldKey[count];
    for (int i = 0; i < count; i++) {
      ofRow[i] = keys[order[i]];
    }
    return ofRow;
  }

  /** Returns the values of the fields. */
  @Nullable Object[] values() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }

  /**
   * Puts a value, unless the field has it already.
   *
   * @throws InvalidEventException if the field has another one
   */
  void put(FieldKey key, Object value) {
    int place = placeOrAdd(key);
    Object present = values[place];
    if (present == null) {
      set(place, value);
    } else if (!isSame(present, value)) {
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

  private void set(int place, Object value) {
    if (values[place] == null) {
      order[count] = place;
      count++;
    }
    values[place] = value;
  }

  /** Returns where a field is, which is added if it isn't there yet. */
  private int placeOrAdd(FieldKey key) {
    int next = next();
    if (next < size && keys[next].equals(key)) {
      return next;
    }
    int known = size > MOST_SEARCHED ? index().getOrDefault(key, NOWHERE) : searched(key);
    return known == NOWHERE ? add(key) : known;
  }

  private int searched(FieldKey key) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return NOWHERE;
  }

  private Map<FieldKey, Integer> index() {
    Map<FieldKey, Integer> known = index;
    if (known == null) {
      known = new HashMap<>();
      for (int i = 0; i < size; i++) {
        known.put(keys[i], i);
      }
      index = known;
    }
    return known;
  }

  private int add(FieldKey key) {
    if (size == order.length) {
      int more = 2 * size + 16;
      keys = Arrays.copyOf(keys, more);
      values = Arrays.copyOf(values, more);
      order = Arrays.copyOf(order, more);
    }
    keys[size] = key;
    if (index != null) {
      index.put(key, size);
    }
    return size++;
  }

  /** Returns where the next field is, if it is the one that comes next in other rows. */
  private int next() {
    return count == 0 ? 0 : order[count - 1] + 1;
  }

  /** Takes back the values that were put since there were {@code before}. */
  private void truncate(int before) {
    while (count > before) {
      count--;
      values[order[count]] = null;
    }
  }

  /** Puts the members of an object that is given as one column, as a map or as JSON. */
  void putObject(FieldKey object, Object value) {
    Object plain = value instanceof String || value instanceof Map<?, ?> ? value : plain(value);
    int before = count;
    if (plain instanceof String text && text.startsWith("{") && areMembersPut(object, text)) {
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
    set(placeOrAdd(object), value);
  }

  /**
   * Puts the members of an object from its JSON, and returns whether they could be put: it is
   * well-formed, no field was there before, and each has a value. Products stay JSON, which the
   * validator reads.
   */
  private boolean areMembersPut(FieldKey object, String text) {
    json.of(text);
    try {
      json.expect('{');
      for (boolean isFirst = true; json.hasNext(isFirst, '}'); isFirst = false) {
        FieldKey key = key(object);
        Object value = member(key, text, json);
        if (value != null) {
          if (ColumnMapper.isBlank(value)) {
            return false;
          }
          int place = placeOrAdd(key);
          if (values[place] != null) {
            return false; // Its name may be there twice, which isn't noticed here.
          }
          set(place, value);
        }
      }
      json.end();
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  /** Goes behind the next member's name and colon, and returns the field that it names. */
  private FieldKey key(FieldKey object) throws MalformedJsonException {
    int next = next();
    if (next < size) {
      FieldKey likely = keys[next];
      boolean mayBe = !likely.isCustom() && likely.parent().equals(object.name());
      if (mayBe && json.skipMember(likely.name())) {
        return likely; // A name that the schema doesn't know may be that of another field.
      }
    }
    json.text();
    FieldKey key = names.member(object.name(), json.unescaped());
    json.expect(':');
    return key;
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
