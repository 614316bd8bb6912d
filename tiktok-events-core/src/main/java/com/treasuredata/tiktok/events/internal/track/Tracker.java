package com.treasuredata.tiktok.events.internal.track;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.http.AttemptListener;
import com.treasuredata.tiktok.events.internal.http.Endpoint;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes events for one source and sends them there. Safe for use by several threads. */
public final class Tracker {
  private final ApiTransport transport;
  private final EventSource source;
  private final EventValidator validator;
  private final TrackEnvelope envelope;
  private final @Nullable EventIds ids;

  /**
   * Creates one.
   *
   * @param testEventCode marks all events as tests; {@code null} if they are real
   * @param deriveIds whether events without an id get one
   */
  public Tracker(
      ApiTransport transport,
      EventSource source,
      EventValidator validator,
      @Nullable String testEventCode,
      boolean deriveIds) {
    this.transport = transport;
    this.source = source;
    this.validator = validator;
    this.envelope = new TrackEnvelope(source, testEventCode);
    this.ids = deriveIds && source.type() != EventSourceType.APP ? new EventIds(source) : null;
  }

  /** Returns where the events go. */
  public EventSource source() {
    return source;
  }

  /** Returns the check that events pass first. */
  public EventValidator validator() {
    return validator;
  }

  /**
   * Returns the bytes of {@code event}. For app events TikTok documents no id, so none is derived
   * and none makes them repeatable (events-api.md §6).
   *
   * @param record the number of the record that it was made of
   * @param distinction tells the record apart from others that give the same event; empty if
   *     nothing does
   */
  public EncodedEvent encode(long record, PreparedEvent event, String distinction) {
    byte[] json = event.encode();
    boolean hasId = event.eventId().isPresent();
    if (!hasId && ids != null) {
      return new EncodedEvent(record, ids.append(json, distinction), true);
    }
    return new EncodedEvent(record, json, hasId && source.type() != EventSourceType.APP);
  }

  /** Returns a batch without events. */
  public Batch newBatch(int maxEvents, long maxBytes) {
    return new Batch(maxEvents, maxBytes, envelope.length());
  }

  /** Returns how many bytes the body of a request with {@code events} has. */
  public long bodyBytes(List<EncodedEvent> events) {
    return new TrackBody(envelope, events).contentLength();
  }

  /**
   * Sends {@code events} in one request.
   *
   * @param listener hears of each attempt
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link ApiTransport#send} does
   */
  public ApiAnswer send(List<EncodedEvent> events, AttemptListener listener) {
    return transport.send(
        new ApiRequest(
            Endpoint.EVENT_TRACK,
            Map.of(),
            new TrackBody(envelope, events),
            true,
            areRepeatable(events),
            listener));
  }

  /** Returns whether events may wait while TikTok takes none. */
  public boolean isPatient() {
    return transport.isPatient();
  }

  /** Returns whether TikTok counts each of {@code events} once however often it is sent. */
  public static boolean areRepeatable(List<EncodedEvent> events) {
    return events.stream().allMatch(EncodedEvent::isRepeatable);
  }
}
