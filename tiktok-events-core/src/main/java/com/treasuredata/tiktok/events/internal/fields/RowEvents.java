package com.treasuredata.tiktok.events.internal.fields;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes events of the columns of rows, and reads them. */
public final class RowEvents {
  private RowEvents() {}

  /**
   * Returns the event that has these values for its fields.
   *
   * @param type the class of events
   * @param keys no two for the same field
   * @param values as many, of which {@code null} is absent; nobody may change the array later
   */
  public static <E extends FlatFields> E event(
      Class<E> type, FieldKey[] keys, @Nullable Object[] values) {
    return type.cast(
        Objects.requireNonNull(FlatFields.constructor, "events aren't loaded").apply(keys, values));
  }

  /** Returns the keys of an event's columns; {@code null} if it wasn't made of columns. */
  public static FieldKey @Nullable [] keysOf(FlatFields event) {
    return event.keys;
  }

  /** Returns the values of an event's columns. */
  public static @Nullable Object[] valuesOf(FlatFields event) {
    return Objects.requireNonNull(event.values, "values");
  }
}
