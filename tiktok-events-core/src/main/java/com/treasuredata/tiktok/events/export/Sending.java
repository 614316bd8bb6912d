package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.AttemptListener;
import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import com.treasuredata.tiktok.events.internal.track.Tracker;
import java.util.List;
import java.util.Optional;

/**
 * One request with some of a batch's events, sent until TikTok answers or it is no use any more:
 * beyond the attempts that a request has, in rounds of as many. For one thread.
 *
 * <p>What TikTok certainly hasn't taken is sent again until the circuit opens. What counts once
 * however often it is sent has a few rounds, for it may be at fault itself, and as many as it takes
 * in an outage.
 */
final class Sending implements AttemptListener {
  private static final int MOST_ROUNDS = 3;

  private final BatchDelivery.Shared shared;
  private final Waits waits;
  private final long batchStart;
  private final List<EncodedEvent> events;
  private final long began = System.nanoTime();
  private int attempts;
  private boolean inDoubt;

  /**
   * Creates one.
   *
   * @param batchStart the batch's first record
   */
  Sending(BatchDelivery.Shared shared, long batchStart, List<EncodedEvent> events) {
    this.shared = shared;
    this.waits = shared.progress().waits();
    this.batchStart = batchStart;
    this.events = events;
  }

  /**
   * Sends the events.
   *
   * @throws DeliveryUnknownException if {@link #isInDoubt}, unless TikTok has judged them since
   * @throws EventsException if TikTok hasn't taken them
   */
  ApiAnswer run() {
    for (int round = 1; true; round++) {
      int attemptsBefore = attempts;
      waits.begin(inDoubt);
      try {
        return shared.tracker().send(events, this);
      } catch (EventsException e) {
        // Without an attempt it failed for want of a token, or was told to stop.
        if (attempts == attemptsBefore || !goesOn(e, round) || shared.progress().isStopped()) {
          throw e;
        }
      } finally {
        waits.forget();
      }
    }
  }

  private boolean goesOn(EventsException e, int round) {
    boolean unanswered = e instanceof DeliveryUnknownException && refusalIn(e).isEmpty();
    boolean mayRepeat =
        isUntaken(e)
            || (unanswered
                && Tracker.areRepeatable(events)
                && (round < MOST_ROUNDS || shared.circuit().isOutage()));
    return mayRepeat && shared.tracker().isPatient() && !opensCircuit();
  }

  /** Returns whether TikTok may have the events although no answer says so. */
  @Override
  public boolean isInDoubt() {
    return inDoubt;
  }

  /** Returns whether anything was sent. */
  boolean isAttempted() {
    return attempts > 0;
  }

  /** Returns whether the export should give up, now that this is unknown. */
  boolean isLastStraw(DeliveryUnknownException e) {
    Optional<ApiException> refusal = refusalIn(e);
    if (refusal.isPresent()) {
      shared.circuit().answered();
      return refusal.get().kind().concernsEveryRequest();
    }
    return opensCircuit();
  }

  private boolean opensCircuit() {
    return shared.circuit().opensAfterFailure(began, attempts > 1);
  }

  /** Returns whether TikTok has not taken what failed so, and may take it later. */
  static boolean isUntaken(EventsException e) {
    return e instanceof ConnectionException || isThrottled(e);
  }

  private static boolean isThrottled(EventsException e) {
    return e instanceof ApiException refusal && refusal.kind() == ErrorKind.RATE_LIMIT;
  }

  /** Returns what TikTok refused at last, after it may have taken the same before. */
  private static Optional<ApiException> refusalIn(EventsException e) {
    return e.getCause() instanceof ApiException refusal && !refusal.isRetryable()
        ? Optional.of(refusal)
        : Optional.empty();
  }

  @Override
  public void busy() throws InterruptedException {
    waits.end(inDoubt);
  }

  @Override
  public void attempted(Runnable cutOff) {
    waits.onTheWire(cutOff);
    shared.progress().account().attempted(attempts == 0);
    attempts++;
  }

  @Override
  public void failed(EventsException failure) {
    inDoubt |= !isUntaken(failure);
    boolean isOneTooMany =
        isThrottled(failure)
            ? shared.circuit().opensAfterThrottling(began)
            : shared.circuit().opensAfterAttempt(batchStart, began);
    if (isOneTooMany) {
      shared.progress().stopAtOnce(failure);
    }
  }

  @Override
  public void idle() {
    waits.begin(inDoubt);
  }
}
