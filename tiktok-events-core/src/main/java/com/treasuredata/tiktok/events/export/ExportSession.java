package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.export.RecordFailure.Outcome;
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
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One export under way: the caller's side of it, which maps, checks, encodes and fills batches. */
final class ExportSession<R> implements Export.Session<R> {
  private final Tracker tracker;
  private final RecordMapper<? super R> mapper;
  private final Function<? super R, @Nullable String> distinction;
  private final UnderWay<R> underWay;
  private final Export.Settings settings;
  private final Progress progress;
  private final Senders senders;
  private Batch batch;
  private long batchStart;
  private boolean over;
  private boolean closed;

  ExportSession(
      Tracker tracker,
      RecordMapper<? super R> mapper,
      Function<? super R, @Nullable String> distinction,
      UnderWay<R> underWay,
      Export.Settings settings) {
    this.tracker = tracker;
    this.mapper = mapper;
    this.distinction = distinction;
    this.underWay = underWay;
    this.settings = settings;
    this.progress = new Progress(settings, underWay);
    this.senders = new Senders(tracker, settings, progress);
    this.batch = newBatch();
  }

  /** Exports all records of an iterator; one that throws stops the export. */
  ExportReport addAll(Supplier<? extends Iterator<? extends R>> source) {
    Iterator<? extends R> records = read(source);
    while (read(records::hasNext)) {
      add(read(records::next));
    }
    return finish();
  }

  private <T> T read(Supplier<T> step) {
    checkGoingOn();
    try {
      return step.get();
    } catch (RuntimeException | Error e) { // The caller's; carried to the caller as the cause.
      progress.stop(e);
      throw stopped();
    }
  }

  @Override
  public void add(R record) {
    checkGoingOn();
    long number = progress.account().read();
    if (progress.account().passOver(number)) {
      return;
    }
    try {
      underWay.begin(number, record);
      place(number, record);
    } catch (InvalidEventException e) {
      invalid(number, e);
    } catch (InterruptedException e) {
      interrupted(e);
      abandoned(number);
    } catch (RuntimeException | Error e) { // The mapper's; carried to the caller as the cause.
      progress.stop(e);
      abandoned(number);
    }
    if (progress.isStopped()) {
      throw stopped();
    }
  }

  /** Puts a record into the batch, which is sent first if it is full. */
  private void place(long number, R record) throws InterruptedException {
    Event event = Objects.requireNonNull(mapper.map(record), "the mapper returned null");
    ValidationResult result = tracker.validator().validate(event);
    String apart = Objects.requireNonNullElse(distinction.apply(record), "");
    EncodedEvent encoded = tracker.encode(number, result.orThrow(), apart);
    if (!newBatch().add(encoded)) {
      throw new InvalidEventException(tooLarge(result));
    }
    result.violations().forEach(warning -> progress.warned(number, warning));
    if (!batch.add(encoded)) {
      sendBatch();
      batch.add(encoded);
    }
    if (batch.events().size() == 1) {
      batchStart = number;
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
                .formatted(settings.maxBytes)));
    return violations;
  }

  private void sendBatch() throws InterruptedException {
    senders.send(batchStart, batch);
    batch = newBatch();
  }

  private Batch newBatch() {
    return tracker.newBatch(settings.maxEvents, settings.maxBytes);
  }

  private void invalid(long number, InvalidEventException cause) {
    progress.failed(new RecordFailure(number, Outcome.INVALID, cause));
    progress.account().invalid(number);
    if (settings.policy == InvalidRecordPolicy.FAIL) {
      progress.stop(new InvalidRecordException(number, cause));
    }
  }

  /** Accounts for a record that was read, and found no place because the export stopped. */
  private void abandoned(long number) {
    progress.failed(new RecordFailure(number, Outcome.NOT_SENT, progress.stopCause()));
    progress.account().notSent(1);
  }

  private void interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    progress.stopAtOnce(e);
  }

  @Override
  public ExportReport finish() {
    checkGoingOn();
    try {
      if (!batch.isEmpty()) {
        sendBatch();
      }
    } catch (InterruptedException e) {
      interrupted(e);
    }
    ExportReport report = end();
    if (progress.isStopped()) {
      throw stopped();
    }
    return report;
  }

  @Override
  public ExportReport report() {
    return progress.account().report();
  }

  @Override
  public void close() {
    closed = true;
    if (!over) {
      progress.stopAtOnce(new StopException("the session was closed before it was finished"));
      end();
    }
  }

  private void checkGoingOn() {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    if (progress.isStopped()) {
      throw stopped();
    }
    if (over) {
      throw new IllegalStateException("the session is finished");
    }
  }

  private ExportStoppedException stopped() {
    ExportReport report = end();
    return new ExportStoppedException(report, progress.reason());
  }

  /** Waits for the senders, and puts what they didn't get on the account. */
  private ExportReport end() {
    if (!over) {
      over = true;
      senders.close();
      if (!batch.isEmpty()) {
        notSent(batch.events());
      }
    }
    return progress.account().close();
  }

  private void notSent(List<EncodedEvent> events) {
    EventsException cause = progress.stopCause();
    for (EncodedEvent event : events) {
      progress.failed(new RecordFailure(event.record(), Outcome.NOT_SENT, cause));
    }
    progress.account().notSent(events.size());
  }
}
