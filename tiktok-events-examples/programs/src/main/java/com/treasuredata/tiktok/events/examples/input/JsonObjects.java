package com.treasuredata.tiktok.events.examples.input;

import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.treasuredata.tiktok.events.internal.json.Numbers;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects as maps, exactly: numbers as they are written, so that an id of 19 digits
 * stays what it is, and no name twice. Nulls are left out.
 */
final class JsonObjects {
  /** How deep objects and arrays may be nested; an event needs four levels. */
  private static final int MAX_DEPTH = 32;

  private JsonObjects() {}

  /**
   * Reads the one object that {@code json} holds.
   *
   * @throws UnreadableJsonException if it holds anything else
   */
  static Map<String, Object> read(Buffer json) throws UnreadableJsonException {
    long length = json.size();
    try {
      JsonReader reader = JsonReader.of(json);
      if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
        throw new UnreadableJsonException("holds no JSON object but another value");
      }
      Map<String, Object> object = object(reader, 1);
      if (!json.readUtf8().isBlank()) {
        throw new UnreadableJsonException("goes on after its JSON object; each line holds one");
      }
      return object;
    } catch (EOFException e) {
      throw new UnreadableJsonException("ends in the middle of its JSON object");
    } catch (JsonEncodingException e) {
      // Not the parser's own words: they can quote a value that stands in a name's place.
      throw new UnreadableJsonException(
          "isn't JSON from about byte " + (length - json.size() + 1) + " on");
    } catch (IOException e) {
      throw new AssertionError("no I/O reading from a Buffer", e);
    }
  }

  /**
   * Returns what a column of JSON means where a column of text is meant otherwise: a string is what
   * it holds, and null is nothing; all else stays JSON.
   */
  static @Nullable String textOf(String json) {
    String text = json.strip();
    if (text.equals("null")) {
      return null;
    }
    if (!text.startsWith("\"")) {
      return json;
    }
    try {
      return JsonReader.of(new Buffer().writeUtf8(text)).nextString();
    } catch (IOException e) {
      return json; // The database says that it is JSON; the check says that it isn't.
    }
  }

  private static Map<String, Object> object(JsonReader reader, int depth)
      throws IOException, UnreadableJsonException {
    requireShallow(depth);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    boolean nulls = false;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.containsKey(name)) {
        throw new UnreadableJsonException("has " + ColumnName.shown(name) + " twice");
      }
      Object value = value(reader, depth);
      object.put(name, value);
      nulls |= value == null;
    }
    reader.endObject();
    if (nulls) {
      object.values().removeIf(Objects::isNull);
    }
    return object;
  }

  private static List<Object> array(JsonReader reader, int depth)
      throws IOException, UnreadableJsonException {
    requireShallow(depth);
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      Object value = value(reader, depth);
      if (value != null) {
        array.add(value);
      }
    }
    reader.endArray();
    return array;
  }

  private static @Nullable Object value(JsonReader reader, int depth)
      throws IOException, UnreadableJsonException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, depth + 1);
      case BEGIN_ARRAY -> array(reader, depth + 1);
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> reader.nextNull();
      case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT ->
          throw new AssertionError("hasNext() says that a value comes");
    };
  }

  private static BigDecimal number(String text) throws UnreadableJsonException {
    BigDecimal number = Numbers.parse(text);
    if (number == null) {
      throw new UnreadableJsonException(
          "has a number of more than " + Numbers.MAX_LENGTH + " digits");
    }
    return number;
  }

  private static void requireShallow(int depth) throws UnreadableJsonException {
    if (depth > MAX_DEPTH) {
      throw new UnreadableJsonException("nests values more than " + MAX_DEPTH + " deep");
    }
  }
}
