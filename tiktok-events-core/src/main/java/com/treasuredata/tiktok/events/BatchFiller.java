package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps, checks and encodes the records of an export, and puts their events into batches. For one
 * thread, the one that adds records.
 */
final class BatchFiller<R> {
  private final EventSink sink;
  private final RecordMapper<? super R> mapper;
  private final Export.Calls<R> calls;
  private final Export.Settings settings;
  private final ExportState state;
  private final BatchQueue batches;
  private final SentStatisticsCollector statistics;
  private Batch batch;

  /** The time by which events of this batch are old, for the statistics. */
  private Instant now;

  BatchFiller(
      EventSink sink,
      RecordMapper<? super R> mapper,
      Export.Calls<R> calls,
      Export.Settings settings,
      ExportState state,
      BatchQueue batches) {
    this.sink = sink;
    this.mapper = mapper;
    this.calls = calls;
    this.settings = settings;
    this.state = state;
    this.batches = batches;
    this.statistics = new SentStatisticsCollector(sink.source().type());
    this.batch = sink.newBatch();
    this.now = sink.now();
  }

  /**
   * Puts a record into the batch, which is sent first if it is full; or accounts for it, if it
   * can't be sent.
   *
   * @throws InterruptedException if the thread was interrupted while it waited for a sender; the
   *     export is stopped then
   */
  void add(long number, R record) throws InterruptedException {
    RecordId id = new RecordId(settings.name, number, null);
    Event event = null;
    EncodedEvent encoded;
    try {
      String name = textOrNull(calls.recordKey().apply(record));
      id = name == null ? id : new RecordId(settings.name, number, name);
      if (!calls.consent().test(record)) {
        state.withheld(RecordResult.withheld(id));
        return;
      }
      event = Objects.requireNonNull(mapper.map(record), "the mapper returned null");
      encoded = encode(id, record, event);
    } catch (InvalidEventException e) {
      state.invalid(RecordResult.invalid(id, eventId(event, e), e), record);
      return;
    } catch (Throwable e) { // The mapper's; carried to the caller as the reason.
      state.stopAt(number, e);
      state.notSent(RecordResult.notSent(id, state.stopCause()), record);
      return;
    }
    try {
      if (!batch.hasRoomFor(encoded, settings.maxEvents, settings.maxBytes)) {
        send();
      }
    } catch (InterruptedException e) {
      state.stopWaiting(e);
      state.notSent(RecordResult.notSent(id, state.stopCause()), record);
      throw e;
    }
    if (state.isStopped()) {
      state.notSent(RecordResult.notSent(id, state.stopCause()), record);
    } else {
      batch.add(encoded);
    }
  }

  private EncodedEvent encode(RecordId id, R record, Event event) {
    ValidationResult result = sink.validator().validate(event);
    String key = textOrNull(calls.deduplicationKey().apply(record));
    Object kept = calls.undelivered() == null ? null : record;
    EncodedEvent encoded = sink.encode(id, kept, result, key == null ? "" : key);
    if (sink.bytesAlone(encoded) > settings.maxBytes) {
      throw new InvalidEventException(tooLarge(result));
    }
    result.violations().forEach(warning -> state.warned(id.number(), warning));
    statistics.add(
        id.number(),
        result.orThrow(),
        Objects.requireNonNullElse(encoded.eventId(), ""),
        result.violations(),
        now);
    return encoded;
  }

  private static @Nullable String textOrNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Returns the id that an invalid event was given, unless something is wrong with it, too. */
  private static @Nullable String eventId(@Nullable Event event, InvalidEventException invalid) {
    boolean isWrong =
        invalid.violations().stream().anyMatch(found -> found.path().equals("event_id"));
    return event != null
            && !isWrong
            && event.fields().get("event_id") instanceof String id
            && id.equals(ForeignText.cut(id))
        ? id
        : null;
  }

  private List<Violation> tooLarge(ValidationResult result) {
    List<Violation> violations = new ArrayList<>(result.violations());
    violations.add(
        new Violation(
            "",
            Rule.TOO_LARGE,
            Severity.ERROR,
            "the event is longer than the "
                + settings.maxBytes
                + " bytes that a request may have; shorten its texts"));
    return violations;
  }

  /**
   * Gives the batch to the senders, and begins another one.
   *
   * @throws InterruptedException if the thread was interrupted while it waited for a sender
   */
  void send() throws InterruptedException {
    if (!batch.isEmpty()) {
      batches.send(batch);
      batch = sink.newBatch();
      now = sink.now();
    }
  }

  /** Gives the account the statistics of all that is in batches so far. */
  void tellStatistics() {
    state.account().sent(statistics.statistics());
  }

  /** Accounts for the batch that isn't sent any more, if the export has stopped. */
  void abandon() {
    tellStatistics();
    if (!batch.isEmpty() && state.isStopped()) {
      state.failed(batch, Outcome.NOT_SENT, state.stopCause(), Optional.empty());
    }
  }
}
