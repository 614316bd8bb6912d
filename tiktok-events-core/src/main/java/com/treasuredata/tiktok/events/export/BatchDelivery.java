package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.export.RecordFailure.Outcome;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.AttemptListener;
import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import com.treasuredata.tiktok.events.internal.track.Tracker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way, until each of its records has its place on the account: in one request or,
 * if TikTok refuses it for its content, in parts. For one thread.
 */
final class BatchDelivery {
  /**
   * How many more requests may be spent on one batch that TikTok refuses for its content: enough to
   * find some twenty offenders among 1,000 events.
   */
  private static final int MAX_SEARCH_REQUESTS = 400;

  /** What the deliveries of an export share. */
  record Shared(
      Tracker tracker,
      InvalidRecordPolicy policy,
      Progress progress,
      Circuit circuit,
      SearchBudget budget,
      Waits waits) {}

  private final Shared shared;
  private final Progress progress;
  private final long batchStart;

  /** The parts still to be sent, the next one first. */
  private final Deque<List<EncodedEvent>> parts = new ArrayDeque<>();

  /** The event that TikTok's text named last, alone; if it is accepted, the text misled. */
  private @Nullable List<EncodedEvent> suspect;

  private boolean misled;
  private int searchRequests;

  /**
   * Creates one.
   *
   * @param batchStart the batch's first record
   */
  BatchDelivery(Shared shared, long batchStart, List<EncodedEvent> events) {
    this.shared = shared;
    this.progress = shared.progress;
    this.batchStart = batchStart;
    this.parts.push(events);
  }

  void run() {
    while (!parts.isEmpty()) {
      deliver(parts.pop());
    }
  }

  private void deliver(List<EncodedEvent> events) {
    if (progress.isStopped()) {
      notSent(events, progress.stopCause());
      return;
    }
    Attempts attempts = new Attempts();
    try {
      accepted(events, sendUntilAnswered(events, attempts));
    } catch (EventsException e) {
      failed(events, e, attempts);
    } catch (RuntimeException | Error e) { // The caller's own HTTP client or token provider.
      progress.stop(e);
      if (attempts.count == 0) {
        notSent(events, progress.stopCause());
      } else {
        unknown(events, new DeliveryUnknownException("unexpected " + e.getClass().getName(), e));
      }
    }
  }

  /**
   * Beyond the attempts that each request has, what certainly wasn't taken is sent again and again,
   * and so is, in an outage, what counts once however often it is sent; until the circuit opens.
   */
  private ApiAnswer sendUntilAnswered(List<EncodedEvent> events, Attempts attempts) {
    while (true) {
      shared.waits.begin();
      try {
        return shared.tracker.send(events, attempts);
      } catch (EventsException e) {
        if (!mayGoOn(e, events)
            || shared.circuit.opensAfterFailure(attempts.began)
            || progress.isStopped()) {
          throw e;
        }
      } finally {
        shared.waits.end();
      }
    }
  }

  private static boolean isUntaken(EventsException e) {
    return e instanceof ConnectionException
        || (e instanceof ApiException refusal && refusal.kind() == ErrorKind.RATE_LIMIT);
  }

  private boolean mayGoOn(EventsException e, List<EncodedEvent> events) {
    boolean unansweredInOutage =
        e instanceof DeliveryUnknownException unknown
            && !isRefusedForGood(unknown)
            && Tracker.areRepeatable(events)
            && shared.circuit.isOutage();
    return shared.tracker.isPatient() && (isUntaken(e) || unansweredInOutage);
  }

  private void accepted(List<EncodedEvent> events, ApiAnswer answer) {
    shared.circuit.answered();
    shared.budget.earn(events.size());
    misled |= events == suspect;
    progress.delivered(events);
    progress
        .ledger()
        .accepted(
            batchStart,
            events.size(),
            shared.tracker.bodyBytes(events),
            answer.problem().isPresent());
  }

  private void failed(List<EncodedEvent> events, EventsException e, Attempts attempts) {
    if (e instanceof DeliveryUnknownException unknown) {
      if (isRefusedForGood(unknown) || shared.circuit.opensAfterFailure(attempts.began)) {
        stopAll(e);
      }
      unknown(events, unknown);
    } else if (attempts.count > 0
        && e instanceof ApiException refusal
        && isOfTheseEvents(refusal)) {
      shared.circuit.answered();
      refused(events, refusal);
    } else { // Nothing of it was taken; without an attempt, for want of a token or of time.
      boolean cutShort = progress.isStopped() && isUntaken(e);
      stopAll(e);
      notSent(events, cutShort ? progress.stopCause() : e);
    }
  }

  /** Stops the export for what would befall every further request, those that wait included. */
  private void stopAll(EventsException e) {
    progress.stop(e);
    shared.waits.cutShort();
  }

  private static boolean isRefusedForGood(DeliveryUnknownException e) {
    return e.getCause() instanceof ApiException refusal && refusal.kind().concernsEveryRequest();
  }

  private static boolean isOfTheseEvents(ApiException refusal) {
    boolean isGatewaysPage = refusal.kind() == ErrorKind.UNKNOWN && refusal.code() < 0;
    return !isGatewaysPage
        && !refusal.kind().isRetryable()
        && !refusal.kind().concernsEveryRequest();
  }

  private void refused(List<EncodedEvent> events, ApiException refusal) {
    if (maySplit(events, refusal)) {
      split(events, refusal);
      return;
    }
    if (shared.policy == InvalidRecordPolicy.FAIL) {
      progress.stop(refusal);
    }
    tell(events, Outcome.REJECTED, refusal);
    progress.ledger().rejected(batchStart, events.size());
  }

  /**
   * TikTok refuses a request as a whole (events-api.md §5.4); that is inferred, so only events that
   * count once however often they are sent are sent again. That a request is too large is no fault
   * of a record's, and so no reason to stop.
   */
  private boolean maySplit(List<EncodedEvent> events, ApiException refusal) {
    return events.size() > 1
        && (shared.policy == InvalidRecordPolicy.SKIP || isTooLarge(refusal))
        && Tracker.areRepeatable(events)
        && searchRequests < MAX_SEARCH_REQUESTS
        && shared.budget.spend(2);
  }

  private void split(List<EncodedEvent> events, ApiException refusal) {
    searchRequests += 2;
    int named = misled || isTooLarge(refusal) ? -1 : refusal.eventIndex().orElse(-1);
    if (named >= 0 && named < events.size()) {
      List<EncodedEvent> others = new ArrayList<>(events);
      suspect = List.of(others.remove(named));
      parts.push(others);
      parts.push(suspect);
    } else {
      int half = events.size() / 2;
      parts.push(events.subList(half, events.size()));
      parts.push(events.subList(0, half));
    }
  }

  private static boolean isTooLarge(ApiException refusal) {
    return refusal.kind() == ErrorKind.TOO_LARGE;
  }

  private void unknown(List<EncodedEvent> events, DeliveryUnknownException cause) {
    tell(events, Outcome.UNKNOWN, cause);
    progress.ledger().unknown(events.size());
  }

  private void notSent(List<EncodedEvent> events, EventsException cause) {
    tell(events, Outcome.NOT_SENT, cause);
    progress.ledger().notSent(events.size());
  }

  private void tell(List<EncodedEvent> events, Outcome outcome, EventsException cause) {
    int companions = outcome == Outcome.REJECTED ? events.size() - 1 : 0;
    for (EncodedEvent event : events) {
      progress.failed(new RecordFailure(event.record(), outcome, cause, companions));
    }
  }

  /** Counts the attempts at one request, and lets its waits be cut short between them. */
  private final class Attempts implements AttemptListener {
    private final long began = System.nanoTime();
    private int count;

    @Override
    public void busy() {
      shared.waits.end();
    }

    @Override
    public void attempted() {
      progress.ledger().attempted(count == 0);
      count++;
    }

    @Override
    public void failed(EventsException failure) {
      if (shared.circuit.opensAfterAttempt(batchStart, began)) {
        stopAll(failure);
      }
    }

    @Override
    public void idle() {
      shared.waits.begin();
    }
  }
}
