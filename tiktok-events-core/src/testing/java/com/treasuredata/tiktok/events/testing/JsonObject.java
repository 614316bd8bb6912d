package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A JSON object to answer with, its fields in the order they were put, nulls written out. */
final class JsonObject {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  JsonObject put(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  JsonObject object(String name, JsonObject value) {
    fields.put(name, value.fields);
    return this;
  }

  JsonObject objects(String name, List<JsonObject> values) {
    fields.put(name, values.stream().map(value -> value.fields).toList());
    return this;
  }

  String text() {
    Buffer json = new Buffer();
    try (JsonWriter out = JsonWriter.of(json)) {
      out.setSerializeNulls(true);
      out.jsonValue(fields);
    } catch (IOException e) {
      throw new AssertionError("a buffer does not fail", e);
    }
    return json.readUtf8();
  }
}
