package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.export.RecordFailure.Outcome;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.track.Batch;
import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import com.treasuredata.tiktok.events.internal.track.Tracker;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that send batches and put the outcome of each on the account. */
final class Senders implements AutoCloseable {
  /**
   * How many more requests may be spent on one batch that TikTok refuses for its content: enough to
   * find some twenty offenders among 1,000 events.
   */
  private static final int MAX_SPLITS = 400;

  private final Tracker tracker;
  private final Export.Settings settings;
  private final Progress progress;
  private final ExecutorService threads;
  private final Semaphore idle;
  private final long start = System.nanoTime();
  private volatile long lastSuccess;
  private volatile boolean everSucceeded;

  Senders(Tracker tracker, Export.Settings settings, Progress progress) {
    this.tracker = tracker;
    this.settings = settings;
    this.progress = progress;
    this.idle = new Semaphore(settings.threads());
    this.lastSuccess = start;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            settings.threads(),
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
    idle.acquire();
    threads.execute(
        () -> {
          try {
            new Delivery(batchStart).deliver(batch.events());
          } finally {
            idle.release();
            progress.settled();
          }
        });
  }

  /**
   * Waits for the requests under way. Interrupts don't shorten that: an answer left unread is a
   * record unknown.
   */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One batch on its way, in one request or, if TikTok refuses it for its content, in parts. */
  private final class Delivery {
    private final long batchStart;
    private int splits;

    Delivery(long batchStart) {
      this.batchStart = batchStart;
    }

    void deliver(List<EncodedEvent> events) {
      if (progress.isStopped()) {
        notSent(events, progress.stopCause());
        return;
      }
      progress.ledger().requested();
      try {
        accepted(events, sendUntilAnswered(events));
      } catch (ApiException e) {
        refused(events, e);
      } catch (ConnectionException e) {
        progress.stop(e);
        notSent(events, e);
      } catch (DeliveryUnknownException e) {
        unknown(events, e);
      } catch (EventsException e) { // No token to send with.
        progress.stop(e);
        notSent(events, e);
      } catch (RuntimeException | Error e) { // The caller's own HTTP client or token provider.
        progress.stop(e);
        unknown(events, new DeliveryUnknownException("unexpected " + e.getClass().getName(), e));
      }
    }

    /**
     * Requests that certainly weren't taken are sent again and again, as long as others get
     * through.
     */
    private ApiAnswer sendUntilAnswered(List<EncodedEvent> events) {
      while (true) {
        try {
          return tracker.send(events, progress.ledger()::attempted);
        } catch (ConnectionException e) {
          if (isHopeless()) {
            throw e;
          }
        } catch (ApiException e) {
          if (e.kind() != ErrorKind.RATE_LIMIT || isHopeless()) {
            throw e;
          }
        }
      }
    }

    private void accepted(List<EncodedEvent> events, ApiAnswer answer) {
      lastSuccess = System.nanoTime();
      everSucceeded = true;
      long bytes = events.stream().mapToLong(EncodedEvent::length).sum();
      progress.ledger().accepted(batchStart, events, bytes, answer.problem().isPresent());
    }

    private void refused(List<EncodedEvent> events, ApiException e) {
      if (e.kind()
          == ErrorKind
              .SERVER) { // It may have been taken before the server failed (events-api.md §5.3).
        unknown(events, new DeliveryUnknownException("TikTok failed: " + e.getMessage(), e));
      } else if (e.kind() == ErrorKind.RATE_LIMIT || e.kind().concernsEveryRequest()) {
        progress.stop(e);
        notSent(events, e);
      } else if (settings.policy() == InvalidRecordPolicy.SKIP && maySplit(events, e)) {
        lastSuccess = System.nanoTime(); // An answer, if not the one hoped for.
        splits += 2;
        int half = events.size() / 2;
        deliver(events.subList(0, half));
        deliver(events.subList(half, events.size()));
      } else {
        if (settings.policy() == InvalidRecordPolicy.FAIL) {
          progress.stop(e);
        }
        progress.ledger().rejected(batchStart, events.size());
        failed(events, Outcome.REJECTED, e);
      }
    }

    /**
     * TikTok refuses a request as a whole (events-api.md §5.4); that is inferred, so only events
     * that count once however often they are sent are sent again.
     */
    private boolean maySplit(List<EncodedEvent> events, ApiException e) {
      return e.kind() == ErrorKind.INVALID_CONTENT
          && events.size() > 1
          && splits < MAX_SPLITS
          && Tracker.areRepeatable(events);
    }

    private void unknown(List<EncodedEvent> events, DeliveryUnknownException e) {
      boolean refusedForGood =
          e.getCause() instanceof ApiException refusal && refusal.kind().concernsEveryRequest();
      if (refusedForGood || isHopeless()) {
        progress.stop(e);
      }
      progress.ledger().unknown(events.size());
      failed(events, Outcome.UNKNOWN, e);
    }

    private void notSent(List<EncodedEvent> events, EventsException cause) {
      progress.ledger().notSent(events.size());
      failed(events, Outcome.NOT_SENT, cause);
    }

    private void failed(List<EncodedEvent> events, Outcome outcome, EventsException cause) {
      for (EncodedEvent event : events) {
        progress.failed(new RecordFailure(event.record(), outcome, cause));
      }
    }

    /** Returns whether to give up: nothing ever got through, or nothing has for too long. */
    private boolean isHopeless() {
      return progress.isStopped()
          || !everSucceeded
          || System.nanoTime() - lastSuccess > settings.maxTimeWithoutSuccess().toNanos();
    }
  }
}
