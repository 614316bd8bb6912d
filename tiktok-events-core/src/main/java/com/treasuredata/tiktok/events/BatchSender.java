package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.Failed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one batch until each of its records has an outcome: in one request or, if TikTok refuses it
 * for its content or its size, in parts. For one thread.
 */
final class BatchSender {
  /** How many requests may be spent to find out whether an unknown code is about single records. */
  private static final int MAX_TRIAL_REQUESTS = 16;

  private static final int MIN_PART = 20;

  /** What the batches of an export share. Safe for use by several threads. */
  static final class Shared {
    private final Tracker tracker;
    private final ExportState state;
    private final boolean skips;
    private final int maxEvents;
    private final BisectionQuota quota = new BisectionQuota();

    /** The codes unknown to this library that refused some records while others were accepted. */
    private final Set<Integer> codesOfRecords = ConcurrentHashMap.newKeySet();

    /** How many events to begin with: fewer while batches with many offenders are refused. */
    private final AtomicInteger partSize;

    Shared(Tracker tracker, Export.Settings settings, ExportState state) {
      this.tracker = tracker;
      this.state = state;
      this.skips = settings.policy.skips();
      this.maxEvents = settings.maxEvents;
      this.partSize = new AtomicInteger(maxEvents);
    }
  }

  /** Events that are sent together, and what is known of them. */
  private static final class Part {
    final Batch batch;

    /** The other part of the same refused batch, which is still to be sent. */
    final @Nullable Part sibling;

    /** Whether it holds an offender, because the batch that it was part of was refused. */
    boolean isKnownBad;

    /** Why it was not accepted when it was sent. */
    @Nullable Failed failure;

    Part(Batch batch, @Nullable Part sibling) {
      this.batch = batch;
      this.sibling = sibling;
    }
  }

  private final Shared shared;
  private final ExportState state;
  private final Batch batch;

  /** The parts still to be sent, the next one first. */
  private final Deque<Part> parts = new ArrayDeque<>();

  /** The part in hand, until it is accounted for or divided. */
  private @Nullable Part current;

  /** Whether the part in hand was, or may have been, sent. */
  private boolean isCurrentSent;

  /** The single event that TikTok's text named last. */
  private @Nullable Part suspect;

  /** Whether the text misled: the event that it named was accepted. */
  private boolean isMisled;

  private int rejected;

  /** The code that is being tried: is it about records, or about every request? */
  private int codeOnTrial;

  private int trialRequests;

  /** Single records that were refused with the code on trial. */
  private final Deque<Part> suspended = new ArrayDeque<>();

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
    take(new Part(batch, null));
    int size = shared.quota.isFunded() ? shared.partSize.get() : shared.maxEvents;
    List<Part> first = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += size) {
      first.add(new Part(batch.part(from, Math.min(batch.size(), from + size)), null));
    }
    divide(first);
    while (!parts.isEmpty()) {
      send(parts.pop());
    }
    endTrial(part -> notSent(part, state.stopCause(), Optional.empty()));
    shared.partSize.set(
        rejected <= 1
            ? shared.maxEvents
            : Math.min(shared.maxEvents, Math.max(MIN_PART, batch.size() / rejected)));
  }

  private void take(Part part) {
    current = part;
    isCurrentSent = false;
  }

  /** Puts these in the place of the part in hand: they are sent next, the first one first. */
  private void divide(List<Part> pieces) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      parts.push(pieces.get(i));
    }
    current = null;
  }

  /** Accounts for what has no outcome: TikTok may have what was sent. */
  private void abandon(Throwable e) {
    state.stopWaiting(e);
    Part last = current;
    if (last != null) {
      account(last, isCurrentSent ? Outcome.UNKNOWN : Outcome.NOT_SENT, state.stopCause());
    }
    suspended.forEach(part -> account(part, Outcome.NOT_SENT, state.stopCause()));
    parts.forEach(part -> account(part, Outcome.NOT_SENT, state.stopCause()));
  }

  private void account(Part part, Outcome outcome, EventsException cause) {
    account(part, outcome, cause, Optional.empty());
  }

  private void account(
      Part part, Outcome outcome, EventsException cause, Optional<String> requestId) {
    if (part == current) {
      current = null;
    }
    state.failed(part.batch, outcome, cause, requestId);
  }

  private void send(Part part) {
    take(part);
    if (state.isStopped()) {
      notSent(part, state.stopCause(), Optional.empty());
      return;
    }
    if (part.isKnownBad && part.batch.size() > 1 && shared.quota.tryAcquire(2)) {
      halve(part);
      return;
    }
    if (!part.batch.isIdempotent() && !noteBeforeSending(part)) {
      return;
    }
    isCurrentSent = true;
    com.treasuredata.tiktok.events.internal.http.Outcome outcome =
        shared.tracker.send(part.batch, state.requests());
    state.account().sent(outcome.attempts());
    if (outcome instanceof ApiAnswer answer) {
      accepted(part, answer);
    } else if (outcome instanceof Failed failed) {
      failed(part, failed);
    }
  }

  private boolean noteBeforeSending(Part part) {
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

  private void accepted(Part part, ApiAnswer answer) {
    shared.quota.release(part.batch.size());
    isMisled |= part == suspect;
    if (part.sibling != null) {
      part.sibling.isKnownBad = true;
    }
    if (codeOnTrial != 0) { // It refused other records of the same batch: it is about records.
      shared.codesOfRecords.add(codeOnTrial);
      endTrial(this::reject);
    }
    current = null;
    state.accepted(part.batch, answer.requestId(), answer.problem());
  }

  private void failed(Part part, Failed failed) {
    part.failure = failed;
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
  private void contentRefused(Part part, Failed failed) {
    boolean isSplit =
        part.batch.size() > 1
            && shared.skips
            && part.batch.isIdempotent()
            && shared.quota.tryAcquire(2);
    int named = isMisled ? -1 : failed.eventIndex().orElse(-1);
    if (!isSplit) {
      reject(part);
    } else if (named >= 0 && named < part.batch.size()) {
      Part others = new Part(part.batch.without(named), null);
      suspect = new Part(part.batch.part(named, named + 1), others);
      divide(List.of(suspect, others));
    } else {
      halve(part);
    }
  }

  /** Nothing of it was taken, and no record is at fault. */
  private void sizeRefused(Part part) {
    if (part.batch.size() > 1) {
      divide(
          List.of(new Part(firstHalf(part.batch), null), new Part(secondHalf(part.batch), null)));
    } else {
      reject(part);
    }
  }

  /**
   * A code that this library doesn't know is about every request, and ends the export, until it is
   * seen to refuse some records of a batch while others are accepted.
   */
  private void unknownCode(Part part, Failed failed) {
    if (shared.codesOfRecords.contains(failed.code())) {
      contentRefused(part, failed);
      return;
    }
    codeOnTrial = failed.code();
    trialRequests++;
    if (part.batch.size() > 1
        && shared.skips
        && batch.isIdempotent()
        && trialRequests < MAX_TRIAL_REQUESTS) {
      halve(part);
      return;
    }
    suspended.add(part);
    current = null;
    if (parts.isEmpty() || !shared.skips || trialRequests >= MAX_TRIAL_REQUESTS) {
      state.stopWaiting(failed.toThrowable());
      endTrial(suspect -> notSent(suspect, causeOf(failed), failed.requestId()));
    }
  }

  private void endTrial(Consumer<Part> verdict) {
    codeOnTrial = 0;
    while (!suspended.isEmpty()) {
      verdict.accept(suspended.poll());
    }
  }

  /** If the first half is accepted, the offender is in the second. */
  private void halve(Part part) {
    Part second = new Part(secondHalf(part.batch), null);
    divide(List.of(new Part(firstHalf(part.batch), second), second));
  }

  private static Batch firstHalf(Batch whole) {
    return whole.part(0, whole.size() / 2);
  }

  private static Batch secondHalf(Batch whole) {
    return whole.part(whole.size() / 2, whole.size());
  }

  private void reject(Part part) {
    Failed failed = Objects.requireNonNull(part.failure, "not refused");
    if (!shared.skips) {
      state.stop(failed.toThrowable());
    }
    rejected += part.batch.size();
    account(part, Outcome.REJECTED, causeOf(failed), failed.requestId());
  }

  private void notSent(Part part, EventsException cause, Optional<String> requestId) {
    account(part, Outcome.NOT_SENT, cause, requestId);
  }

  private EventsException causeOf(Failed failed) {
    return failed.toThrowable() instanceof EventsException known
        ? known
        : new StopException(failed.toThrowable());
  }
}
