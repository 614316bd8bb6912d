package com.treasuredata.tiktok.events.internal.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON as trees: objects are {@link Map}s in order, arrays {@link List}s, numbers
 * keep every digit, and {@code null} members are left out, since TikTok gets none (events-api.md
 * §1.2).
 */
public final class JsonTree {
  /** How deep a tree may be: deeper than anything real, shallower than what exhausts a stack. */
  private static final int DEEPEST = 32;

  private JsonTree() {}

  /** Returns whether JSON text, or what a database writes in its place, holds nothing. */
  public static boolean isNothing(String text) {
    String json = text.strip();
    return json.equalsIgnoreCase("null") || json.equals("[]") || json.equals("\\N");
  }

  /**
   * Returns the tree that {@code json} holds: a {@link Map}, {@link List}, {@link String}, {@link
   * BigDecimal} or {@link Boolean}.
   *
   * @throws MalformedJsonException if it isn't one JSON value; the message doesn't quote it
   */
  public static Object parse(String json) throws MalformedJsonException {
    Buffer rest = new Buffer().writeUtf8(json);
    try (JsonReader reader = JsonReader.of(rest)) { // Which empties the buffer when it is closed.
      try {
        return only(reader);
      } catch (JsonEncodingException | JsonDataException e) {
        throw malformed(json, rest); // Their messages may quote a value.
      }
    } catch (EOFException e) {
      throw new MalformedJsonException("it ends too early");
    } catch (IOException e) {
      throw e instanceof MalformedJsonException known ? known : malformed(json, rest);
    }
  }

  private static Object only(JsonReader reader) throws IOException {
    Object value = read(reader, 0);
    if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
      throw new MalformedJsonException("something follows the JSON value");
    }
    if (value == null) {
      throw new MalformedJsonException("it is null");
    }
    return value;
  }

  /** Says where, without quoting what is there: a text that is to be JSON may be a secret. */
  private static MalformedJsonException malformed(String json, Buffer rest) {
    int at = Math.max(0, json.length() - rest.readUtf8().length());
    return new MalformedJsonException("it isn't JSON from about character " + (at + 1) + " on");
  }

  private static @Nullable Object read(JsonReader reader, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new MalformedJsonException("it is nested more than " + DEEPEST + " deep");
    }
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          String name = reader.nextName();
          Object value = read(reader, depth + 1);
          if (value != null && object.put(name, value) != null) {
            throw new MalformedJsonException("it has a name twice");
          }
        }
        reader.endObject();
        return object;
      }
      case BEGIN_ARRAY -> {
        List<Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          Object value = read(reader, depth + 1);
          if (value != null) {
            array.add(value);
          }
        }
        reader.endArray();
        return array;
      }
      case STRING -> {
        return reader.nextString();
      }
      case NUMBER -> {
        return number(reader.nextString());
      }
      case BOOLEAN -> {
        return reader.nextBoolean();
      }
      default -> {
        return reader.<Object>nextNull();
      }
    }
  }

  private static BigDecimal number(String text) throws MalformedJsonException {
    BigDecimal number = Numbers.parse(text);
    if (number == null) {
      throw new MalformedJsonException(
          "it has a number of more than "
              + Numbers.MAX_LENGTH
              + " digits, or none that can be read");
    }
    return number;
  }

  /** Returns {@code tree} as JSON text on one line. */
  public static String toJson(Object tree) {
    Buffer buffer = new Buffer();
    write(tree, buffer, "");
    return buffer.readUtf8();
  }

  /** Returns {@code tree} as JSON text for people: indented by two spaces. */
  public static String toIndentedJson(Object tree) {
    Buffer buffer = new Buffer();
    write(tree, buffer, "  ");
    return buffer.readUtf8();
  }

  private static void write(Object tree, Buffer sink, String indent) {
    JsonWriter writer = JsonWriter.of(sink);
    writer.setIndent(indent);
    try {
      write(tree, writer);
      writer.flush();
    } catch (IOException e) {
      throw new AssertionError(e); // No I/O in writing to a Buffer.
    }
  }

  private static void write(Object value, JsonWriter writer) throws IOException {
    if (value instanceof String text) {
      writer.value(text);
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value instanceof Boolean bool) {
      writer.value(bool);
    } else if (value instanceof Map<?, ?> object) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        writer.name((String) entry.getKey());
        write(entry.getValue(), writer);
      }
      writer.endObject();
    } else if (value instanceof Collection<?> array) {
      writer.beginArray();
      for (Object item : array) {
        write(item, writer);
      }
      writer.endArray();
    } else {
      throw new IllegalArgumentException("not JSON: " + value.getClass().getName());
    }
  }
}
