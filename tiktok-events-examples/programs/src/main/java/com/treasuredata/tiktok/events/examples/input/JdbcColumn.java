package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column of a query's result, and how its values are read: as numbers, times, lists and maps,
 * never by way of a text that is read again. What is read is independent of the connection, and
 * equal values of any database have equal texts.
 */
final class JdbcColumn {
  /** How a column is asked for its values. */
  private enum Reading {
    /** As the driver gives them. */
    OBJECT,
    TEXT,
    DATE,
    LOCAL_TIME,
    MOMENT,
    JSON
  }

  private final int index;
  private final Column column;
  private final Reading reading;

  private JdbcColumn(int index, Column column, Reading reading) {
    this.index = index;
    this.column = column;
    this.reading = reading;
  }

  /**
   * Returns a column of a result.
   *
   * @param index counted from 1
   * @throws InputException if nothing is known of its type's values but their places
   */
  static JdbcColumn of(ResultSetMetaData result, int index) throws SQLException {
    String name = TextForm.PLAIN.normalize(result.getColumnLabel(index), "").text();
    int type = result.getColumnType(index);
    String typeName = String.valueOf(result.getColumnTypeName(index)).toLowerCase(Locale.ROOT);
    return of(index, name, type, typeName);
  }

  private static JdbcColumn of(int index, String name, int type, String typeName) {
    if (isMoment(type, typeName)) {
      return new JdbcColumn(index, Column.of(name, Column.Type.MOMENT), Reading.MOMENT);
    }
    switch (typeName) {
      case "json", "jsonb" -> {
        return new JdbcColumn(index, Column.of(name, Column.Type.OTHER), Reading.JSON);
      }
      case "bool", "boolean" -> {
        return new JdbcColumn(index, Column.of(name, Column.Type.BOOLEAN), Reading.OBJECT);
      }
      case "money", "timetz", "time with time zone", "interval", "bit", "varbit" -> {
        return new JdbcColumn(
            index,
            Column.of(name, Column.Type.OTHER),
            typeName.equals("bit") ? Reading.OBJECT : Reading.TEXT);
      }
      case "hugeint", "uhugeint", "ubigint" -> {
        return new JdbcColumn(index, Column.of(name, Column.Type.WHOLE_NUMBER), Reading.OBJECT);
      }
      default -> {}
    }
    boolean hasNames = typeName.startsWith("struct(");
    return switch (type) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.SQLXML ->
          new JdbcColumn(index, Column.of(name, Column.Type.TEXT), Reading.TEXT);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          new JdbcColumn(index, Column.of(name, Column.Type.WHOLE_NUMBER), Reading.OBJECT);
      case Types.DECIMAL, Types.NUMERIC ->
          new JdbcColumn(index, Column.of(name, Column.Type.DECIMAL), Reading.OBJECT);
      case Types.FLOAT, Types.REAL, Types.DOUBLE ->
          new JdbcColumn(index, Column.of(name, Column.Type.FLOATING), Reading.OBJECT);
      case Types.BOOLEAN ->
          new JdbcColumn(index, Column.of(name, Column.Type.BOOLEAN), Reading.OBJECT);
      case Types.DATE -> new JdbcColumn(index, Column.of(name, Column.Type.DATE), Reading.DATE);
      case Types.TIMESTAMP ->
          new JdbcColumn(index, Column.of(name, Column.Type.LOCAL_TIME), Reading.LOCAL_TIME);
      case Types.ARRAY -> new JdbcColumn(index, Column.of(name, Column.Type.ARRAY), Reading.OBJECT);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          new JdbcColumn(index, Column.of(name, Column.Type.BINARY), Reading.OBJECT);
      case Types.STRUCT -> {
        if (!hasNames) {
          throw unknown(index, typeName);
        }
        yield new JdbcColumn(index, Column.of(name, Column.Type.OBJECT), Reading.OBJECT);
      }
      case Types.REF, Types.REF_CURSOR, Types.ROWID, Types.DATALINK ->
          throw unknown(index, typeName);
      default -> {
        if (typeName.equals("record")) {
          throw unknown(index, typeName);
        }
        yield new JdbcColumn(index, Column.of(name, Column.Type.OTHER), Reading.OBJECT);
      }
    };
  }

  private static boolean isMoment(int type, String typeName) {
    return type == Types.TIMESTAMP_WITH_TIMEZONE
        || typeName.equals("datetimeoffset")
        || (typeName.startsWith("timestamp")
            && (typeName.contains("tz") || typeName.contains("with")));
  }

  private static InputException unknown(int index, String typeName) {
    return new InputException(
        "column "
            + index
            + " of the query is of the type "
            + ForeignText.quoted(typeName)
            + ", whose values have no names: select its parts, or make text or JSON of it");
  }

  Column column() {
    return column;
  }

  /**
   * Returns the value in the row that the result is at; null if there is none.
   *
   * @throws SQLException if the driver can't give it
   * @throws UnreadableValueException if it is of a class that can't be read
   */
  @Nullable Object read(ResultSet result) throws SQLException, UnreadableValueException {
    return switch (reading) {
      case OBJECT -> {
        Object value = plain(result.getObject(index), false);
        yield value == Unknown.VALUE ? result.getString(index) : value;
      }
      case TEXT -> result.getString(index);
      case DATE -> result.getObject(index, LocalDate.class);
      case LOCAL_TIME -> result.getObject(index, LocalDateTime.class);
      case MOMENT -> {
        OffsetDateTime moment = result.getObject(index, OffsetDateTime.class);
        yield moment == null ? null : moment.toInstant();
      }
      case JSON -> {
        String json = result.getString(index);
        yield json == null ? null : JsonObjects.textOf(json);
      }
    };
  }

  /** Stands for a value that only its driver can write as text. */
  private enum Unknown {
    VALUE
  }

  /**
   * Returns a driver's value as one that doesn't need the connection.
   *
   * @param isMoment whether a {@code Timestamp} is a moment
   */
  private static @Nullable Object plain(@Nullable Object value, boolean isMoment)
      throws SQLException, UnreadableValueException {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof UUID) {
      return value;
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toInstant();
    }
    if (value instanceof TemporalAccessor) {
      return value;
    }
    if (value instanceof Timestamp time) {
      return isMoment ? time.toInstant() : time.toLocalDateTime();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof Time time) {
      return time.toLocalTime();
    }
    if (value instanceof byte[] bytes) {
      return text(bytes);
    }
    if (value instanceof Blob blob) {
      return text(blob.getBytes(1, length(blob.length())));
    }
    if (value instanceof Clob clob) {
      return clob.getSubString(1, length(clob.length()));
    }
    if (value instanceof SQLXML xml) {
      return xml.getString();
    }
    if (value instanceof java.sql.Array array) {
      String type = String.valueOf(array.getBaseTypeName()).toLowerCase(Locale.ROOT);
      return items(array.getArray(), isMoment(array.getBaseType(), type));
    }
    if (value instanceof Struct struct) {
      return members(named(struct), isMoment);
    }
    if (value instanceof Map<?, ?> map) {
      return members(map, isMoment);
    }
    if (value instanceof Collection<?> collection) {
      return items(collection.toArray(), isMoment);
    }
    return value instanceof Object[] ? items(value, isMoment) : Unknown.VALUE;
  }

  private static int length(long length) {
    return (int) Math.min(length, Row.MAX_SIZE + 1L); // Longer rows aren't taken.
  }

  private static List<Object> items(@Nullable Object array, boolean isMoment)
      throws SQLException, UnreadableValueException {
    List<Object> items = new ArrayList<>();
    int length = array == null ? 0 : java.lang.reflect.Array.getLength(array);
    for (int i = 0; i < length; i++) {
      Object item = nested(java.lang.reflect.Array.get(array, i), isMoment);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private static Map<String, Object> members(Map<?, ?> map, boolean isMoment)
      throws SQLException, UnreadableValueException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object member = nested(entry.getValue(), isMoment);
      if (member != null) {
        members.put(String.valueOf(entry.getKey()), member);
      }
    }
    return members;
  }

  private static @Nullable Object nested(@Nullable Object value, boolean isMoment)
      throws SQLException, UnreadableValueException {
    Object plain = plain(value, isMoment);
    if (plain != Unknown.VALUE || value == null) {
      return plain;
    }
    try {
      if (value.getClass().getMethod("toString").getDeclaringClass() != Object.class) {
        return value.toString(); // A driver's own class, such as that of JSON or an interval.
      }
    } catch (NoSuchMethodException e) {
      throw new AssertionError("everything has toString", e);
    }
    throw new UnreadableValueException();
  }

  /** JDBC tells no names of a structure's parts; DuckDB's driver does, in a method of its own. */
  private static Map<?, ?> named(Struct struct) throws UnreadableValueException {
    try {
      if (struct.getClass().getMethod("getMap").invoke(struct) instanceof Map<?, ?> members) {
        return members;
      }
      throw new UnreadableValueException();
    } catch (ReflectiveOperationException e) {
      throw new UnreadableValueException();
    }
  }

  /** Bytes are a text in UTF-8, or else, as a digest is, hexadecimal digits. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return HexFormat.of().formatHex(bytes);
    }
  }

  /** A value is of a class that nothing is known of. */
  static final class UnreadableValueException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
