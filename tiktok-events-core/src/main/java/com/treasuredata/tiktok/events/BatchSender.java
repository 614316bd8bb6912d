package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.Failed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends one batch until each of its records has an outcome: in one request or, if TikTok refuses it
 * for its content or its size, in parts. For one thread.
 */
final class BatchSender {
  private static final int MIN_PART = 20;

  /** What the batches of an export share. Safe for use by several threads. */
  static final class Shared {
    private final EventSink sink;
    private final ExportState state;
    private final boolean skips;
    private final int maxEvents;
    private final BisectionQuota quota = new BisectionQuota();

    /** The codes unknown to this library that refused some records while others were accepted. */
    private final Set<Integer> codesOfRecords = ConcurrentHashMap.newKeySet();

    /** How many events to begin with: fewer while batches with many offenders are refused. */
    private final AtomicInteger partSize;

    Shared(EventSink sink, Export.Settings settings, ExportState state) {
      this.sink = sink;
      this.state = state;
      this.skips = settings.policy.skips();
      this.maxEvents = settings.maxEvents;
      this.partSize = new AtomicInteger(maxEvents);
    }
  }

  private final Shared shared;
  private final ExportState state;
  private final Batch batch;

  /** The parts still to be sent, the next one first. */
  private final Deque<BatchPart> parts = new ArrayDeque<>();

  /** The part in hand, until it is accounted for or divided. */
  private @Nullable BatchPart current;

  /** Whether the part in hand was, or may have been, sent. */
  private boolean isCurrentSent;

  /** The single event that TikTok's text named last. */
  private @Nullable BatchPart suspect;

  /** Whether the text misled: the event that it named was accepted. */
  private boolean isMisled;

  private int rejected;
  private final CodeTrial trial = new CodeTrial();

  BatchSender(Shared shared, Batch batch) {
    this.shared = shared;
    this.state = shared.state;
    this.batch = batch;
  }

  /** Sends the batch. Whatever is thrown meanwhile ends the export, and loses no record. */
  void run() {
    try {
      sendAll();
    } catch (
        Throwable e) { // An error of the machine, as when memory is used up, or a mistake here.
      abandon(e);
    }
  }

  private void sendAll() {
    BatchPart whole = new BatchPart(batch, null);
    take(whole);
    divide(whole.pieces(shared.quota.isFunded() ? shared.partSize.get() : shared.maxEvents));
    while (!parts.isEmpty()) {
      send(parts.pop());
    }
    trial.end(part -> notSent(part, state.stopCause(), Optional.empty()));
    shared.partSize.set(
        rejected <= 1
            ? shared.maxEvents
            : Math.min(shared.maxEvents, Math.max(MIN_PART, batch.size() / rejected)));
  }

  private void take(BatchPart part) {
    current = part;
    isCurrentSent = false;
  }

  /** Puts these in the place of the part in hand: they are sent next, the first one first. */
  private void divide(List<BatchPart> pieces) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      parts.push(pieces.get(i));
    }
    current = null;
  }

  /** Accounts for what has no outcome: TikTok may have what was sent. */
  private void abandon(Throwable e) {
    state.stopWaiting(e);
    BatchPart last = current;
    if (last != null) {
      account(last, isCurrentSent ? Outcome.UNKNOWN : Outcome.NOT_SENT, state.stopCause());
    }
    trial.end(part -> account(part, Outcome.NOT_SENT, state.stopCause()));
    parts.forEach(part -> account(part, Outcome.NOT_SENT, state.stopCause()));
  }

  private void account(BatchPart part, Outcome outcome, EventsException cause) {
    account(part, outcome, cause, Optional.empty());
  }

  private void account(
      BatchPart part, Outcome outcome, EventsException cause, Optional<String> requestId) {
    if (part == current) {
      current = null;
    }
    state.failed(part.batch, outcome, cause, requestId);
  }

  private void send(BatchPart part) {
    take(part);
    if (state.isStopped()) {
      notSent(part, state.stopCause(), Optional.empty());
      return;
    }
    if (part.isKnownBad() && part.batch.size() > 1 && shared.quota.tryAcquire(2)) {
      divide(part.halves());
      return;
    }
    if (!part.batch.isIdempotent() && !noteBeforeSending(part)) {
      return;
    }
    isCurrentSent = true;
    com.treasuredata.tiktok.events.internal.http.Outcome outcome =
        shared.sink.send(part.batch, state.requests());
    state.account().sent(outcome.attempts());
    if (outcome instanceof ApiAnswer answer) {
      accepted(part, answer);
    } else if (outcome instanceof Failed failed) {
      failed(part, failed);
    }
  }

  private boolean noteBeforeSending(BatchPart part) {
    try {
      state.sending(part.batch);
    } catch (InterruptedException e) {
      state.stopWaiting(e);
    }
    if (state.isStopped()) {
      notSent(part, state.stopCause(), Optional.empty());
      return false;
    }
    return true;
  }

  private void accepted(BatchPart part, ApiAnswer answer) {
    shared.quota.release(part.batch.size());
    isMisled |= part == suspect;
    part.accepted();
    trial.accepted(shared.codesOfRecords);
    trial.end(this::reject);
    current = null;
    state.accepted(part.batch, answer.requestId(), answer.problem());
  }

  private void failed(BatchPart part, Failed failed) {
    part.failed(failed);
    switch (failed.kind()) {
      case CONTENT_REFUSED -> contentRefused(part, failed);
      case CODE_UNKNOWN -> unknownCode(part, failed);
      case SIZE_REFUSED -> sizeRefused(part);
      case JOB_REFUSED -> {
        state.stopWaiting(failed.toThrowable());
        notSent(part, causeOf(failed), failed.requestId());
      }
      case THROTTLED, NOT_TAKEN -> {
        boolean isCutShort = state.isStopped();
        state.stopWaiting(failed.toThrowable());
        notSent(part, isCutShort ? state.stopCause() : causeOf(failed), failed.requestId());
      }
      case IN_DOUBT -> {
        if (failed.concernsEveryRequest() || state.requests().hasGivenUp()) {
          state.stopWaiting(failed.lastStraw());
        }
        account(part, Outcome.UNKNOWN, causeOf(failed), failed.requestId());
      }
    }
  }

  /**
   * TikTok refuses a request as a whole (events-api.md §5.4); that is inferred, so only events that
   * count once however often they are sent are sent again.
   */
  private void contentRefused(BatchPart part, Failed failed) {
    boolean isSplit =
        part.batch.size() > 1
            && shared.skips
            && part.batch.isIdempotent()
            && shared.quota.tryAcquire(2);
    int named = isMisled ? -1 : failed.eventIndex().orElse(-1);
    if (!isSplit) {
      reject(part);
    } else if (named >= 0 && named < part.batch.size()) {
      List<BatchPart> pieces = part.without(named);
      suspect = pieces.get(0);
      divide(pieces);
    } else {
      divide(part.halves());
    }
  }

  /** Nothing of it was taken, and no record is at fault. */
  private void sizeRefused(BatchPart part) {
    if (part.batch.size() > 1) {
      divide(part.pieces((part.batch.size() + 1) / 2));
    } else {
      reject(part);
    }
  }

  /**
   * A code that this library doesn't know is about every request, and ends the export, until it is
   * seen to refuse some records of a batch while others are accepted.
   */
  private void unknownCode(BatchPart part, Failed failed) {
    if (shared.codesOfRecords.contains(failed.code())) {
      contentRefused(part, failed);
      return;
    }
    trial.refused(failed.code());
    boolean isDecisive = !shared.skips || trial.isLost();
    if (part.batch.size() > 1 && !isDecisive && batch.isIdempotent()) {
      divide(part.halves());
      return;
    }
    trial.holdBack(part);
    current = null;
    if (parts.isEmpty() || isDecisive) {
      state.stopWaiting(failed.toThrowable());
      trial.end(each -> notSent(each, causeOf(failed), failed.requestId()));
    }
  }

  private void reject(BatchPart part) {
    Failed failed = part.failure();
    if (!shared.skips) {
      state.stop(failed.toThrowable());
    }
    rejected += part.batch.size();
    account(part, Outcome.REJECTED, causeOf(failed), failed.requestId());
  }

  private void notSent(BatchPart part, EventsException cause, Optional<String> requestId) {
    account(part, Outcome.NOT_SENT, cause, requestId);
  }

  private EventsException causeOf(Failed failed) {
    return failed.toThrowable() instanceof EventsException known
        ? known
        : new StopException(failed.toThrowable());
  }
}
