package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the events of a request (events-api.md §1.2): the source and, in tests, the
 * test event code.
 */
final class TrackEnvelope {
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

  private final byte[] head;

  TrackEnvelope(EventSource source, @Nullable String testEventCode) {
    JsonBytes start = new JsonBytes();
    start.raw("{\"event_source\":");
    start.text(source.type().wireName());
    start.raw(",\"event_source_id\":");
    start.text(source.id());
    if (testEventCode != null) {
      start.raw(",\"test_event_code\":");
      start.text(testEventCode);
    }
    start.raw(",\"data\":[");
    this.head = start.toByteArray();
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
