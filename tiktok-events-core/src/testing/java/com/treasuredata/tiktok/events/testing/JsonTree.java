package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads JSON as maps, lists, strings, booleans, and numbers that lose no digit. */
final class JsonTree {
  private JsonTree() {}

  /**
   * Reads a JSON object.
   *
   * @throws com.squareup.moshi.JsonDataException if the text is another kind of value
   */
  static Map<String, @Nullable Object> object(String json) throws IOException {
    return object(JsonReader.of(new Buffer().writeUtf8(json)));
  }

  private static Map<String, @Nullable Object> object(JsonReader in) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      fields.put(in.nextName(), value(in));
    }
    in.endObject();
    return fields;
  }

  private static @Nullable Object value(JsonReader in) throws IOException {
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object(in);
      case BEGIN_ARRAY -> array(in);
      case STRING -> in.nextString();
      case BOOLEAN -> in.nextBoolean();
      case NUMBER -> number(in.nextString());
      default -> in.nextNull();
    };
  }

  private static List<@Nullable Object> array(JsonReader in) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      elements.add(value(in));
    }
    in.endArray();
    return elements;
  }

  private static Number number(String literal) {
    try {
      return Long.parseLong(literal);
    } catch (NumberFormatException e) {
      return new BigDecimal(literal);
    }
  }
}
