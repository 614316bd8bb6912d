package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.fields.RowEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one event as they were given, each in the slot of its field: the one shape that
 * events of any origin have while they are checked. What the schema doesn't know stands beside
 * them. Used again for the next event; not safe for use by several threads.
 */
final class Slots {
  /** A value that the schema doesn't know: a custom property, or what TikTok has added since. */
  record Custom(ObjectFields object, String name, Object value) {}

  private static final ObjectFields EVENT = EventSchema.objectsOfEvents().get(0);

  private final @Nullable Object[] values;

  /**
   * Where the value of a slot is in the text there; the end is 0 if the whole text is the value.
   */
  private final int[] starts;

  private final int[] ends;
  private final boolean[] isSent;
  private final List<Custom> customs = new ArrayList<>();

  Slots(int fields) {
    this.values = new @Nullable Object[fields];
    this.starts = new int[fields];
    this.ends = new int[fields];
    this.isSent = new boolean[fields];
  }

  /** Takes the values of an event; objects in it that are values themselves are read later. */
  void take(Event event) {
    FieldKey[] keys = RowEvents.keysOf(event);
    if (keys == null) {
      take(EVENT, event.fields());
      return;
    }
    @Nullable Object[] given = RowEvents.valuesOf(event);
    for (int i = 0; i < keys.length; i++) {
      Object value = given[i];
      if (value != null) {
        FieldKey key = keys[i];
        if (key.isCustom()) {
          customs.add(new Custom(EventSchema.object(key.parent()), key.name(), value));
        } else {
          values[key.index()] = value;
        }
      }
    }
  }

  /** Takes the members of an object, whatever the case of their names. */
  void take(ObjectFields object, Map<?, ?> given) {
    int before = customs.size();
    for (Map.Entry<?, ?> member : given.entrySet()) {
      Object value = member.getValue();
      if (value != null) {
        String name = String.valueOf(member.getKey());
        EventField field = object.named(name);
        if (field == null) {
          customs.add(new Custom(object, name, value));
        } else {
          values[field.index()] = value;
        }
      }
    }
    foldCase(object, before);
  }

  /** Takes {@code Content_ID} for {@code content_id}, unless that is there too. */
  void foldCase(ObjectFields object, int customsBefore) {
    int i = customsBefore;
    while (i < customs.size()) {
      Custom custom = customs.get(i);
      EventField field = object.likeNamed(custom.name());
      if (field != null && values[field.index()] == null) {
        values[field.index()] = custom.value();
        customs.remove(i);
      } else {
        i++;
      }
    }
  }

  @Nullable Object value(EventField field) {
    return values[field.index()];
  }

  /** Returns where the value is in the text of the slot. */
  int start(EventField field) {
    return starts[field.index()];
  }

  /** Returns where the value ends in the text of the slot; 0 if the whole text is the value. */
  int end(EventField field) {
    return ends[field.index()];
  }

  void set(EventField field, @Nullable Object value) {
    values[field.index()] = value;
  }

  /** Sets a value that is a part of a text. */
  void set(EventField field, String text, int start, int end) {
    values[field.index()] = text;
    starts[field.index()] = start;
    ends[field.index()] = end;
  }

  /** Returns whether the value of a slot was written. */
  boolean isSent(EventField field) {
    return isSent[field.index()];
  }

  /** Says that the value of a slot was written. */
  void setSent(EventField field) {
    isSent[field.index()] = true;
  }

  /** Returns the value that is all of what stands in a slot, or a part of it. */
  static Object whole(Object value, int start, int end) {
    return end == 0 ? value : ((String) value).substring(start, end);
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
    for (EventField field : object.asSent()) {
      values[field.index()] = null;
      starts[field.index()] = 0;
      ends[field.index()] = 0;
      isSent[field.index()] = false;
    }
    customs.subList(customsBefore, customs.size()).clear();
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(values, null);
    Arrays.fill(starts, 0);
    Arrays.fill(ends, 0);
    Arrays.fill(isSent, false);
    customs.clear();
  }
}
