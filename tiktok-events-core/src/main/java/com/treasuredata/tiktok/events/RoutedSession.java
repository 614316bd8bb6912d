package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An export to several event sources into which records are pushed; see {@link RoutedExport}. Its
 * account is the one over all sources.
 *
 * <p>For use by one thread, as {@link ExportSession} says.
 *
 * @param <R> the type of records
 */
public final class RoutedSession<R> implements ExportSession<R> {
  /** What TikTok says of one source; all else is about every source. */
  private static final Set<ErrorKind> OF_ONE_SOURCE =
      EnumSet.of(ErrorKind.PERMISSION, ErrorKind.NOT_FOUND, ErrorKind.CONFIGURATION);

  private final EventSource fallback;
  private final Function<? super R, @Nullable EventSource> route;
  private final Function<? super EventSource, Export<R>> exports;
  private final boolean stopsTogether;
  private final ExportState.Surroundings surroundings =
      new ExportState.Surroundings(new ListenerQueue(), this::report);

  /** The export to each source. Guarded by itself: any thread may ask for the account. */
  private final Map<EventSource, RunningExport<R>> sessions = new LinkedHashMap<>();

  private final Map<EventSource, ExportStoppedException> stopped = new LinkedHashMap<>();
  private long number;
  private volatile @Nullable Throwable stopReason;
  private boolean isOver;
  private volatile boolean isClosed;

  RoutedSession(
      EventSource fallback,
      Function<? super R, @Nullable EventSource> route,
      Function<? super EventSource, Export<R>> exports,
      boolean stopsTogether) {
    this.fallback = fallback;
    this.route = route;
    this.exports = exports;
    this.stopsTogether = stopsTogether;
  }

  /** Calls the iterator of a run; whatever it throws stops all exports. */
  <T> T read(Supplier<T> step) {
    try {
      return step.get();
    } catch (Throwable e) { // The iterator's; Kotlin and others throw checked ones undeclared.
      throw stopAll(Thread.currentThread().isInterrupted() ? new InterruptedException() : e);
    }
  }

  @Override
  public void add(R record) {
    Objects.requireNonNull(record, "record");
    checkGoingOn();
    number++;
    EventSource source;
    RunningExport<R> session;
    try {
      source = Objects.requireNonNullElse(route.apply(record), fallback);
      session = session(source);
    } catch (InvalidEventException e) {
      addInvalid(record, e);
      return;
    } catch (Throwable e) { // What the caller's functions throw.
      throw stopAllAt(record, e);
    }
    try {
      if (isStopped(source)) {
        session.addNotSent(number, record);
      } else {
        session.addPart(number, record);
      }
    } catch (ExportStoppedException e) {
      stopped(source, e);
    }
  }

  private void addInvalid(R record, InvalidEventException reason) {
    RunningExport<R> session;
    try {
      session = session(fallback);
    } catch (Throwable e) { // What the caller's functions throw.
      throw stopAllAt(record, e);
    }
    try {
      if (isStopped(fallback)) {
        session.addNotSent(number, record);
      } else {
        session.addInvalid(number, record, reason);
      }
    } catch (ExportStoppedException e) {
      stopped(fallback, e);
    }
  }

  private RunningExport<R> session(EventSource source) {
    synchronized (sessions) {
      RunningExport<R> known = sessions.get(source);
      if (known != null) {
        return known;
      }
      if (sessions.size() >= RoutedExport.MAX_SOURCES && !source.equals(fallback)) {
        throw InvalidEventException.unreadable(
            "the record belongs to one event source more than the "
                + RoutedExport.MAX_SOURCES
                + " that an export takes");
      }
    }
    RunningExport<R> session =
        Objects.requireNonNull(exports.apply(source), "the export to a source is null")
            .newPart(surroundings);
    synchronized (sessions) {
      sessions.put(source, session);
    }
    if (stopReason != null) {
      session.stop();
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
    synchronized (sessions) {
      stopped.put(source, e);
    }
    boolean isOfOneSource =
        e.getCause() instanceof ApiException refusal && OF_ONE_SOURCE.contains(refusal.kind());
    if (stopsTogether || !isOfOneSource) {
      throw stopAll(Objects.requireNonNull(e.getCause(), "a stop has a reason"));
    }
  }

  /** Stops all exports at a record that is in none of them. */
  private ExportStoppedException stopAllAt(R record, Throwable reason) {
    List<RunningExport<R>> sessionsSoFar = all();
    sessionsSoFar.forEach(session -> session.stop(reason));
    if (!sessionsSoFar.isEmpty()) {
      sessionsSoFar.get(0).addNotSent(number, record);
    }
    return stopAll(reason);
  }

  private ExportStoppedException stopAll(Throwable reason) {
    isOver = true;
    all().forEach(session -> session.stop(reason));
    all().forEach(session -> session.abort(reason));
    awaitTold();
    return new ExportStoppedException("", report(), reports().bySource(), reason);
  }

  /** Waits until the listener has heard of all there is. */
  private void awaitTold() {
    boolean isInterrupted = false;
    for (boolean isTold = false; !isTold; ) {
      try {
        surroundings.queue().runAndWait(() -> {});
        isTold = true;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<RunningExport<R>> all() {
    synchronized (sessions) {
      return new ArrayList<>(sessions.values());
    }
  }

  private void checkGoingOn() {
    if (surroundings.queue().isCallingThread()) {
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

  /**
   * Sends what is left, waits for all answers, and returns the account over all sources. Returns
   * normally if sources refused: ask {@link RoutedReport#orThrow}.
   *
   * @throws ExportStoppedException if the export stopped, for all sources
   * @throws IllegalStateException if the session is closed, finished, or in use by another thread
   */
  @Override
  public ExportReport finish() {
    checkGoingOn();
    forEach(RunningExport::sendRest);
    forEach(RunningExport::finish);
    isOver = true;
    awaitTold();
    return report();
  }

  /** Returns the accounts so far, of each source and over all. */
  public RoutedReport reports() {
    Map<EventSource, ExportReport> bySource = new LinkedHashMap<>();
    synchronized (sessions) {
      sessions.forEach((source, session) -> bySource.put(source, session.report()));
      return new RoutedReport(bySource, stopped, report());
    }
  }

  @Override
  public ExportReport report() {
    List<ExportReport> reports = new ArrayList<>();
    for (RunningExport<R> session : all()) {
      reports.add(session.report());
    }
    List<Checkpoint> checkpoints = reports.stream().map(ExportReport::checkpoint).toList();
    return ExportReport.sum(reports, Checkpoint.union(checkpoints));
  }

  @Override
  public void stop() {
    stop(StopException.stopped());
  }

  private void stop(StopException reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    all().forEach(RunningExport::stop);
  }

  @Override
  public void close() {
    isClosed = true;
    stop(StopException.closed());
    all().forEach(RunningExport::close);
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
    return report();
  }
}
