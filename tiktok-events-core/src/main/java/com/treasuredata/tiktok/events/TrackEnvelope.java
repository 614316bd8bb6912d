package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the events of a request (events-api.md §1.2): the source and, in tests, the
 * test event code.
 */
final class TrackEnvelope {
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

  private final byte[] head;

  TrackEnvelope(EventSource source, @Nullable String testEventCode) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event_source", source.type().wireName());
    fields.put("event_source_id", source.id());
    if (testEventCode != null) {
      fields.put("test_event_code", testEventCode);
    }
    String object = JsonTree.toJson(fields);
    this.head =
        (object.substring(0, object.length() - 1) + ",\"data\":[").getBytes(StandardCharsets.UTF_8);
  }

  byte[] head() {
    return head;
  }

  byte[] tail() {
    return TAIL;
  }

  int length() {
    return head.length + TAIL.length;
  }
}
