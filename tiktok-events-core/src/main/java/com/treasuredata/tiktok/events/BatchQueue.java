package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The batches of one export that are with the senders. For use by one thread, the one that fills
 * the batches.
 */
final class BatchQueue {
  /**
   * How long the first batch goes ahead of the others: a token that TikTok refuses is then refused
   * once, and not once for each thread.
   */
  private static final Duration TIME_AHEAD = Duration.ofSeconds(2);

  /** How often a thread that waits looks whether the export was stopped. */
  private static final long POLL_MILLIS = 20;

  /** How long it takes to account for requests that were cancelled, at most. */
  private static final Duration TIME_TO_ACCOUNT = Duration.ofSeconds(1);

  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final ExportState state;
  private final BatchSender.Shared shared;
  private final SenderPool pool;
  private final String name;
  private final int limit;
  private final AtomicInteger sent = new AtomicInteger();

  /** How many more batches of this export may be with the senders. */
  private final Semaphore free = new Semaphore(1);

  private final AtomicBoolean isFirstAhead = new AtomicBoolean(true);

  /** How many batches are with the senders, or not yet reported to the listener. */
  private int open;

  BatchQueue(EventSink sink, SenderPool pool, Export.Settings settings, ExportState state) {
    this.state = state;
    this.pool = pool;
    this.name = settings.name;
    this.limit = Math.min(settings.threads, pool.size());
    this.shared = new BatchSender.Shared(sink, settings, state);
  }

  /**
   * Has {@code batch} sent, as soon as a thread is idle; or accounts for it, if the export is
   * stopped before.
   */
  void send(Batch batch) throws InterruptedException {
    if (!reserve()) {
      state.failed(batch, Outcome.NOT_SENT, state.stopCause(), Optional.empty());
      return;
    }
    changeOpen(1);
    try {
      pool.run(threadName(sent.incrementAndGet()), () -> run(batch));
    } catch (Throwable e) { // No thread could be made; carried to the caller as the reason.
      changeOpen(-1);
      free.release();
      state.stop(e);
      state.failed(batch, Outcome.NOT_SENT, state.stopCause(), Optional.empty());
    }
  }

  private String threadName(int number) {
    return "tiktok-events-sender" + (name.isEmpty() ? "" : " " + name) + " batch " + number;
  }

  private boolean reserve() throws InterruptedException {
    long start = System.nanoTime();
    while (!free.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      if (state.isStopped()) {
        return false;
      }
      if (System.nanoTime() - start >= TIME_AHEAD.toNanos()) {
        followTheFirst();
      }
    }
    boolean isReserved = false;
    try {
      while (!isReserved && !state.isStopped()) {
        isReserved = pool.tryAcquire(POLL_MILLIS);
      }
      return isReserved;
    } finally {
      if (!isReserved) {
        free.release();
      }
    }
  }

  private void run(Batch batch) {
    try {
      new BatchSender(shared, batch).run();
    } finally {
      state.settled(
          () -> {
            followTheFirst();
            free.release();
            changeOpen(-1);
          });
    }
  }

  private void followTheFirst() {
    if (isFirstAhead.getAndSet(false)) {
      free.release(limit - 1);
    }
  }

  private synchronized void changeOpen(int by) {
    open += by;
    notifyAll();
  }

  /** Waits until all batches are settled, and the listener was called for them. */
  void awaitSettled() throws InterruptedException {
    awaitSettled(FOR_EVER);
  }

  private synchronized boolean awaitSettled(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    long nanos = (patience.compareTo(FOR_EVER) < 0 ? patience : FOR_EVER).toNanos();
    while (open > 0) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    }
    return true;
  }

  /**
   * Waits until all batches are settled, and the listener was called for everything.
   *
   * @param isInterrupted whether the export was stopped by an interrupt already
   * @return whether it was interrupted, then or while it waited. The first interrupt stops what
   *     waits; another one cancels what is in flight.
   * @param last what to do when all is settled, in line with the listener's calls
   */
  boolean close(boolean isInterrupted, Runnable last) {
    boolean interrupted = isInterrupted;
    while (true) {
      try {
        awaitSettled();
        state.queue().runAndWait(last);
        return interrupted;
      } catch (InterruptedException e) {
        state.stopWaiting(e);
        if (interrupted) {
          state.requests().cancel();
        }
        interrupted = true;
      }
    }
  }

  /**
   * Waits no longer than {@code patience} until all batches are settled, and cancels what is in
   * flight then. For any thread.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile; what is in flight is
   *     cancelled
   */
  void close(Duration patience) throws InterruptedException {
    boolean isSettled = false;
    try {
      isSettled = awaitSettled(patience);
    } finally {
      if (!isSettled) {
        state.requests().cancel();
      }
    }
    if (!isSettled) {
      awaitSettled(TIME_TO_ACCOUNT);
    }
    state.queue().awaitIdle(TIME_TO_ACCOUNT);
  }
}
