package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request that wasn't accepted.
 *
 * @param kind what that means for the request and for those after it
 * @param problem what went wrong at last
 * @param attempts how many times the request was sent
 * @param doubt what went wrong in an earlier attempt that TikTok may have taken, if there was one
 */
public record Failed(Kind kind, Problem problem, int attempts, @Nullable Problem doubt)
    implements Outcome {
  /** The ways in which a request fails. An unknown failure is a refusal of the job. */
  public enum Kind {
    /** TikTok refused it for the content of its events; it took none of them. */
    CONTENT_REFUSED,
    /** TikTok refused it with a code that this library doesn't know. */
    CODE_UNKNOWN,
    /** It is too large, for TikTok or for a gateway. Nothing of it was taken. */
    SIZE_REFUSED,
    /** Every further request would be refused as well: for its token, its source, its address. */
    JOB_REFUSED,
    /** There are too many requests for now. It was not taken. */
    THROTTLED,
    /** It never reached TikTok. */
    NOT_TAKEN,
    /** It went out, and whether TikTok took it can't be told. */
    IN_DOUBT
  }

  Failed(Kind kind, Problem problem, int attempts) {
    this(kind, problem, attempts, null);
  }

  /** Returns the same failure, of another kind. */
  Failed as(Kind other) {
    return new Failed(other, problem, attempts, doubt);
  }

  /** Returns this failure of a request that TikTok may have taken at an earlier attempt. */
  Failed afterDoubt(Problem earlier) {
    return new Failed(Kind.IN_DOUBT, problem, attempts, earlier);
  }

  /** Returns whether TikTok, or a gateway in its place, decided about the request. */
  boolean isAnswered() {
    return switch (kind) {
      case CONTENT_REFUSED, CODE_UNKNOWN, SIZE_REFUSED, JOB_REFUSED ->
          !(problem instanceof CallerFailure);
      case IN_DOUBT -> code() == ReturnCode.DUPLICATED_REQUEST;
      case THROTTLED, NOT_TAKEN -> false;
    };
  }

  /** Returns how long the server asks to wait before the next request, if it does. */
  public Optional<Duration> retryAfter() {
    return problem instanceof Refusal refusal
        ? Optional.ofNullable(refusal.retryAfter())
        : Optional.empty();
  }

  /** Returns the place in the request, from 0, of the event that TikTok's text names. */
  public OptionalInt eventIndex() {
    return problem instanceof Refusal refusal ? refusal.eventIndex() : OptionalInt.empty();
  }

  /** Returns TikTok's id of the request, if it answered with one. */
  public Optional<String> requestId() {
    return problem instanceof Refusal refusal
        ? Optional.ofNullable(refusal.requestId())
        : Optional.empty();
  }

  /** Returns TikTok's return code; -1 if it gave none. */
  public int code() {
    return problem instanceof Refusal refusal ? refusal.code() : Refusal.NO_CODE;
  }

  /**
   * Returns whether every further request would fail, too: TikTok refuses them all, or code of the
   * caller's threw.
   */
  public boolean concernsEveryRequest() {
    return problem instanceof CallerFailure
        || (problem instanceof Refusal refusal && refusal.kind().concernsEveryRequest());
  }

  /**
   * Returns what to throw, or to name as the cause: an exception of this library's, or whatever
   * code of the caller's threw.
   */
  public Throwable toThrowable() {
    Throwable last = problem.toThrowable(attempts);
    if (kind != Kind.IN_DOUBT || last instanceof DeliveryUnknownException) {
      return last;
    }
    DeliveryUnknownException unknown =
        new DeliveryUnknownException(
            "whether TikTok took the request is unknown: " + problem.describe(attempts), last);
    if (doubt != null && doubt != problem) {
      unknown.addSuppressed(doubt.toThrowable(attempts));
    }
    return unknown;
  }

  /**
   * Returns the reason of an export that gives up on this failure: that nothing answers, if that is
   * so, even if an earlier attempt at this request is in doubt.
   */
  public Throwable lastStraw() {
    return problem instanceof NoAnswer ? problem.toThrowable(attempts) : toThrowable();
  }
}
