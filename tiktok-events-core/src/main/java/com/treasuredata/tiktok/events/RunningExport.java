package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One export that is going on, as its caller sees it: which thread is in it, whether it is over,
 * and how it ended.
 */
final class RunningExport<R> implements ExportSession<R> {
  private static final Logger LOG = LoggerFactory.getLogger(ExportSession.class);

  private final Export.Settings settings;
  private final ExportState state;
  private final BatchQueue batches;
  private final BatchFiller<R> filler;

  /** The thread that is in a method of this session; calls from its own code come back to it. */
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

  /** Whether the export was stopped by an interrupt, which the caller's thread is given back. */
  private boolean isInterrupted;

  private boolean isOver;

  /** Whether it had stopped when it was over; what comes later changes nothing. */
  private boolean endedStopped;

  /** Whether the caller was told how it ended: by a report, or by an exception that has one. */
  private boolean isTold;

  private volatile boolean isClosed;

  /** Whether the caller plainly wanted it to end early: finishing it wasn't forgotten. */
  private volatile boolean isAborted;

  RunningExport(
      EventSink sink,
      SenderPool senders,
      RecordMapper<? super R> mapper,
      Export.Calls<R> calls,
      Export.Settings settings,
      ExportState.ListenerContext context) {
    this.settings = settings;
    this.state =
        new ExportState(
            settings,
            calls.undelivered(),
            sink.group(settings.maxTimeWithoutSuccess),
            sink.isTest(),
            context);
    this.batches = new BatchQueue(sink, senders, settings, state);
    this.filler = new BatchFiller<>(sink, mapper, calls, settings, state, batches);
  }

  /** Exports all records of an iterator; one that throws stops the export. */
  ExportReport addAll(Supplier<? extends Iterator<? extends R>> source) {
    Iterator<? extends R> records = read(source);
    while (read(records::hasNext)) {
      add(read(() -> next(records)));
    }
    return finish();
  }

  private R next(Iterator<? extends R> records) {
    R record = records.next();
    if (record == null) {
      throw StopException.nullRecord(report().read() + 1);
    }
    return record;
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
    if (record == null) {
      throw new NullPointerException(nullRecord());
    }
    enter();
    try {
      checkGoingOn();
      compare(journal -> journal.read(content(record)));
      add(state.account().read(), record, null);
    } finally {
      exit();
    }
  }

  private String nullRecord() {
    return new RecordId(settings.name, report().read() + 1, null) + " is null";
  }

  private String content(R record) {
    return settings.recordContent == null
        ? ""
        : Objects.requireNonNull(
            settings.recordContent.apply(record), "the content of a record is null");
  }

  /** Holds records against those of the journal, if there is one; another one stops the export. */
  private void compare(Consumer<ExportJournal> step) {
    if (settings.journal == null) {
      return;
    }
    try {
      step.accept(settings.journal);
    } catch (Throwable e) { // The caller's function's, too; carried to the caller as the reason.
      state.stop(e);
      throw stopped();
    }
  }

  /**
   * Adds a record that has that number in a whole of which this export is a part. A record that
   * finds it stopped is counted as not sent.
   *
   * @param invalid why it can't be told where the record belongs; {@code null} if it can
   */
  void addPart(long number, R record, @Nullable InvalidEventException invalid) {
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
      add(number, record, invalid);
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

  private void add(long number, R record, @Nullable InvalidEventException invalid) {
    state.hasRead(number);
    if (state.account().passOver(number)) {
      return;
    }
    try {
      if (invalid == null) {
        filler.add(number, record);
      } else {
        RecordId id = new RecordId(settings.name, number, null);
        state.invalid(RecordResult.invalid(id, null, invalid), record);
      }
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

  /** Gives the batch to the senders; an interrupt while it waits for one stops the export. */
  private void sendBatch() {
    try {
      filler.send();
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
  void abort(Stop stop) {
    state.stopWaiting(stop);
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
      filler.tellStatistics();
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
      checkReadAll();
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

  /** Stops a resumed export that was given the records behind the checkpoint only. */
  private void checkReadAll() {
    Optional<StopException> reason =
        settings.isPart ? Optional.empty() : state.account().readTooFew();
    if (reason.isPresent()) {
      state.stop(reason.get());
      throw stopped();
    }
  }

  @Override
  public ExportReport report() {
    return state.account().report();
  }

  @Override
  public void stop() {
    isAborted = true;
    state.stopWaiting(StopException.stopped());
  }

  /** Stops the export because the whole stops of which it is a part, from any thread. */
  void stop(Stop stop) {
    state.stopWaiting(stop);
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
    isAborted = true;
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
        LOG.atLevel(isAborted ? Level.INFO : Level.WARN)
            .log(
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
    return new ExportStoppedException(settings.name, state.account().close(), state.stop());
  }

  /** Waits for the senders, and accounts for what they didn't get. */
  private ExportReport end() {
    if (!isOver) {
      isOver = true;
      filler.abandon();
      isInterrupted = batches.close(isInterrupted, this::tellWhatIsInNoBatch);
      endedStopped = state.isStopped();
      endJournal();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return state.account().close();
  }

  /**
   * A journal hears when a batch is settled; records that were in none it must hear of at the end.
   */
  private void tellWhatIsInNoBatch() {
    if (settings.isJournaled) {
      state.tellProgress();
    }
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
    filler.abandon();
    try {
      batches.close(patience);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    state.queue().run(this::tellWhatIsInNoBatch);
    endJournal();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
