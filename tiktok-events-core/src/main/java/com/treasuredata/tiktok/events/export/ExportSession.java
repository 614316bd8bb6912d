package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.track.Batch;
import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import com.treasuredata.tiktok.events.internal.track.Tracker;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One export under way: the caller's side of it, which maps, checks, encodes and fills batches. */
final class ExportSession<R> implements Export.Session<R> {
  private final Tracker tracker;
  private final RecordMapper<? super R> mapper;
  private final Export.Settings settings;
  private final Progress progress;
  private final Senders senders;
  private Batch batch;
  private long batchStart;
  private boolean over;

  ExportSession(Tracker tracker, RecordMapper<? super R> mapper, Export.Settings settings) {
    this.tracker = tracker;
    this.mapper = mapper;
    this.settings = settings;
    this.progress = new Progress(settings.listener());
    this.senders = new Senders(tracker, settings, progress);
    this.batch = newBatch();
  }

  @Override
  public void add(R record) {
    checkGoingOn();
    add(progress.ledger().read(), record);
  }

  /** Returns whether there is another record; an iterator that throws stops the export. */
  boolean hasNext(Iterator<? extends R> records) {
    checkGoingOn();
    try {
      return records.hasNext();
    } catch (RuntimeException e) {
      progress.stop(e);
      throw stopped();
    }
  }

  /** Adds the iterator's next record; an iterator that throws stops the export. */
  void addNext(Iterator<? extends R> records) {
    R record;
    try {
      record = records.next();
    } catch (RuntimeException e) {
      progress.stop(e);
      throw stopped();
    }
    add(record);
  }

  private void add(long number, R record) {
    Event event;
    try {
      event = mapper.map(record);
    } catch (InvalidEventException e) {
      invalid(number, e);
      return;
    } catch (RuntimeException e) {
      progress.ledger().abandoned(number);
      progress.stop(e);
      throw stopped();
    }
    ValidationResult result = tracker.validator().validate(event);
    if (!result.isValid()) {
      invalid(number, new InvalidEventException(result.violations()));
      return;
    }
    EncodedEvent encoded = tracker.encode(number, result.orThrow());
    if (!newBatch().add(encoded)) {
      invalid(number, new InvalidEventException(tooLarge(result)));
      return;
    }
    result.violations().forEach(warning -> progress.warned(number, warning));
    if (!batch.add(encoded)) {
      dispatch(number);
      batch.add(encoded);
    }
    if (batch.events().size() == 1) {
      batchStart = number;
    }
    progress.ledger().batched(batchStart);
    if (progress.isStopped()) {
      throw stopped();
    }
  }

  private List<Violation> tooLarge(ValidationResult result) {
    List<Violation> violations = new ArrayList<>(result.violations());
    violations.add(
        new Violation(
            "",
            Rule.TOO_LARGE,
            Severity.ERROR,
            "the event is longer than the %d bytes that a request may have; shorten its texts"
                .formatted(settings.maxBytes())));
    return violations;
  }

  private void invalid(long number, InvalidEventException cause) {
    progress.ledger().invalid();
    progress.failed(new RecordFailure(number, RecordFailure.Outcome.INVALID, cause));
    if (settings.policy() == InvalidRecordPolicy.FAIL) {
      progress.stop(new InvalidRecordException(number, cause));
    }
    if (progress.isStopped()) {
      throw stopped();
    }
  }

  /** Hands the full batch to a sender; {@code number} is the record that has no place yet. */
  private void dispatch(long number) {
    try {
      senders.send(batchStart, batch);
      batch = newBatch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      progress.ledger().abandoned(number);
      progress.stop(e);
      throw stopped();
    }
  }

  @Override
  public ExportReport finish() {
    checkGoingOn();
    try {
      if (!batch.isEmpty()) {
        senders.send(batchStart, batch);
        batch = newBatch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      progress.stop(e);
    }
    ExportReport report = end();
    if (progress.isStopped()) {
      throw stopped();
    }
    return report;
  }

  @Override
  public ExportReport report() {
    return progress.ledger().report();
  }

  @Override
  public void close() {
    if (!over) {
      progress.stop(new IllegalStateException("the session was closed before it was finished"));
      end();
    }
  }

  private void checkGoingOn() {
    if (progress.isStopped()) {
      throw stopped();
    }
    if (over) {
      throw new IllegalStateException("the session is finished");
    }
  }

  /** Waits for the senders, and puts what they didn't get on the account. */
  private ExportReport end() {
    if (!over) {
      over = true;
      senders.close();
      notSent(batch.events());
      batch = newBatch();
    }
    return progress.ledger().close();
  }

  private void notSent(List<EncodedEvent> events) {
    if (!events.isEmpty()) {
      progress.ledger().notSent(events.size());
      EventsException cause = progress.stopCause();
      events.forEach(
          event ->
              progress.failed(
                  new RecordFailure(event.record(), RecordFailure.Outcome.NOT_SENT, cause)));
    }
  }

  private ExportStoppedException stopped() {
    ExportReport report = end();
    return new ExportStoppedException(report, progress.reason());
  }

  private Batch newBatch() {
    return tracker.newBatch(settings.maxEvents(), settings.maxBytes());
  }
}
