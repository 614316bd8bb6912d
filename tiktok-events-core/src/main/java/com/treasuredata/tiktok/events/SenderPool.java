package com.treasuredata.tiktok.events;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that send batches. For use by one thread, the one that fills the batches. */
final class SenderPool {
  /**
   * How long the first batch goes ahead of the others: a token that TikTok refuses is then refused
   * once, and not once for each thread.
   */
  private static final int SECONDS_AHEAD = 2;

  /** Threads of a session that was dropped without being closed end by themselves. */
  private static final int SECONDS_IDLE = 10;

  private final ExportState state;
  private final BatchSender.Shared shared;
  private final int count;
  private final ThreadPoolExecutor threads;
  private final Semaphore idle = new Semaphore(1);
  private final AtomicBoolean isFirstAhead = new AtomicBoolean(true);

  SenderPool(Tracker tracker, Export.Settings settings, ExportState state) {
    this.state = state;
    this.count = settings.threads;
    this.shared = new BatchSender.Shared(tracker, settings, state);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            SECONDS_IDLE,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "tiktok-events-sender-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Has {@code batch} sent, as soon as a thread is idle. */
  void send(Batch batch) throws InterruptedException {
    if (!idle.tryAcquire(SECONDS_AHEAD, TimeUnit.SECONDS)) {
      followTheFirst();
      idle.acquire();
    }
    threads.execute(() -> run(batch));
  }

  private void run(Batch batch) {
    try {
      new BatchSender(shared, batch).run();
    } finally {
      state.settled(
          () -> {
            followTheFirst();
            idle.release();
          });
    }
  }

  private void followTheFirst() {
    if (isFirstAhead.getAndSet(false)) {
      idle.release(count - 1);
    }
  }

  /**
   * Waits until all batches are settled, and the listener has heard of them.
   *
   * @param isInterrupted whether the export was stopped by an interrupt already
   * @return whether it was interrupted, then or while it waited. The first interrupt stops what
   *     waits; another one cancels what is in flight.
   */
  boolean close(boolean isInterrupted) {
    threads.shutdown();
    boolean interrupted = isInterrupted;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.HOURS)) {
          state.queue().runAndWait(() -> {});
          return interrupted;
        }
      } catch (InterruptedException e) {
        state.stopWaiting(e);
        if (interrupted) {
          state.requests().cancel();
        }
        interrupted = true;
      }
    }
  }
}
