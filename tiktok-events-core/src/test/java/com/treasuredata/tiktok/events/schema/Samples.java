package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The example payloads of events-api.md §9, and the moment at which they were new. */
@NullUnmarked // The files are known: what is taken from them is there.
public final class Samples {
  /** When the samples' events happened. */
  public static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);

  /** A clock that stands at {@link #NOW}. */
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final List<String> FILES =
      List.of(
          "web-minimal",
          "web-full-test-code",
          "app-ios",
          "app-android-install",
          "offline",
          "crm-minimal",
          "crm-full");

  /** One event of a payload; its toString names it in reports of tests. */
  public record Sample(String name, EventSourceType type, Map<String, Object> fields) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Samples() {}

  /** Returns each event of each payload. */
  public static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (String file : FILES) {
      Map<String, Object> body = body(file);
      EventSourceType type = EventSourceType.of((String) body.get("event_source"));
      List<?> events = (List<?>) body.get("data");
      for (int i = 0; i < events.size(); i++) {
        samples.add(new Sample(file + " " + (i + 1), type, object(events.get(i))));
      }
    }
    return samples;
  }

  private static Map<String, Object> body(String file) {
    try (InputStream in = Samples.class.getResourceAsStream("/testing/" + file + ".json")) {
      return object(JsonTree.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a JSON object as what it is. */
  @SuppressWarnings("unchecked") // JSON objects have texts for names.
  public static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }
}
