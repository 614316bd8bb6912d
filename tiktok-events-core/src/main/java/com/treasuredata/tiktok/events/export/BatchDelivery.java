package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.export.RecordFailure.Outcome;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
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
      SearchBudget budget) {}

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
    Sending sending = new Sending(shared, batchStart, events);
    try {
      accepted(events, sending.run());
    } catch (EventsException e) {
      failed(events, e, sending);
    } catch (RuntimeException | Error e) { // The caller's own HTTP client or token provider.
      progress.stop(e);
      if (sending.isAttempted()) {
        unknown(events, new DeliveryUnknownException("unexpected " + e.getClass().getName(), e));
      } else {
        notSent(events, progress.stopCause());
      }
    }
  }

  private void accepted(List<EncodedEvent> events, ApiAnswer answer) {
    shared.circuit.answered();
    shared.budget.earn(events.size());
    misled |= events == suspect;
    progress.delivered(events);
    progress
        .account()
        .accepted(events, shared.tracker.bodyBytes(events), answer.problem().isPresent());
  }

  private void failed(List<EncodedEvent> events, EventsException e, Sending sending) {
    if (sending.isInDoubt() && e instanceof DeliveryUnknownException unknown) {
      if (sending.isLastStraw(unknown)) {
        progress.stopAtOnce(e);
      }
      unknown(events, unknown);
    } else if (sending.isAttempted()
        && e instanceof ApiException refusal
        && isOfTheseEvents(refusal)) {
      shared.circuit.answered();
      refused(events, refusal);
    } else { // Nothing of it was taken, and no further request would be.
      boolean cutShort = progress.isStopped() && Sending.isUntaken(e);
      progress.stopAtOnce(e);
      notSent(events, cutShort ? progress.stopCause() : e);
    }
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
    progress.account().rejected(events);
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
    progress.account().unknown(events);
  }

  private void notSent(List<EncodedEvent> events, EventsException cause) {
    tell(events, Outcome.NOT_SENT, cause);
    progress.account().notSent(events.size());
  }

  private void tell(List<EncodedEvent> events, Outcome outcome, EventsException cause) {
    int companions = outcome == Outcome.REJECTED ? events.size() - 1 : 0;
    for (EncodedEvent event : events) {
      progress.failed(new RecordFailure(event.record(), outcome, cause, companions));
    }
  }
}
