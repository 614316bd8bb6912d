package com.treasuredata.tiktok.events.internal.fields;

import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that was made of columns: keys, which all rows of a table share, and the
 * values of one row. Events of other origin have maps instead, and neither.
 */
public abstract class FlatFields {
  private static volatile @Nullable BiFunction<FieldKey[], @Nullable Object[], FlatFields>
      constructor;

  private final FieldKey @Nullable [] keys;
  private final @Nullable Object @Nullable [] values;

  /** Creates one without columns. */
  protected FlatFields() {
    this.keys = null;
    this.values = null;
  }

  /** Creates one of columns; nobody may change the arrays later. */
  protected FlatFields(FieldKey[] keys, @Nullable Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** Sets how an event is made; for the class of events, whose constructor isn't public. */
  protected static void madeBy(BiFunction<FieldKey[], @Nullable Object[], FlatFields> constructor) {
    FlatFields.constructor = constructor;
  }

  /**
   * Returns the event that has these values for its fields.
   *
   * @param type the class of events
   * @param keys no two for the same field
   * @param values as many, of which {@code null} is absent, and none can be changed
   */
  public static <E extends FlatFields> E event(
      Class<E> type, FieldKey[] keys, @Nullable Object[] values) {
    return type.cast(
        Objects.requireNonNull(constructor, "events aren't loaded").apply(keys, values));
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
