package com.treasuredata.tiktok.events.connector;

import java.util.Objects;

/**
 * A column of a table: its name, and the type that the database declares. Immutable.
 *
 * <pre>{@code
 * Column.of("event_time", Column.Type.LOCAL_TIME)
 * }</pre>
 *
 * @param name the name as the table has it
 * @param type what it holds; {@link Type#OTHER} if that isn't known
 */
public record Column(String name, Type type) {
  /** What a column holds. */
  public enum Type {
    /** Text of any length, also as CLOB. */
    TEXT,
    /** Whole numbers. */
    WHOLE_NUMBER,
    /** Numbers with a fraction, exact ones. */
    DECIMAL,
    /** Floating-point numbers, such as DOUBLE and REAL, which hold 15 to 17 digits at most. */
    FLOATING,
    /** True and false. */
    BOOLEAN,
    /** Days. */
    DATE,
    /** Date and time of day without a zone, as TIMESTAMP holds. */
    LOCAL_TIME,
    /** Moments, as TIMESTAMP WITH TIME ZONE holds. */
    MOMENT,
    /** Arrays. */
    ARRAY,
    /** Objects, maps, rows, JSON. */
    OBJECT,
    /** Bytes. */
    BINARY,
    /** Anything else, or unknown. Values are read as they come. */
    OTHER
  }

  /** Checks that name and type aren't null. */
  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  /** Returns the column of a name and type. */
  public static Column of(String name, Type type) {
    return new Column(name, type);
  }
}
