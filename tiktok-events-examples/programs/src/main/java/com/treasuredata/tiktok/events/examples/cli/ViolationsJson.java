package com.treasuredata.tiktok.events.examples.cli;

import com.squareup.moshi.JsonWriter;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes violations as JSON. */
final class ViolationsJson {
  private ViolationsJson() {}

  /** Writes the member {@code "violations":[{"path":…,"rule":…,"severity":…,"message":…}]}. */
  static void write(JsonWriter json, List<Violation> violations) throws IOException {
    json.name("violations").beginArray();
    for (Violation violation : violations) {
      json.beginObject();
      json.name("path").value(violation.path());
      json.name("rule").value(violation.rule().name());
      json.name("severity").value(violation.severity().name().toLowerCase(Locale.ROOT));
      json.name("message").value(violation.message());
      json.endObject();
    }
    json.endArray();
  }
}
