package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.fields.RowEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of rows with the same columns in the same order go; made once for all of them.
 * Safe for use by several threads.
 */
final class RowPlan {
  private final String[] columns;
  private final ColumnNames.Target[] targets;

  /** The fields of the constants, and behind them those of the columns. */
  private final FieldKey[] keys;

  private final Object[] constants;
  private final @Nullable LongAdder[] unsent;
  private final boolean isOneToOne;

  /** The columns that match no field. */
  private final int[] nowhere;

  /**
   * Creates one.
   *
   * @param columns the names of the columns
   * @param targets where each goes
   * @param constants the values that are the same for all rows
   * @param unsent counts values that go nowhere, by the path of their target
   */
  RowPlan(
      String[] columns,
      ColumnNames.Target[] targets,
      Map<ColumnNames.Target, Object> constants,
      Map<String, LongAdder> unsent) {
    this.columns = columns;
    this.targets = targets;
    this.constants = constants.values().toArray();
    List<FieldKey> all = new ArrayList<>();
    constants.keySet().forEach(target -> all.add(target.key()));
    this.unsent = new @Nullable LongAdder[targets.length];
    Set<FieldKey> different = new HashSet<>(all);
    boolean isOneToOne = constants.keySet().stream().noneMatch(ColumnNames.Target::isObject);
    for (int i = 0; i < targets.length; i++) {
      ColumnNames.Target target = targets[i];
      this.unsent[i] = target.isNothing() ? unsent.get(target.path()) : null;
      isOneToOne &=
          !target.isObject()
              && target.also() == null
              && (target.isNothing() || different.add(target.key()));
      all.add(target.key());
    }
    this.keys = all.toArray(new FieldKey[0]);
    this.isOneToOne = isOneToOne;
    this.nowhere = IntStream.range(0, targets.length).filter(i -> targets[i].isNothing()).toArray();
  }

  /** Returns whether each column gives one field, and no two the same. */
  boolean isOneToOne() {
    return isOneToOne;
  }

  int columns() {
    return columns.length;
  }

  ColumnNames.Target target(int column) {
    return targets[column];
  }

  /** Returns the value of a column among those of a row. */
  @Nullable Object value(@Nullable Object[] values, int column) {
    return values[constants.length + column];
  }

  /**
   * Returns the values of a row, behind those of the constants; {@code null} if it doesn't have
   * these columns in this order.
   */
  @Nullable Object @Nullable [] valuesIfOf(Map<String, ?> row) {
    if (row.size() != columns.length) {
      return null;
    }
    @Nullable Object[] values = begun();
    int i = 0;
    for (Map.Entry<String, ?> cell : row.entrySet()) {
      if (i == columns.length || !columns[i].equals(cell.getKey())) {
        return null;
      }
      put(values, i++, cell.getValue());
    }
    return i == columns.length ? values : null;
  }

  /** Returns the values of a row, behind those of the constants. */
  @Nullable Object[] values(RowReader row) {
    @Nullable Object[] values = begun();
    for (int i = 0; i < columns.length; i++) {
      put(values, i, row.get(i));
    }
    return values;
  }

  private @Nullable Object[] begun() {
    return Arrays.copyOf(constants, keys.length);
  }

  private void put(@Nullable Object[] values, int column, @Nullable Object value) {
    if (value != null && !ColumnMapper.isBlank(value)) {
      values[constants.length + column] = value;
    }
  }

  /** Returns the event of a row whose columns give one field each. */
  Event event(@Nullable Object[] values) {
    for (int column : nowhere) {
      LongAdder count = unsent[column];
      if (values[constants.length + column] != null && count != null) {
        count.increment();
      }
      values[constants.length + column] = null;
    }
    return RowEvents.event(Event.class, keys, values);
  }
}
