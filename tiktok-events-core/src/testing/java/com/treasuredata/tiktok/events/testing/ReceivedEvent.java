package com.treasuredata.tiktok.events.testing;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event of a request that was accepted, as it came over the wire; immutable. */
public final class ReceivedEvent {
  private final String eventSource;
  private final String eventSourceId;
  private final @Nullable String testEventCode;
  private final String json;

  ReceivedEvent(
      String eventSource, String eventSourceId, @Nullable String testEventCode, String json) {
    this.eventSource = eventSource;
    this.eventSourceId = eventSourceId;
    this.testEventCode = testEventCode;
    this.json = json;
  }

  /** The source its request named: {@code web}, {@code app}, {@code offline} or {@code crm}. */
  public String eventSource() {
    return eventSource;
  }

  /** The pixel code, app id or event set id its request named. */
  public String eventSourceId() {
    return eventSourceId;
  }

  /** The code that made it a test event. */
  public Optional<String> testEventCode() {
    return Optional.ofNullable(testEventCode);
  }

  /** The event as the client wrote it, to the byte. */
  public String json() {
    return json;
  }

  /**
   * The event as maps, lists, strings, booleans and numbers: {@link Long} for what fits one, {@link
   * java.math.BigDecimal} for the rest.
   */
  public Map<String, @Nullable Object> fields() {
    try {
      return Collections.unmodifiableMap(JsonTree.object(json));
    } catch (IOException e) {
      throw new AssertionError("the event was read before", e);
    }
  }

  /** Names the source, but not the event: it is somebody's. */
  @Override
  public String toString() {
    return "ReceivedEvent[" + eventSource + " " + eventSourceId + "]";
  }
}
