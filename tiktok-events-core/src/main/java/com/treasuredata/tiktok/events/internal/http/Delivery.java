package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.credentials.AccessTokenProvider;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.RetryOptions;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way, over all its attempts; for one thread.
 *
 * <p>The number of failed attempts is limited, and so is their time. Waiting in the common pause of
 * {@link Pace} counts for neither, and has a limit of its own.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(ApiTransport.class);

  private final ApiRequest request;
  private final Wire wire;
  private final RetryOptions retry;
  private final AccessTokenProvider tokens;
  private final Pace pace;

  private final long start = System.nanoTime();
  private long entered;
  private long paused;
  private int attempts;
  private int failures;
  private int unreadable;
  private Duration nextDelay = Duration.ZERO;
  private @Nullable EventsException ambiguity;

  Delivery(
      ApiRequest request, Wire wire, RetryOptions retry, AccessTokenProvider tokens, Pace pace) {
    this.request = request;
    this.wire = wire;
    this.retry = retry;
    this.tokens = tokens;
    this.pace = pace;
  }

  /** Sends the request; returns and throws as {@link ApiTransport#send} does. */
  ApiAnswer run() {
    RetryPolicy<ApiAnswer> policy =
        RetryPolicy.<ApiAnswer>builder()
            .handleIf(failure -> failure instanceof EventsException e && mayRepeat(e) && inTime())
            .withMaxAttempts(retry.maxAttempts())
            .withDelayFn(context -> nextDelay)
            .onRetryScheduled(
                event ->
                    LOG.warn(
                        "{}: trying again in {} ms: {}",
                        request.endpoint(),
                        event.getDelay().toMillis(),
                        event.getLastException().getMessage()))
            .build();
    try {
      return Failsafe.with(policy).get(this::attempt);
    } catch (EventsException e) {
      throw isJudgement(e) ? e : unlessAmbiguous(e);
    } catch (NoTokenException e) {
      throw unlessAmbiguous(e.reason);
    } catch (FailsafeException e) { // Wraps checked exceptions; there is only one.
      Thread.currentThread().interrupt();
      throw unlessAmbiguous(
          new ConnectionException(
              "interrupted while waiting; attempts so far: %d".formatted(attempts), e));
    }
  }

  /** Requests that are too many wait for the common pause to end, and are no failures. */
  private ApiAnswer attempt() throws InterruptedException {
    while (true) {
      enter();
      try {
        request.listener().busy();
        ApiAnswer answer = request.authenticated() ? exchangeWithToken() : exchange(null);
        pace.answered();
        return answer;
      } catch (EventsException e) {
        if (!isThrottled(e)) {
          failed(e);
          throw e;
        }
        request.listener().failed(e);
        pace.throttled(entered, retryAfter(e));
        if (paused >= Backoff.nanos(retry.maxThrottleTime())) {
          throw e;
        }
      } finally {
        request.listener().idle();
        pace.leave();
      }
    }
  }

  private void enter() throws InterruptedException {
    long arrived = System.nanoTime();
    entered = pace.enter();
    paused += entered - arrived;
  }

  /** Waits out a pause that began since {@link #enter}: a token can take long to come by. */
  private void stay() throws InterruptedException {
    request.listener().idle();
    long arrived = System.nanoTime();
    entered = pace.stay();
    paused += entered - arrived;
    request.listener().busy();
  }

  /** A refused token is reported; if its provider has another one by then, that is tried too. */
  private ApiAnswer exchangeWithToken() throws InterruptedException {
    AccessToken token = token();
    try {
      return exchange(token);
    } catch (ApiException e) {
      if (e.kind() != ErrorKind.AUTHENTICATION) {
        throw e;
      }
      tokens.invalidate(token);
      AccessToken another = anotherToken(e);
      if (another.equals(token)) {
        throw e;
      }
      return exchange(another);
    }
  }

  /** A provider that has no other token says what to do; the refusal says which request it was. */
  private AccessToken anotherToken(ApiException refusal) {
    try {
      return token();
    } catch (NoTokenException e) {
      e.reason.addSuppressed(refusal);
      throw e;
    }
  }

  private AccessToken token() {
    try {
      return tokens.token();
    } catch (EventsException e) {
      throw new NoTokenException(e);
    }
  }

  private ApiAnswer exchange(@Nullable AccessToken token) throws InterruptedException {
    stay();
    attempts++;
    ApiAnswer answer = wire.exchange(request, token, attempts);
    LOG.debug(
        "{}: taken at attempt {}, request {}",
        request.endpoint(),
        attempts,
        answer.requestId().orElse("-"));
    answer.problem().ifPresent(problem -> LOG.warn("{}: taken, {}", request.endpoint(), problem));
    return answer;
  }

  private void failed(EventsException failure) {
    failures++;
    nextDelay = Backoff.delay(retry, failures, retryAfter(failure));
    if (isAmbiguous(failure)) {
      ambiguity = failure;
    }
    if (isAmbiguous(failure) || failure instanceof ConnectionException) {
      request.listener().failed(failure);
      pace.failed(entered, retryAfter(failure));
    } else if (failure instanceof ApiException) {
      pace.answered();
    }
    if (isUnreadable(failure)) {
      unreadable++;
    }
  }

  private static Optional<Duration> retryAfter(EventsException failure) {
    return failure instanceof ApiException e ? e.retryAfter() : Optional.empty();
  }

  /** An answer that can't be read is tried again once (events-api.md §5.2). */
  private boolean mayRepeat(EventsException failure) {
    return failure instanceof ConnectionException
        || (request.repeatable() && isAmbiguous(failure) && unreadable <= 1);
  }

  private boolean inTime() {
    long spent = System.nanoTime() - start - paused;
    return spent + Backoff.nanos(nextDelay) <= Backoff.nanos(retry.maxDuration());
  }

  /** Returns whether TikTok may have taken a request although it failed so. */
  private static boolean isAmbiguous(EventsException failure) {
    return failure instanceof DeliveryUnknownException || isOf(ErrorKind.SERVER, failure);
  }

  private static boolean isThrottled(EventsException failure) {
    return isOf(ErrorKind.RATE_LIMIT, failure);
  }

  private static boolean isUnreadable(EventsException failure) {
    return failure instanceof ApiException e && e.code() < 0 && e.httpStatus() / 100 == 2;
  }

  /**
   * Returns whether TikTok read the request and found it wrong, so that it can't have taken it
   * before. That it knows the request already is no such judgement.
   */
  private static boolean isJudgement(EventsException failure) {
    return isOf(ErrorKind.TOO_LARGE, failure)
        || (failure instanceof ApiException e
            && e.kind() == ErrorKind.INVALID_CONTENT
            && e.code() != ReturnCode.DUPLICATED_REQUEST);
  }

  private static boolean isOf(ErrorKind kind, EventsException failure) {
    return failure instanceof ApiException e && e.kind() == kind;
  }

  /** After an attempt that may have been taken, the failure of a later one says nothing of it. */
  private EventsException unlessAmbiguous(EventsException last) {
    boolean inDoubt = ambiguity != null || request.listener().isInDoubt();
    if (request.isRead() || !inDoubt || last instanceof DeliveryUnknownException) {
      return last;
    }
    DeliveryUnknownException unknown =
        new DeliveryUnknownException(
            "whether TikTok took the request is unknown: " + last.getMessage(), last);
    if (ambiguity != null) {
      unknown.addSuppressed(ambiguity);
    }
    return unknown;
  }

  /** Carries a token provider's failure past all that is for answers of TikTok's. */
  private static final class NoTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final EventsException reason;

    NoTokenException(EventsException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
