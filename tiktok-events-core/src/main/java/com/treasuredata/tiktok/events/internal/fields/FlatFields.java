package com.treasuredata.tiktok.events.internal.fields;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that was made of columns: keys, which all rows of a table share, and the
 * values of one row. Events of other origin have maps instead, and neither. {@link RowEvents} makes
 * and reads them.
 */
public abstract class FlatFields {
  static volatile @Nullable BiFunction<FieldKey[], @Nullable Object[], FlatFields> constructor;

  final FieldKey @Nullable [] keys;
  final @Nullable Object @Nullable [] values;

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
}
