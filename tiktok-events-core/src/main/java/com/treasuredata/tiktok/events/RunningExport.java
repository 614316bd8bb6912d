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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export that is going on: the caller's side, which maps, checks, encodes and fills batches.
 */
final class RunningExport<R> implements ExportSession<R> {
  private static final Logger LOG = LoggerFactory.getLogger(ExportSession.class);

  private final Tracker tracker;
  private final RecordMapper<? super R> mapper;
  private final Export.Calls<R> calls;
  private final Export.Settings settings;
  private final ExportState state;
  private final BatchQueue batches;

  /** The thread that is in a method of this session; calls from its own code come back to it. */
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

  private final SentStatisticsCollector statistics;
  private Batch batch;

  /** The time by which events of this batch are old, for the statistics. */
  private Instant now;

  /** Whether the export was stopped by an interrupt, which the caller's thread is given back. */
  private boolean isInterrupted;

  private boolean isOver;

  /** Whether it had stopped when it was over; what comes later changes nothing. */
  private boolean endedStopped;

  /** Whether the caller was told how it ended: by a report, or by an exception that has one. */
  private boolean isTold;

  private volatile boolean isClosed;

  RunningExport(
      Tracker tracker,
      SenderPool senders,
      RecordMapper<? super R> mapper,
      Export.Calls<R> calls,
      Export.Settings settings,
      ExportState.Surroundings surroundings) {
    this.tracker = tracker;
    this.mapper = mapper;
    this.calls = calls;
    this.settings = settings;
    this.state =
        new ExportState(
            settings,
            calls.undelivered(),
            tracker.group(settings.maxTimeWithoutSuccess),
            tracker.isTest(),
            surroundings);
    this.batches = new BatchQueue(tracker, senders, settings, state);
    this.statistics = new SentStatisticsCollector(tracker.source().type());
    this.batch = tracker.newBatch();
    this.now = tracker.now();
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
    enter();
    try {
      checkGoingOn();
      try {
        return step.get();
      } catch (Throwable e) { // The iterator's; Kotlin and others throw checked ones undeclared.
        if (Thread.interrupted()) { // It was interrupted while it waited for a record.
          interrupted(new InterruptedException());
        } else {
          state.stop(e);
        }
        throw stopped();
      }
    } finally {
      exit();
    }
  }

  @Override
  public void add(R record) {
    Objects.requireNonNull(record, "record");
    enter();
    try {
      checkGoingOn();
      compare(journal -> journal.read(record));
      add(state.account().read(), record);
    } finally {
      exit();
    }
  }

  /** Holds records against those of the journal, if there is one; another one stops the export. */
  private void compare(Consumer<ExportJournal> step) {
    if (settings.journal == null) {
      return;
    }
    try {
      step.accept(settings.journal);
    } catch (Throwable e) { // The fingerprint's too; carried to the caller as the reason.
      state.stop(e);
      throw stopped();
    }
  }

  /**
   * Adds a record that has that number in a whole of which this export is a part. A record that
   * finds it stopped is counted as not sent.
   */
  void addPart(long number, R record) {
    enter();
    try {
      if (Thread.interrupted()) {
        interrupted(new InterruptedException());
      }
      state.account().read();
      if (state.isStopped()) {
        addStopped(number, record);
        throw stopped();
      }
      add(number, record);
    } finally {
      exit();
    }
  }

  /** Counts a record of a whole that can't be added any more. */
  void addNotSent(long number, R record) {
    state.account().read();
    addStopped(number, record);
    try {
      state.queue().awaitRoom();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The next record's turn to notice.
    }
  }

  private void addStopped(long number, R record) {
    if (!state.account().passOver(number)) {
      RecordId id = new RecordId(settings.name, number, null);
      state.notSent(RecordResult.notSent(id, state.stopCause()), record);
    }
  }

  /** Counts a record of a whole of which it can't be told where it belongs. */
  void addInvalid(long number, R record, InvalidEventException reason) {
    enter();
    try {
      if (Thread.interrupted()) {
        interrupted(new InterruptedException());
      }
      state.account().read();
      if (state.isStopped()) {
        addStopped(number, record);
        throw stopped();
      }
      if (!state.account().passOver(number)) {
        RecordId id = new RecordId(settings.name, number, null);
        state.invalid(RecordResult.invalid(id, null, reason), record);
      }
      try {
        state.queue().awaitRoom();
      } catch (InterruptedException e) {
        interrupted(e);
      }
      throwIfStopped();
    } finally {
      exit();
    }
  }

  private void add(long number, R record) {
    state.hasRead(number);
    if (!state.account().passOver(number)) {
      addNew(number, record);
    }
  }

  private void addNew(long number, R record) {
    try {
      place(number, record);
      state.queue().awaitRoom();
    } catch (InterruptedException e) {
      interrupted(e);
    }
    throwIfStopped();
  }

  private void throwIfStopped() {
    if (state.isStopped()) {
      throw stopped();
    }
  }

  /** Puts a record into the batch, which is sent first if it is full. */
  private void place(long number, R record) {
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
      state.stop(e);
      state.notSent(RecordResult.notSent(id, state.stopCause()), record);
      return;
    }
    if (!batch.hasRoomFor(encoded, settings.maxEvents, settings.maxBytes)) {
      sendBatch();
    }
    if (state.isStopped()) {
      state.notSent(RecordResult.notSent(id, state.stopCause()), record);
    } else {
      batch.add(encoded);
    }
  }

  private EncodedEvent encode(RecordId id, R record, Event event) {
    ValidationResult result = tracker.validator().validate(event);
    String key = textOrNull(calls.deduplicationKey().apply(record));
    Object kept = calls.undelivered() == null ? null : record;
    EncodedEvent encoded = tracker.encode(id, kept, result, key == null ? "" : key);
    if (tracker.bytesAlone(encoded) > settings.maxBytes) {
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

  /** Gives the batch to the senders; an interrupt while it waits for one stops the export. */
  private void sendBatch() {
    if (batch.isEmpty()) {
      return;
    }
    try {
      batches.send(batch);
      batch = tracker.newBatch();
      now = tracker.now();
    } catch (InterruptedException e) {
      interrupted(e);
    }
  }

  private void interrupted(InterruptedException e) {
    isInterrupted = true;
    state.stopWaiting(e);
  }

  /** Sends what was added so far, and doesn't wait. */
  void sendRest() {
    enter();
    try {
      checkGoingOn();
      sendBatch();
      throwIfStopped();
    } finally {
      exit();
    }
  }

  /** Ends the export, because the whole has stopped of which it is a part. */
  void abort(Throwable reason) {
    state.stopWaiting(reason);
    if (!owner.compareAndSet(null, Thread.currentThread())) {
      return; // Another thread closes it.
    }
    try {
      if (!isOver) {
        isInterrupted |= Thread.interrupted();
        end();
        isTold = true;
      }
    } finally {
      exit();
    }
  }

  @Override
  public ExportReport flush() {
    enter();
    try {
      checkGoingOn();
      sendBatch();
      state.account().sent(statistics.statistics());
      throwIfStopped();
      try {
        batches.awaitSettled();
        state.queue().runAndWait(() -> {});
      } catch (InterruptedException e) {
        interrupted(e);
      }
      throwIfStopped();
      return report();
    } finally {
      exit();
    }
  }

  @Override
  public ExportReport finish() {
    enter();
    try {
      checkGoingOn();
      compare(ExportJournal::readAll);
      sendBatch();
      ExportReport report = end();
      if (endedStopped) {
        throw stopped();
      }
      isTold = true;
      return report;
    } finally {
      exit();
    }
  }

  @Override
  public ExportReport report() {
    return state.account().report();
  }

  @Override
  public void stop() {
    stop(StopException.stopped());
  }

  /** Stops the export for a reason, from any thread. */
  void stop(Throwable reason) {
    state.stopWaiting(reason);
  }

  /** Cancels what is in flight, from any thread. */
  void cancel() {
    state.requests().cancel();
  }

  @Override
  public void close() {
    close(this::end);
  }

  @Override
  public ExportReport close(Duration patience) {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience can't be negative: " + patience);
    }
    if (state.queue().isCallingThread()) {
      isClosed = true;
      state.stopWaiting(StopException.closed());
      if (patience.isZero()) {
        state.requests().cancel();
      }
    } else if (owner.get() != null) {
      isClosed = true;
      state.stopWaiting(StopException.closed());
      try {
        batches.close(patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else {
      close(() -> end(patience));
    }
    return report();
  }

  /** From a listener, or while another thread is in this session, it only notes the stop. */
  private void close(Runnable end) {
    isClosed = true;
    boolean isBusy =
        state.queue().isCallingThread() || !owner.compareAndSet(null, Thread.currentThread());
    if (isBusy) {
      state.stopWaiting(StopException.closed());
      return;
    }
    try {
      if (!isOver) {
        state.stopWaiting(StopException.closed());
        end.run();
      }
      if (!isTold) {
        isTold = true;
        LOG.warn(
            "{}closed before it was finished: {}",
            settings.name.isEmpty() ? "" : settings.name + ", ",
            report());
      }
    } finally {
      exit();
    }
  }

  private void enter() {
    if (state.queue().isCallingThread()) {
      throw new IllegalStateException(ExportState.NOT_FOR_LISTENERS);
    }
    if (!owner.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException("the session is for one thread, and in use");
    }
  }

  private void exit() {
    owner.set(null);
  }

  private void checkGoingOn() {
    if (Thread.interrupted()) {
      interrupted(new InterruptedException());
    }
    boolean isStopped = isOver ? endedStopped && !isClosed : state.isStopped();
    if (isStopped) {
      throw stopped();
    }
    if (isClosed) {
      throw new IllegalStateException("the session is closed");
    }
    if (isOver) {
      throw new IllegalStateException("the session is finished");
    }
  }

  private ExportStoppedException stopped() {
    end();
    isTold = true;
    return new ExportStoppedException(settings.name, state.account().close(), state.stopReason());
  }

  /** Waits for the senders, and accounts for what they didn't get. */
  private ExportReport end() {
    if (!isOver) {
      isOver = true;
      abandonBatch();
      isInterrupted =
          batches.close(isInterrupted, settings.journal == null ? () -> {} : state::tellProgress);
      endedStopped = state.isStopped();
      endJournal();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return state.account().close();
  }

  private void endJournal() {
    if (settings.journal == null) {
      return;
    }
    try {
      settings.journal.end(report(), endedStopped);
    } catch (JournalException e) {
      state.stop(e);
      endedStopped = true;
    }
  }

  private void end(Duration patience) {
    isOver = true;
    endedStopped = true;
    abandonBatch();
    try {
      batches.close(patience);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (settings.journal != null) {
      state.queue().run(state::tellProgress); // Of records that were in no batch.
    }
    endJournal();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandonBatch() {
    state.account().sent(statistics.statistics());
    if (!batch.isEmpty() && state.isStopped()) {
      state.failed(batch, Outcome.NOT_SENT, state.stopCause(), Optional.empty());
    }
  }
}
