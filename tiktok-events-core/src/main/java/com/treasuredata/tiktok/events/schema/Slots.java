package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.fields.RowEvents;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one event as they were given, each in the slot of its field: the one shape that
 * events of any origin have while they are checked. What the schema doesn't know stands beside
 * them. Used again for the next event; not safe for use by several threads.
 *
 * <p>The values of a row stay in the row's own array: to write them into this older object would
 * cost the garbage collector's barrier for each of them.
 */
final class Slots {
  /** A value that the schema doesn't know: a custom property, or what TikTok has added since. */
  record Custom(ObjectFields object, String name, Object value) {}

  private static final List<ObjectFields> OBJECTS = EventSchema.objectsOfEvents();
  private static final ObjectFields EVENT = OBJECTS.get(0);

  /** The number of the object that a field is in, and the field's bit there, by its index. */
  private static final int[] OBJECT_OF = new int[FieldTable.fields().size()];

  private static final long[] BIT_OF = new long[FieldTable.fields().size()];

  static {
    for (ObjectFields object : OBJECTS) {
      EventField[] fields = object.asSent();
      for (int i = 0; i < fields.length; i++) {
        OBJECT_OF[fields[i].index()] = object.number();
        BIT_OF[fields[i].index()] = 1L << i;
      }
    }
  }

  /** The columns of rows, and which field each has. */
  private static final class Columns {
    final FieldKey[] keys;

    /** The field of each; {@code null} if the schema doesn't know it. */
    final @Nullable EventField[] fields;

    /** The column of each field, by its index; -1 if it has none. */
    final int[] ofFields = new int[FieldTable.fields().size()];

    Columns(FieldKey[] keys) {
      this.keys = keys;
      this.fields = new @Nullable EventField[keys.length];
      Arrays.fill(ofFields, -1);
      for (int i = 0; i < keys.length; i++) {
        if (!keys[i].isCustom()) {
          fields[i] = FieldTable.fields().get(keys[i].index());
          ofFields[keys[i].index()] = i;
        }
      }
    }
  }

  /** The values that aren't in {@link #row}: none of its columns, as long as there is a row. */
  private final @Nullable Object[] values = new @Nullable Object[FieldTable.fields().size()];

  /** The values of the columns; {@code null} without a row, or once one of them was changed. */
  private @Nullable Object @Nullable [] row;

  /** The columns of the last row. */
  private Columns columns = new Columns(new FieldKey[0]);

  /** For each object, which of its fields have a value; bits in the order of their names. */
  private final long[] given = new long[OBJECTS.size()];

  /** For each object, which of its fields were written. */
  private final long[] sent = new long[OBJECTS.size()];

  private final List<Custom> customs = new ArrayList<>();

  /** Takes the values of an event; objects in it that are values themselves are read later. */
  void take(Event event) {
    FieldKey[] keys = RowEvents.keysOf(event);
    if (keys == null) {
      take(EVENT, event.fields());
      return;
    }
    if (keys != columns.keys) {
      columns = new Columns(keys);
    }
    @Nullable EventField[] fields = columns.fields;
    @Nullable Object[] ofRow = RowEvents.valuesOf(event);
    row = ofRow;
    for (int i = 0; i < fields.length; i++) {
      Object value = ofRow[i];
      if (value != null) {
        EventField field = fields[i];
        if (field == null) {
          FieldKey key = keys[i];
          customs.add(new Custom(EventSchema.object(key.parent()), key.name(), value));
        } else {
          setGiven(field.index());
        }
      }
    }
  }

  private void setGiven(int field) {
    given[OBJECT_OF[field]] |= BIT_OF[field];
  }

  /** Takes the members of an object, whatever the case of their names. */
  void take(ObjectFields object, Map<?, ?> given) {
    int before = customs.size();
    given.forEach((name, value) -> takeMember(object, name, value));
    foldCase(object, before);
  }

  private void takeMember(ObjectFields object, Object key, @Nullable Object value) {
    if (value != null) {
      String name = String.valueOf(key);
      EventField field = object.named(name);
      if (field == null) {
        customs.add(new Custom(object, name, value));
      } else {
        set(field, value);
      }
    }
  }

  /** Takes {@code Content_ID} for {@code content_id}, unless that is there too. */
  void foldCase(ObjectFields object, int customsBefore) {
    int i = customsBefore;
    while (i < customs.size()) {
      Custom custom = customs.get(i);
      EventField field = object.likeNamed(custom.name());
      if (field != null && value(field) == null) {
        set(field, custom.value());
        customs.remove(i);
      } else {
        i++;
      }
    }
  }

  @Nullable Object value(EventField field) {
    @Nullable Object[] ofRow = row;
    if (ofRow != null) {
      int column = columns.ofFields[field.index()];
      if (column >= 0) {
        return ofRow[column];
      }
    }
    return values[field.index()];
  }

  void set(EventField field, Object value) {
    leaveRow(field);
    values[field.index()] = value;
    setGiven(field.index());
  }

  /** Takes away a value that says that there is none. */
  void remove(EventField field) {
    leaveRow(field);
    values[field.index()] = null;
    given[OBJECT_OF[field.index()]] &= ~BIT_OF[field.index()];
  }

  /** Takes all values out of the row, which nobody may change, if a field's is among them. */
  private void leaveRow(EventField field) {
    @Nullable Object[] ofRow = row;
    if (ofRow != null && columns.ofFields[field.index()] >= 0) {
      for (int i = 0; i < values.length; i++) {
        int column = columns.ofFields[i];
        values[i] = column < 0 ? values[i] : ofRow[column];
      }
      row = null;
    }
  }

  /**
   * Returns which fields of an object have a value: bit {@code i} is for the one at place {@code i}
   * of {@link ObjectFields#asSent}. An object that is a value has one if anything in it has.
   */
  long given(ObjectFields object) {
    return given[object.number()];
  }

  /** Says of each object of the event that it has a value, if anything in it has one. */
  void markObjects() {
    for (EventField field : EVENT.asSent()) {
      if (field.type() == FieldType.OBJECT && given[EventSchema.object(field).number()] != 0) {
        given[EVENT.number()] |= BIT_OF[field.index()];
      }
    }
    for (Custom custom : customs) {
      EventField field = custom.object().field();
      if (field != null) {
        given[EVENT.number()] |= BIT_OF[field.index()];
      }
    }
  }

  /** Returns whether the value of a slot was written. */
  boolean isSent(EventField field) {
    return (sent[OBJECT_OF[field.index()]] & BIT_OF[field.index()]) != 0;
  }

  /** Says that the value of a slot was written. */
  void setSent(EventField field) {
    sent[OBJECT_OF[field.index()]] |= BIT_OF[field.index()];
  }

  /** Returns the values that the schema doesn't know. */
  List<Custom> customs() {
    return customs;
  }

  /** Sorts the values that the schema doesn't know, from one on, by their objects and names. */
  void sortCustoms(int from) {
    if (customs.size() - from > 1) {
      customs.subList(from, customs.size()).sort(Slots::byObjectAndName);
    }
  }

  private static int byObjectAndName(Custom one, Custom other) {
    int byObject = Integer.compare(one.object().number(), other.object().number());
    return byObject == 0 ? one.name().compareTo(other.name()) : byObject;
  }

  /** Forgets the fields of an object, and what the schema doesn't know from one on. */
  void clear(ObjectFields object, int customsBefore) {
    EventField[] fields = object.asSent();
    long left = given[object.number()];
    while (left != 0) {
      int index = fields[Long.numberOfTrailingZeros(left)].index();
      left &= left - 1;
      if (row == null || columns.ofFields[index] < 0) {
        values[index] = null;
      }
    }
    given[object.number()] = 0;
    sent[object.number()] = 0;
    while (customs.size() > customsBefore) {
      customs.remove(customs.size() - 1);
    }
  }

  /** Forgets all. */
  void clear() {
    for (int i = 0; i < given.length; i++) {
      if (given[i] != 0) {
        clear(OBJECTS.get(i), 0);
      }
    }
    customs.clear();
    row = null;
  }
}
