package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordFailure.Outcome;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One export that is going on: the caller's side, which maps, checks, encodes and fills batches.
 */
final class ExportSession<R> implements Export.Session<R> {
  private final Tracker tracker;
  private final RecordMapper<? super R> mapper;
  private final Function<? super R, @Nullable String> deduplicationKey;
  private final Export.Settings settings;
  private final ExportState state;
  private final SenderPool senders;

  /** The thread that is in a method of this session; calls from its own code come back to it. */
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

  private Batch batch;

  /** Whether the export was stopped by an interrupt, which the caller's thread is given back. */
  private boolean isInterrupted;

  private boolean isOver;
  private volatile boolean isClosed;

  ExportSession(
      Tracker tracker,
      RecordMapper<? super R> mapper,
      Function<? super R, @Nullable String> deduplicationKey,
      @Nullable BiConsumer<? super R, ? super RecordFailure> undelivered,
      Export.Settings settings) {
    this.tracker = tracker;
    this.mapper = mapper;
    this.deduplicationKey = deduplicationKey;
    this.settings = settings;
    this.state =
        new ExportState(settings, undelivered, tracker.group(settings.maxTimeWithoutSuccess));
    this.senders = new SenderPool(tracker, settings, state);
    this.batch = tracker.newBatch();
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
    enter();
    try {
      checkGoingOn();
      compare(journal -> journal.read(record));
      long number = state.account().read();
      if (!state.account().passOver(number)) {
        addNew(number, record);
      }
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

  private void addNew(long number, R record) {
    try {
      place(number, record);
      state.queue().awaitRoom();
    } catch (InvalidEventException e) {
      state.failed(new RecordFailure(number, Outcome.INVALID, e), record);
      if (settings.policy == InvalidRecordPolicy.FAIL) {
        state.stop(new InvalidRecordException(number, e));
      }
    } catch (InterruptedException e) {
      interrupted(e);
    }
    if (state.isStopped()) {
      throw stopped();
    }
  }

  /** Puts a record into the batch, which is sent first if it is full. */
  private void place(long number, R record) throws InterruptedException {
    EncodedEvent encoded;
    try {
      encoded = encode(number, record);
    } catch (InvalidEventException e) {
      throw e;
    } catch (Throwable e) { // The mapper's; carried to the caller as the reason.
      state.stop(e);
      abandoned(number, record);
      return;
    }
    if (!batch.hasRoomFor(encoded, settings.maxEvents, settings.maxBytes)) {
      try {
        sendBatch();
      } catch (InterruptedException e) {
        interrupted(e);
        abandoned(number, record);
        return;
      }
    }
    batch.add(encoded);
  }

  private EncodedEvent encode(long number, R record) {
    Event event = Objects.requireNonNull(mapper.map(record), "the mapper returned null");
    ValidationResult result = tracker.validator().validate(event);
    String key = Objects.requireNonNullElse(deduplicationKey.apply(record), "");
    Object kept = state.keepsRecords() ? record : null;
    EncodedEvent encoded = tracker.encode(number, kept, result.orThrow(), key);
    if (!tracker.newBatch().hasRoomFor(encoded, 1, settings.maxBytes)) {
      throw new InvalidEventException(tooLarge(result));
    }
    result.violations().forEach(warning -> state.warned(number, warning));
    return encoded;
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

  private void sendBatch() throws InterruptedException {
    Batch full = batch;
    senders.send(full);
    batch = tracker.newBatch();
  }

  /** Accounts for a record that was read, and found no place because the export stopped. */
  private void abandoned(long number, R record) {
    state.failed(new RecordFailure(number, Outcome.NOT_SENT, state.stopCause()), record);
  }

  private void interrupted(InterruptedException e) {
    isInterrupted = true;
    state.stopWaiting(e);
  }

  @Override
  public ExportReport finish() {
    enter();
    try {
      checkGoingOn();
      compare(ExportJournal::readAll);
      try {
        if (!batch.isEmpty()) {
          sendBatch();
        }
      } catch (InterruptedException e) {
        interrupted(e);
      }
      ExportReport report = end();
      if (state.isStopped()) {
        throw stopped();
      }
      return report;
    } finally {
      exit();
    }
  }

  @Override
  public ExportReport report() {
    return state.account().report();
  }

  /** From a listener, or while another thread is in this session, it only notes the stop. */
  @Override
  public void close() {
    isClosed = true;
    boolean isBusy =
        state.queue().isCallingThread() || !owner.compareAndSet(null, Thread.currentThread());
    if (isBusy) {
      state.stopWaiting(closed());
      return;
    }
    try {
      if (!isOver) {
        state.stopWaiting(closed());
        end();
      }
    } finally {
      exit();
    }
  }

  private static StopException closed() {
    return new StopException("the session was closed before it was finished");
  }

  private void enter() {
    if (state.queue().isCallingThread()) {
      throw new IllegalStateException(
          "a listener can't add records to its own session, nor finish it; it may close it");
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
    if (state.isStopped() && !(isClosed && isOver)) {
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
    ExportReport report = end();
    return new ExportStoppedException(report, state.stopReason());
  }

  /** Waits for the senders, and accounts for what they didn't get. */
  private ExportReport end() {
    if (!isOver) {
      isOver = true;
      if (!batch.isEmpty() && state.isStopped()) {
        state.failed(batch, Outcome.NOT_SENT, state.stopCause(), Optional.empty());
      }
      isInterrupted = senders.close(isInterrupted);
      if (settings.journal != null) {
        end(settings.journal);
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return state.account().close();
  }

  private void end(ExportJournal journal) {
    state.settled(() -> {}); // Records that were in no batch were told of by no progress yet.
    try {
      journal.end(state.account().report(), state.isStopped());
    } catch (JournalException e) {
      state.stop(e);
    }
  }
}
