package com.treasuredata.tiktok.events.examples.sample;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import okio.Buffer;

/** Values as JSON text. */
final class Json {
  private Json() {}

  /** Returns a list or map of strings, numbers, booleans, lists and maps as JSON. */
  static String text(Object value) {
    Buffer json = new Buffer();
    try (JsonWriter writer = JsonWriter.of(json)) {
      writer.jsonValue(value);
    } catch (IOException e) {
      throw new AssertionError("no I/O writing to a Buffer", e);
    }
    return json.readUtf8();
  }
}
