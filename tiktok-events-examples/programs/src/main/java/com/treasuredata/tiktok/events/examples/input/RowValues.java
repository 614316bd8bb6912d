package com.treasuredata.tiktok.events.examples.input;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row: by the place of their column, and as a map by its name, in the columns'
 * order and without the columns that are empty in this row. Rows with the same columns share one
 * list of names. Can't be changed.
 */
public final class RowValues extends AbstractMap<String, Object> {
  /** The values of a row that can't be read. */
  static final RowValues NONE = new RowValues(List.of(), new Object[0]);

  private final List<String> columns;
  private final @Nullable Object[] values;
  private final int size;

  private RowValues(List<String> columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
    int given = 0;
    for (Object value : values) {
      given += value == null ? 0 : 1;
    }
    this.size = given;
  }

  /**
   * Returns the values of a row.
   *
   * @param columns the names of its columns; nobody may change the list later
   * @param values as many, of which {@code null} is an empty one; nobody may change them later
   */
  static RowValues of(List<String> columns, @Nullable Object... values) {
    if (columns.size() != values.length) {
      throw new IllegalArgumentException(values.length + " values in " + columns.size());
    }
    return new RowValues(columns, values);
  }

  /** Returns the names of the row's columns, those without a value included. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Returns the value of a column; {@code null} if it is empty.
   *
   * @param column its place in {@link #columns()}, from 0
   */
  public @Nullable Object at(int column) {
    return values[column];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Given();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** Goes through the columns that have a value. */
  private final class Given implements Iterator<Map.Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      while (next < values.length && values[next] == null) {
        next++;
      }
      return next < values.length;
    }

    @Override
    public Map.Entry<String, Object> next() {
      Object value = hasNext() ? values[next] : null;
      if (value == null) {
        throw new NoSuchElementException();
      }
      return Map.entry(columns.get(next++), value);
    }
  }
}
