package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.http.Outcome;
import com.treasuredata.tiktok.events.internal.http.RequestGroup;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Encodes events for one source and sends them there. Safe for use by several threads. */
final class Tracker {
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
    this.ids =
        deriveIds && source.type() != EventSourceType.APP
            ? new EventIds(source, testEventCode)
            : null;
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
   * and none makes them idempotent (events-api.md §6).
   *
   * @param number the number of the record that it was made of
   * @param record the record itself, if it is to be kept
   * @param deduplicationKey tells the record apart from others that give the same event; empty if
   *     nothing does
   */
  public EncodedEvent encode(
      long number, @Nullable Object record, PreparedEvent event, String deduplicationKey) {
    byte[] json = event.encode();
    boolean hasId = event.eventId().isPresent();
    if (!hasId && ids != null) {
      return new EncodedEvent(
          number, record, ids.append(json, event.canonical(json), deduplicationKey), true);
    }
    return new EncodedEvent(number, record, json, hasId && source.type() != EventSourceType.APP);
  }

  /** Returns a batch without events. */
  public Batch newBatch() {
    return new Batch(envelope.length());
  }

  /** Returns a group for the requests of an export. */
  public RequestGroup group(Duration maxTimeWithoutSuccess) {
    return transport.group(maxTimeWithoutSuccess);
  }

  /** Sends {@code batch} in one request of a group, and returns what became of it. */
  public Outcome send(Batch batch, RequestGroup group) {
    return transport.send(request(batch), group);
  }

  /**
   * Sends {@code batch} in one request.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link ApiTransport#send} does
   */
  public ApiAnswer send(Batch batch) {
    return transport.send(request(batch));
  }

  private ApiRequest request(Batch batch) {
    return ApiRequest.track(new TrackBody(envelope, batch), batch.isIdempotent());
  }
}
