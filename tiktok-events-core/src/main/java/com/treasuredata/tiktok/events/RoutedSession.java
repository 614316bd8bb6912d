package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One routed export that is going on: it gives each record to the export to its source, and keeps
 * one account and one journal for all of them.
 */
final class RoutedSession<R> implements ExportSession<R> {
  private static final Logger LOG = LoggerFactory.getLogger(ExportSession.class);

  /** What TikTok says of one source; all else is about every source. */
  private static final Set<ErrorKind> OF_ONE_SOURCE =
      EnumSet.of(ErrorKind.PERMISSION, ErrorKind.NOT_FOUND, ErrorKind.CONFIGURATION);

  private final RoutedExport.Plan<R> plan;
  private final @Nullable ExportJournal journal;
  private final Checkpoint before;
  private final ExportState.ListenerContext context =
      new ExportState.ListenerContext(new ListenerQueue(), this::report);

  /** The export to each source. Guarded by itself: any thread may ask for the account. */
  private final Map<EventSource, RunningExport<R>> sessions = new LinkedHashMap<>();

  /** The sources whose exports have stopped, and why. Guarded by {@link #sessions}. */
  private final Map<EventSource, Throwable> stopped = new LinkedHashMap<>();

  /** The export to the fallback, if the journal needed to know it before the first record. */
  private @Nullable Export<R> fallbackExport;

  private long number;
  private volatile @Nullable StopException stopReason;
  private boolean isOver;
  private volatile boolean isClosed;

  /**
   * Creates one, and begins the journal if there is one.
   *
   * @throws JournalException if the journal is another job's
   */
  RoutedSession(RoutedExport.Plan<R> plan) {
    this.plan = plan;
    this.journal = plan.journal();
    if (journal == null) {
      this.before = plan.resumeFrom();
    } else {
      Export<R> export = exportTo(plan.fallback());
      this.fallbackExport = export;
      this.before = journal.beginRouted(plan.fallback(), export.client());
    }
  }

  private Export<R> exportTo(EventSource source) {
    return Objects.requireNonNull(plan.exports().apply(source), "the export to a source is null");
  }

  /** Calls the iterator of a run; whatever it throws stops all exports. */
  <T> T read(Supplier<T> step) {
    try {
      return step.get();
    } catch (Throwable e) { // The iterator's; Kotlin and others throw checked ones undeclared.
      throw stopAll(Thread.currentThread().isInterrupted() ? new InterruptedException() : e);
    }
  }

  /** Returns the next record of a run. */
  R next(Iterator<? extends R> records) {
    return read(
        () -> {
          R record = records.next();
          if (record == null) {
            throw StopException.nullRecord(number + 1);
          }
          return record;
        });
  }

  @Override
  public void add(R record) {
    if (record == null) {
      throw new NullPointerException("record " + (number + 1) + " is null");
    }
    checkGoingOn();
    number++;
    EventSource source;
    RunningExport<R> session;
    InvalidEventException invalid = null;
    try {
      try {
        source = Objects.requireNonNullElse(plan.route().apply(record), plan.fallback());
        session = session(source);
      } catch (InvalidEventException e) { // It is on the fallback's account.
        source = plan.fallback();
        session = session(source);
        invalid = e;
      }
    } catch (Throwable e) { // What the caller's functions throw.
      throw stopAllAt(record, e);
    }
    compare(record, source, invalid != null);
    try {
      if (isStopped(source)) {
        session.addNotSent(number, record);
      } else {
        session.addPart(number, record, invalid);
      }
    } catch (ExportStoppedException e) {
      stopped(source, e);
    }
  }

  /** Holds a record, and where it goes, against those of the journal; another one stops all. */
  private void compare(R record, EventSource source, boolean isInvalid) {
    if (journal == null) {
      return;
    }
    try {
      String content =
          Objects.requireNonNull(plan.fingerprint().apply(record), "the fingerprint returned null");
      journal.read((isInvalid ? "" : source.toString()) + '\n' + content);
    } catch (Throwable e) { // The fingerprint's too; carried to the caller as the reason.
      throw stopAll(e);
    }
  }

  private RunningExport<R> session(EventSource source) {
    synchronized (sessions) {
      RunningExport<R> open = sessions.get(source);
      if (open != null) {
        return open;
      }
      if (sessions.size() >= RoutedExport.MAX_SOURCES && !source.equals(plan.fallback())) {
        throw InvalidEventException.unreadable(
            "the record belongs to one event source more than the "
                + RoutedExport.MAX_SOURCES
                + " that an export takes");
      }
    }
    Export<R> known = source.equals(plan.fallback()) ? fallbackExport : null;
    Export<R> export = known == null ? exportTo(source) : known;
    if (fallbackExport != null && !export.client().equals(fallbackExport.client())) {
      throw new IllegalStateException(
          "the exports of one journal must have the same server, test event code and options that"
              + " change ids, which isn't so for "
              + source);
    }
    RunningExport<R> session = export.newPart(context, before, journal);
    synchronized (sessions) {
      sessions.put(source, session);
    }
    StopException reason = stopReason;
    if (reason != null) {
      session.stop(new Stop(reason, 0));
    }
    return session;
  }

  private boolean isStopped(EventSource source) {
    synchronized (sessions) {
      return stopped.containsKey(source);
    }
  }

  /** Takes note that the export to a source has stopped, and stops the others if it is theirs. */
  private void stopped(EventSource source, ExportStoppedException e) {
    Stop stop = e.stop();
    synchronized (sessions) {
      stopped.put(source, stop.reason());
    }
    boolean isOfOneSource =
        stop.reason() instanceof ApiException refusal && OF_ONE_SOURCE.contains(refusal.kind());
    if (plan.stopsTogether() || !isOfOneSource) {
      throw stopAll(stop);
    }
  }

  /** Stops all exports at a record that is in none of them. */
  private ExportStoppedException stopAllAt(R record, Throwable reason) {
    Stop stop = new Stop(reason, number);
    List<RunningExport<R>> sessionsSoFar = all();
    sessionsSoFar.forEach(session -> session.stop(stop));
    if (!sessionsSoFar.isEmpty()) {
      sessionsSoFar.get(0).addNotSent(number, record);
    }
    return stopAll(stop);
  }

  private ExportStoppedException stopAll(Throwable reason) {
    return stopAll(new Stop(reason, 0));
  }

  private ExportStoppedException stopAll(Stop stop) {
    isOver = true;
    all().forEach(session -> session.stop(stop));
    all().forEach(session -> session.abort(stop));
    awaitTold();
    ExportStoppedException stopped = new ExportStoppedException("", report(), stop);
    try {
      endJournal(true);
    } catch (JournalException e) { // The first reason counts.
      stopped.addSuppressed(e);
    }
    return stopped;
  }

  /** Waits until the listener has heard of all there is. */
  private void awaitTold() {
    boolean isInterrupted = false;
    for (boolean isTold = false; !isTold; ) {
      try {
        context.queue().runAndWait(() -> {});
        isTold = true;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void endJournal(boolean isStopped) {
    if (journal != null) {
      journal.end(report(), isStopped);
    }
  }

  private List<RunningExport<R>> all() {
    synchronized (sessions) {
      return new ArrayList<>(sessions.values());
    }
  }

  private void checkGoingOn() {
    if (context.queue().isCallingThread()) {
      throw new IllegalStateException(ExportState.NOT_FOR_LISTENERS);
    }
    Throwable reason = stopReason;
    if (reason != null && !isOver) {
      throw stopAll(reason);
    }
    if (isClosed || isOver) {
      throw new IllegalStateException(isClosed ? "the session is closed" : "the session is over");
    }
  }

  /** Does something with each export that goes on. */
  private void forEach(Consumer<RunningExport<R>> action) {
    Map<EventSource, RunningExport<R>> going;
    synchronized (sessions) {
      going = new LinkedHashMap<>(sessions);
      going.keySet().removeAll(stopped.keySet());
    }
    going.forEach(
        (source, session) -> {
          try {
            action.accept(session);
          } catch (ExportStoppedException e) {
            stopped(source, e);
          }
        });
  }

  @Override
  public ExportReport flush() {
    checkGoingOn();
    forEach(RunningExport::sendRest);
    forEach(RunningExport::flush);
    return report();
  }

  @Override
  public ExportReport finish() {
    checkGoingOn();
    if (journal != null) {
      try {
        journal.readAll();
      } catch (JournalException e) {
        throw stopAll(e);
      }
    }
    if (number < before.last()) {
      throw stopAll(StopException.readTooFew(number, before.last()));
    }
    forEach(RunningExport::sendRest);
    forEach(RunningExport::finish);
    isOver = true;
    awaitTold();
    try {
      endJournal(!refusals().isEmpty());
    } catch (JournalException e) {
      throw stopAll(e);
    }
    return report();
  }

  private Map<EventSource, ApiException> refusals() {
    Map<EventSource, ApiException> refusals = new LinkedHashMap<>();
    synchronized (sessions) {
      stopped.forEach(
          (source, reason) -> {
            if (reason instanceof ApiException refusal) {
              refusals.put(source, refusal);
            }
          });
    }
    return refusals;
  }

  @Override
  public ExportReport report() {
    Map<EventSource, ExportReport> bySource = new LinkedHashMap<>();
    synchronized (sessions) {
      sessions.forEach((source, session) -> bySource.put(source, session.report()));
    }
    return ExportReport.ofSources(before, bySource, refusals());
  }

  @Override
  public void stop() {
    stop(StopException.stopped());
    all().forEach(RunningExport::stop);
  }

  private void stop(StopException reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    all().forEach(session -> session.stop(new Stop(reason, 0)));
  }

  @Override
  public void close() {
    isClosed = true;
    stop(StopException.closed());
    all().forEach(RunningExport::close);
    endUnfinishedJournal();
  }

  /** Makes sure that the journal of a session that wasn't finished is on the disk. */
  private void endUnfinishedJournal() {
    if (!isOver) {
      try {
        endJournal(true);
      } catch (JournalException e) {
        LOG.warn("a session was closed, and {}", e.getMessage());
      }
    }
  }

  @Override
  public ExportReport close(Duration patience) {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience can't be negative: " + patience);
    }
    isClosed = true;
    long start = System.nanoTime();
    stop(StopException.closed());
    for (RunningExport<R> session : all()) {
      Duration left = patience.minusNanos(System.nanoTime() - start);
      if (left.isNegative() || left.isZero()) {
        all().forEach(RunningExport::cancel);
        left = Duration.ZERO;
      }
      session.close(left);
    }
    endUnfinishedJournal();
    return report();
  }
}
