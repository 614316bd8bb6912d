package com.treasuredata.tiktok.events.event;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Values that a database's driver keeps until they are read: {@code java.sql.Array} and {@code
 * java.sql.Clob}. By their interfaces' names, so that this library doesn't need that module.
 */
final class JdbcValues {
  private static final long MAX_CHARACTERS = 10_000_000;

  private JdbcValues() {}

  static boolean isOne(Object value) {
    return !value.getClass().getName().startsWith("java.")
        && (type(value.getClass(), "java.sql.Array") != null
            || type(value.getClass(), "java.sql.Clob") != null);
  }

  /** Returns the array or text; a text that says so if the driver can't read it any more. */
  static Object read(Object value) {
    try {
      Class<?> array = type(value.getClass(), "java.sql.Array");
      if (array != null) {
        return orNothing(array.getMethod("getArray").invoke(value));
      }
      Class<?> clob = type(value.getClass(), "java.sql.Clob");
      if (clob == null) {
        return "";
      }
      long length = (Long) clob.getMethod("length").invoke(value);
      Method read = clob.getMethod("getSubString", long.class, int.class);
      return length == 0
          ? ""
          : orNothing(read.invoke(value, 1L, (int) Math.min(length, MAX_CHARACTERS)));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new Unread();
    }
  }

  private static Object orNothing(@Nullable Object value) {
    return value == null ? "" : value;
  }

  /** Stands for a value that can't be read; no check takes it for one. */
  static final class Unread {}

  private static @Nullable Class<?> type(Class<?> type, String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> each : c.getInterfaces()) {
        if (each.getName().equals(name)) {
          return each;
        }
        Class<?> found = type(each, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
