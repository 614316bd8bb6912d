package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.http.Outcome;
import com.treasuredata.tiktok.events.internal.http.RequestGroup;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Encodes events for one source and sends them there. Safe for use by several threads. */
final class EventSink {
  private final ApiTransport transport;
  private final EventSource source;
  private final EventValidator validator;
  private final TrackEnvelope envelope;
  private final @Nullable EventIds ids;
  private final boolean isTest;
  private final Clock clock;

  /**
   * Creates one.
   *
   * @param testEventCode marks all events as tests; {@code null} if they are real
   * @param deriveIds whether events without an id get one
   */
  EventSink(
      ApiTransport transport,
      EventSource source,
      EventValidator validator,
      @Nullable String testEventCode,
      boolean deriveIds,
      Clock clock) {
    this.clock = clock;
    this.transport = transport;
    this.source = source;
    this.validator = validator;
    this.isTest = testEventCode != null;
    this.envelope = new TrackEnvelope(source, testEventCode);
    this.ids =
        deriveIds && source.type() != EventSourceType.APP
            ? new EventIds(source, testEventCode)
            : null;
  }

  /** Returns where the events go. */
  EventSource source() {
    return source;
  }

  /** Returns the check that events pass first. */
  EventValidator validator() {
    return validator;
  }

  /** Returns the time by which events are old. */
  Instant now() {
    return clock.instant();
  }

  /** Returns whether events are sent as test events. */
  boolean isTest() {
    return isTest;
  }

  /**
   * Returns the bytes of a checked event. For app events TikTok documents no id, so none is derived
   * and none makes them idempotent (events-api.md §6).
   *
   * @param id what names the record that it was made of
   * @param record the record itself, if it is to be kept
   * @param deduplicationKey tells the record apart from others that give the same event; empty if
   *     nothing does
   * @throws com.treasuredata.tiktok.events.schema.InvalidEventException if it can't be sent
   */
  EncodedEvent encode(
      RecordId id, @Nullable Object record, ValidationResult checked, String deduplicationKey) {
    PreparedEvent event = checked.orThrow();
    byte[] json = event.encode();
    String eventId = event.eventId().orElse(null);
    boolean isIdempotent = eventId != null && source.type() != EventSourceType.APP;
    if (eventId == null && ids != null) {
      eventId = ids.of(event.canonical(json), deduplicationKey);
      json = EventIds.append(json, eventId);
      isIdempotent = true;
    }
    return new EncodedEvent(
        id, record, json, eventId, event.eventTime(), checked.violations(), isIdempotent);
  }

  /** Returns a batch without events. */
  Batch newBatch() {
    return new Batch(envelope.length());
  }

  /** Returns how many bytes the body of a request has in which {@code event} is alone. */
  long bytesAlone(EncodedEvent event) {
    return (long) envelope.length() + event.length();
  }

  /** Returns a group for the requests of an export. */
  RequestGroup group(Duration maxTimeWithoutSuccess) {
    return transport.group(maxTimeWithoutSuccess);
  }

  /** Sends {@code batch} in one request of a group, and returns what became of it. */
  Outcome send(Batch batch, RequestGroup group) {
    return transport.send(request(batch), group);
  }

  /**
   * Sends {@code batch} in one request.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link ApiTransport#send} does
   */
  ApiAnswer send(Batch batch) {
    return transport.send(request(batch));
  }

  private ApiRequest request(Batch batch) {
    return ApiRequest.track(new TrackBody(envelope, batch), batch.isIdempotent());
  }
}
