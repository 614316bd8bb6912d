package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.fields.FlatFields;
import com.treasuredata.tiktok.events.internal.fields.RowEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one of TikTok's objects that are set, under their wire names; what all event types
 * are made of.
 */
abstract class FieldMap extends FlatFields {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_@$][\\p{L}0-9_.$ -]*");

  /** Made of the columns when somebody asks, if there are such. */
  private volatile @Nullable Map<String, Object> fields;

  FieldMap(Builder<?> builder) {
    this.fields = Collections.unmodifiableMap(builder.handOver());
  }

  FieldMap(FieldKey[] keys, @Nullable Object[] values) {
    super(keys, Frozen.each(values));
  }

  /**
   * Returns the fields that are set, by TikTok's names, in the order in which they were set, but
   * for an event of a row in any order: texts, numbers, booleans, times, lists and maps, as they
   * were given. The map and all in it can't be changed.
   */
  public final Map<String, Object> fields() {
    Map<String, Object> known = fields;
    if (known == null) {
      known = ofColumns();
      fields = known;
    }
    return known;
  }

  private Map<String, Object> ofColumns() {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Map<String, Object>> objects = new HashMap<>();
    FieldKey[] keys = Objects.requireNonNull(RowEvents.keysOf(this), "keys");
    @Nullable Object[] values = RowEvents.valuesOf(this);
    for (int i = 0; i < keys.length; i++) {
      Object value = values[i];
      if (value != null) {
        String parent = keys[i].parent();
        Map<String, Object> object = parent.isEmpty() ? all : objects.get(parent);
        if (object == null) {
          object = new LinkedHashMap<>();
          objects.put(parent, object);
          all.put(parent, Collections.unmodifiableMap(object));
        }
        object.put(keys[i].name(), value);
      }
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  @SuppressWarnings(
      "EqualsGetClass") // All subclasses are final: two kinds of object are never equal.
  public final boolean equals(@Nullable Object other) {
    return other != null
        && other.getClass() == getClass()
        && ((FieldMap) other).fields().equals(fields());
  }

  @Override
  public final int hashCode() {
    return fields().hashCode();
  }

  /** Returns which fields are set. Values may be personal data, so they are not in it. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + names(fields());
  }

  private static String names(Map<?, ?> fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            names.add(
                value instanceof Map<?, ?> nested ? shown(name) + names(nested) : shown(name)));
    return names.toString();
  }

  /** A name with unusual characters may be personal data in the wrong place, so it is redacted. */
  private static String shown(Object name) {
    String text = String.valueOf(name);
    return NAME.matcher(text).matches() ? text : "[…]";
  }

  /** Collects fields; an absent value, {@code null}, sets nothing, because rows have holes. */
  abstract static class Builder<B extends Builder<B>> {
    private Map<String, Object> fields = new LinkedHashMap<>();
    private boolean isHandedOver;

    Builder() {}

    /** Returns the fields for an object to keep; this builder changes a copy from now on. */
    private Map<String, Object> handOver() {
      isHandedOver = true;
      return fields;
    }

    /**
     * Sets any field by TikTok's name, also one that this library doesn't know.
     *
     * @param name the field's name inside this object, such as {@code order_id}
     * @param value a text, number, boolean, time, or list or map of such; {@code null} sets nothing
     * @return this builder
     */
    public final B field(String name, @Nullable Object value) {
      Objects.requireNonNull(name, "name");
      if (value == null) {
        return self();
      }
      if (isHandedOver) {
        fields = new LinkedHashMap<>(fields);
        isHandedOver = false;
      }
      fields.put(name, Frozen.copyOf(value));
      return self();
    }

    @SuppressWarnings("unchecked") // B is the type of this builder: each subclass names itself.
    final B self() {
      return (B) this;
    }

    /** Adds a value to those of a field that may have several. */
    final B append(String name, @Nullable String value) {
      if (value == null) {
        return self();
      }
      Object present = fields.get(name);
      List<Object> values = new ArrayList<>();
      if (present instanceof List<?> several) {
        values.addAll(several);
      } else if (present != null) {
        values.add(present);
      }
      values.add(value);
      return field(name, values);
    }

    /** Sets a field of an object inside this one, and keeps the object's other fields. */
    final B nested(String name, String inner, Object value) {
      Map<Object, Object> all = new LinkedHashMap<>();
      if (fields.get(name) instanceof Map<?, ?> present) {
        all.putAll(present);
      }
      all.put(inner, value);
      return field(name, all);
    }
  }
}
