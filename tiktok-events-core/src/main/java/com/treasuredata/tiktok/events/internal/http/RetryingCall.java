package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.internal.http.Failed.Kind;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, sent until its outcome is decided. For one thread.
 *
 * <p>An attempt waits to be admitted, gets a token, and is one HTTP exchange. A request that failed
 * is sent again after a back-off: if it never reached TikTok, or if it is idempotent, as long as
 * its {@link AttemptBudget} lasts.
 */
final class RetryingCall implements RequestLimiter.Waiter {
  private static final Logger LOG = LoggerFactory.getLogger(ApiTransport.class);

  private final ApiRequest request;
  private final RequestGroup group;
  private final @Nullable OutageDetector outage;
  private final HttpExchange exchange;
  private final RetryOptions retry;
  private final AccessTokenProvider tokens;
  private final RequestLimiter limiter;
  private final TimeSource time;
  private final AttemptBudget budget;

  private int attempts;
  private int unreadableAnswers;
  private @Nullable Problem doubt;
  private long notBefore;
  private long throttled;

  /** Whether it isn't worth waiting any longer. */
  private boolean isOver;

  RetryingCall(
      ApiRequest request,
      RequestGroup group,
      HttpExchange exchange,
      RetryOptions retry,
      AccessTokenProvider tokens,
      RequestLimiter limiter,
      TimeSource time) {
    this.request = request;
    this.group = group;
    this.outage = group.outage();
    this.exchange = exchange;
    this.retry = retry;
    this.tokens = tokens;
    this.limiter = limiter;
    this.time = time;
    this.budget = new AttemptBudget(retry, outage, time);
    this.notBefore = time.nanos();
  }

  Outcome run() {
    if (outage != null) {
      outage.requestBegan();
    }
    try {
      while (true) {
        Outcome outcome = attempt();
        if (outcome instanceof ApiAnswer) {
          return outcome;
        }
        if (outcome instanceof Failed failed && !isRetried(failed)) {
          return decided(failed);
        }
      }
    } finally {
      if (outage != null) {
        outage.requestEnded();
      }
    }
  }

  /** Makes an attempt; returns null if all requests paused before it could be made. */
  private @Nullable Outcome attempt() {
    RequestLimiter.Turn turn;
    long arrived = time.nanos();
    try {
      turn = limiter.acquire(this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      isOver = true;
      return exchange.stopped(attempts);
    }
    throttled += turn.throttled();
    budget.paused(Math.max(0, turn.at() - Math.max(arrived, notBefore)));
    if (!turn.isGranted()) {
      return notAdmitted(turn);
    }
    try {
      AccessToken token = request.authenticated() ? token() : null;
      if (limiter.isPaused()) { // It began while the token was fetched.
        return null;
      }
      Outcome outcome = send(token);
      record(turn, outcome);
      return outcome;
    } catch (Throwable e) { // The token provider can throw anything.
      return new Failed(Kind.JOB_REFUSED, new CallerFailure(e), attempts);
    } finally {
      limiter.release();
    }
  }

  /** What the caller's code or a stop brought about says nothing of TikTok. */
  private void record(RequestLimiter.Turn turn, Outcome outcome) {
    boolean isAnswered = !(outcome instanceof Failed failed) || failed.isAnswered();
    if (!isAnswered && (((Failed) outcome).problem() instanceof CallerFailure || !mayGoOn())) {
      return;
    }
    limiter.record(turn, outcome);
    if (isAnswered && outage != null) {
      outage.answered();
    }
  }

  /**
   * A pause that is too long to wait for ends the request with the failure that the pause is for.
   */
  private Failed notAdmitted(RequestLimiter.Turn turn) {
    Failed pausedBy = turn.pausedBy();
    if (pausedBy == null) {
      return exchange.stopped(attempts);
    }
    Kind kind = pausedBy.kind() == Kind.THROTTLED ? Kind.THROTTLED : Kind.NOT_TAKEN;
    isOver = true;
    if (outage != null) {
      outage.giveUp();
    }
    return new Failed(kind, pausedBy.problem(), attempts);
  }

  /** A refused token is reported to its provider; if it has another one by then, that is tried. */
  private Outcome send(@Nullable AccessToken token) {
    Outcome outcome = exchange(token);
    if (token == null || !isTokenRefused(outcome)) {
      return outcome;
    }
    tokens.invalidate(token);
    AccessToken another;
    try {
      another = token();
    } catch (EventsException e) { // It says what to do; the refusal says which request it was.
      return advisedBy(e, (Failed) outcome);
    }
    return another.equals(token) ? outcome : exchange(another);
  }

  private static boolean isTokenRefused(Outcome outcome) {
    return outcome instanceof Failed failed
        && failed.problem() instanceof Refusal refusal
        && refusal.kind() == ErrorKind.AUTHENTICATION;
  }

  private static Failed advisedBy(EventsException provider, Failed failed) {
    return failed.problem() instanceof Refusal refusal
        ? new Failed(failed.kind(), refusal.advisedBy(provider), failed.attempts())
        : failed;
  }

  private AccessToken token() {
    return Objects.requireNonNull(tokens.token(), "the token provider returned null");
  }

  private Outcome exchange(@Nullable AccessToken token) {
    attempts++;
    Outcome outcome = exchange.send(request, token, attempts, group, doubt != null);
    attempts = outcome.attempts(); // One less if the group has stopped meanwhile.
    if (outcome instanceof ApiAnswer answer) {
      LOG.debug(
          "{}: accepted at attempt {}, request {}",
          request.endpoint(),
          attempts,
          answer.requestId().orElse("-"));
      answer
          .problem()
          .ifPresent(problem -> LOG.warn("{}: accepted, {}", request.endpoint(), problem));
    }
    return outcome;
  }

  private boolean isRetried(Failed failed) {
    return switch (failed.kind()) {
      case THROTTLED -> !isOver && budget.canWait() && !givesUpThrottled();
      case NOT_TAKEN -> !isOver && group.mayGoOn(doubt != null) && isRepeated(failed, true);
      case IN_DOUBT -> {
        doubt = failed.problem();
        yield isRepeated(failed, request.idempotent() && isWorthRepeating(failed));
      }
      case CONTENT_REFUSED, CODE_UNKNOWN, SIZE_REFUSED, JOB_REFUSED -> false;
    };
  }

  private boolean givesUpThrottled() {
    return outage != null && outage.throttled() == OutageDetector.State.GIVEN_UP;
  }

  /**
   * An answer that can't be read is tried again once (events-api.md §5.2). A request that TikTok
   * knows already would be known again, and what broke in code of the caller's would break again.
   */
  private boolean isWorthRepeating(Failed failed) {
    if (failed.problem() instanceof CallerFailure
        || failed.code() == ReturnCode.DUPLICATED_REQUEST) {
      return false;
    }
    boolean isUnreadable = failed.problem() instanceof Refusal refusal && refusal.isUnreadable();
    unreadableAnswers += isUnreadable ? 1 : 0;
    return unreadableAnswers <= 1;
  }

  private boolean isRepeated(Failed failed, boolean isRepeatable) {
    Duration delay = budget.delayAfter(failed, this, isRepeatable, attempts > 1);
    if (delay == null) {
      return false;
    }
    notBefore = time.nanos() + Backoff.nanos(delay);
    LOG.info(
        "{}: trying again in {} ms: {}",
        request.endpoint(),
        delay.toMillis(),
        failed.problem().describe(attempts));
    return true;
  }

  /**
   * After an attempt that TikTok may have taken, a later failure says nothing of that one, unless
   * TikTok has read the request and found it wrong. A request that only reads leaves no doubt.
   */
  private Failed decided(Failed failed) {
    if (request.isRead()) {
      return failed.kind() == Kind.IN_DOUBT ? failed.as(Kind.NOT_TAKEN) : failed;
    }
    return switch (failed.kind()) {
      case CONTENT_REFUSED, SIZE_REFUSED -> failed;
      case CODE_UNKNOWN, JOB_REFUSED, THROTTLED, NOT_TAKEN, IN_DOUBT ->
          doubt == null ? failed : failed.afterDoubt(doubt);
    };
  }

  @Override
  public boolean mayGoOn() {
    return group.mayGoOn(doubt != null);
  }

  @Override
  public long notBefore() {
    return notBefore;
  }

  @Override
  public long patientUntil(boolean isThrottling) {
    long now = time.nanos();
    long allowance = Backoff.nanos(retry.maxThrottleTime()) - throttled;
    if (outage == null) {
      return now + allowance;
    }
    long untilGivenUp = outage.deadline() - now;
    return now + (isThrottling ? Math.min(allowance, untilGivenUp) : untilGivenUp);
  }
}
