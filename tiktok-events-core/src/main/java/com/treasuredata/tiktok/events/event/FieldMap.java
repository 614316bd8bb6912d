package com.treasuredata.tiktok.events.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one of TikTok's objects that are set, under their wire names; what all event types
 * are made of.
 */
abstract class FieldMap {
  private final Map<String, Object> fields;

  FieldMap(Builder<?> builder) {
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
  }

  /**
   * Returns the fields that are set, by TikTok's names, in the order in which they were set: texts,
   * numbers, booleans, lists and maps, as they were given. The map and all in it can't be changed.
   */
  public final Map<String, Object> fields() {
    return fields;
  }

  @Override
  @SuppressWarnings(
      "EqualsGetClass") // All subclasses are final: two kinds of object are never equal.
  public final boolean equals(@Nullable Object other) {
    return other != null
        && other.getClass() == getClass()
        && ((FieldMap) other).fields.equals(fields);
  }

  @Override
  public final int hashCode() {
    return fields.hashCode();
  }

  /** Returns which fields are set. Values may be personal data, so they are not in it. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + names(fields);
  }

  private static String names(Map<?, ?> fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            names.add(
                value instanceof Map<?, ?> nested ? name + names(nested) : String.valueOf(name)));
    return names.toString();
  }

  /** Collects fields; an absent value, {@code null}, sets nothing, because rows have holes. */
  abstract static class Builder<B extends Builder<B>> {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    Builder() {}

    /**
     * Sets any field by TikTok's name, also one that this library doesn't know.
     *
     * @param name the field's name inside this object, such as {@code order_id}
     * @param value a text, number, boolean, or list or map of such; {@code null} sets nothing
     * @return this builder
     */
    public final B field(String name, @Nullable Object value) {
      if (value != null) {
        fields.put(name, frozen(value));
      }
      return self();
    }

    @SuppressWarnings("unchecked") // B is the type of this builder: each subclass names itself.
    final B self() {
      return (B) this;
    }

    final B append(String name, @Nullable String value) {
      if (value == null) {
        return self();
      }
      List<Object> values = new ArrayList<>();
      if (fields.get(name) instanceof List<?> present) {
        values.addAll(present);
      }
      values.add(value);
      return field(name, values);
    }

    final B nested(String name, Map<String, Object> values) {
      Map<String, Object> all = new LinkedHashMap<>();
      if (fields.get(name) instanceof Map<?, ?> present) {
        present.forEach((key, value) -> all.put((String) key, value));
      }
      all.putAll(values);
      fields.put(name, Collections.unmodifiableMap(all));
      return self();
    }

    private static Object frozen(Object value) {
      if (value instanceof FieldMap object) {
        return object.fields();
      }
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach(
            (key, item) -> {
              if (item != null) {
                copy.put(String.valueOf(key), frozen(item));
              }
            });
        return Collections.unmodifiableMap(copy);
      }
      if (value instanceof Collection<?> items) {
        List<Object> copy = new ArrayList<>(items.size());
        for (Object item : items) {
          if (item != null) {
            copy.add(frozen(item));
          }
        }
        return Collections.unmodifiableList(copy);
      }
      return value;
    }
  }
}
