package com.treasuredata.tiktok.events.examples.cli;

import com.squareup.moshi.JsonWriter;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okio.Buffer;

/** A line of JSON, for programs: an object whose members are added in order. */
public final class JsonLine {
  private final Map<String, Object> members = new LinkedHashMap<>();

  public JsonLine with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Adds {@code "violations":[{"path":…,"rule":…,"severity":…,"message":…}]}. */
  public JsonLine with(List<Violation> violations) {
    return with("violations", violations.stream().map(JsonLine::of).toList());
  }

  private static Map<String, Object> of(Violation violation) {
    return new JsonLine()
        .with("path", violation.path())
        .with("rule", violation.rule().name())
        .with("severity", violation.severity().name().toLowerCase(Locale.ROOT))
        .with("message", violation.message())
        .members;
  }

  /** Returns the members, to put them into another object. */
  public Map<String, Object> members() {
    return Collections.unmodifiableMap(members);
  }

  /** Returns the members, a line each, for people: {@code name: value}. */
  public String forPeople() {
    StringBuilder text = new StringBuilder();
    members.forEach(
        (name, value) ->
            text.append(name)
                .append(": ")
                .append(ForeignText.escaped(value.toString()))
                .append('\n'));
    return text.toString();
  }

  /** Returns the JSON text on one line, with nothing in it that a terminal obeys. */
  @Override
  public String toString() {
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.jsonValue(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // No I/O in writing to a Buffer.
    }
    return ForeignText.escaped(buffer.readUtf8());
  }
}
