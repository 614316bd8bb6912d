package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.internal.track.Batch;
import com.treasuredata.tiktok.events.internal.track.Tracker;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that send batches. For use by one thread, the one that fills the batches. */
final class Senders {
  /**
   * How long the first batch goes ahead of the others: a token that TikTok refuses is then refused
   * once, and not once for each thread.
   */
  private static final int SECONDS_AHEAD = 2;

  private final BatchDelivery.Shared shared;
  private final Progress progress;
  private final int count;
  private final ExecutorService threads;
  private final Semaphore idle = new Semaphore(1);
  private final AtomicBoolean firstIsAhead = new AtomicBoolean(true);

  Senders(Tracker tracker, Export.Settings settings, Progress progress) {
    this.progress = progress;
    this.count = settings.threads;
    this.shared =
        new BatchDelivery.Shared(
            tracker,
            settings.policy,
            progress,
            new Circuit(settings.maxTimeWithoutSuccess),
            new SearchBudget());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "tiktok-events-sender-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has {@code batch} sent, as soon as a thread is idle.
   *
   * @param batchStart the batch's first record
   */
  void send(long batchStart, Batch batch) throws InterruptedException {
    if (!idle.tryAcquire(SECONDS_AHEAD, TimeUnit.SECONDS)) {
      followTheFirst();
      idle.acquire();
    }
    threads.execute(
        () -> {
          try {
            new BatchDelivery(shared, batchStart, batch.events()).run();
            progress.settled();
          } finally {
            followTheFirst();
            idle.release();
          }
        });
  }

  private void followTheFirst() {
    if (firstIsAhead.getAndSet(false)) {
      idle.release(count - 1);
    }
  }

  /**
   * Waits until all batches are settled. Interrupting the caller stops the export, and ends what
   * only waits; what is on the wire is waited for, until the caller is interrupted once more.
   */
  void close() {
    threads.shutdown();
    boolean interrupted = Thread.interrupted(); // The export has stopped for it already.
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        progress.stopAtOnce(e);
        if (interrupted) {
          progress.waits().cutOff();
        }
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
