package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.RetryOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a failing request from an outage, and decides when an export gives up: after {@code
 * maxTimeWithoutSuccess} in which requests were in flight and none was answered, and after the
 * attempts of a single request if TikTok has never answered. Safe for use by several threads.
 *
 * <table>
 * <caption>States, and what they become</caption>
 * <tr><th>state</th><th>a request is answered</th><th>the request fails again</th><th>another one
 *     fails</th><th>it lasts too long</th></tr>
 * <tr><td>NORMAL</td><td>NORMAL</td><td>FAILING</td><td>FAILING</td><td>GIVEN_UP</td></tr>
 * <tr><td>FAILING</td><td>NORMAL</td><td>FAILING</td><td>OUTAGE</td><td>GIVEN_UP</td></tr>
 * <tr><td>OUTAGE</td><td>NORMAL</td><td>OUTAGE</td><td>OUTAGE</td><td>GIVEN_UP</td></tr>
 * <tr><td>GIVEN_UP</td><td>GIVEN_UP</td><td>GIVEN_UP</td><td>GIVEN_UP</td><td>GIVEN_UP</td></tr>
 * </table>
 */
final class OutageDetector {
  /** The state of an export's requests. */
  enum State {
    /** No request has failed since the last answer. */
    NORMAL,
    /** One request fails, which may be its own fault. */
    FAILING,
    /** Several requests fail and none is answered. */
    OUTAGE,
    /** The export is over. */
    GIVEN_UP
  }

  /**
   * After so many failed requests that are sent once, the export gives up if TikTok has never
   * answered, and after no fewer failed attempts of several requests.
   */
  private static final int MAX_FAILURES_WITHOUT_ANSWER = 5;

  private final long maxNanosWithoutSuccess;
  private final RetryOptions retry;
  private final TimeSource time;
  private State state = State.NORMAL;
  private @Nullable Object failingRequest;
  private boolean everAnswered;
  private int failuresWithoutAnswer;

  /** How many attempts failed before TikTok ever answered, and when the first of them did. */
  private int attemptsWithoutAnswer;

  private long firstFailedAt;
  private int requestsInFlight;

  /** When the last answer came, or when a request was in flight again after none was. */
  private long since;

  OutageDetector(Duration maxTimeWithoutSuccess, RetryOptions retry, TimeSource time) {
    this.maxNanosWithoutSuccess = TimeUnit.NANOSECONDS.convert(maxTimeWithoutSuccess);
    this.retry = retry;
    this.time = time;
  }

  /** Records that a request began; it is in flight from its first attempt to its last. */
  synchronized void requestBegan() {
    if (requestsInFlight == 0) {
      since = time.nanos();
    }
    requestsInFlight++;
  }

  synchronized void requestEnded() {
    requestsInFlight--;
  }

  /** Records that TikTok answered a request, even if it refused it. */
  synchronized void answered() {
    everAnswered = true;
    since = time.nanos();
    failingRequest = null;
    become(State.NORMAL);
  }

  /** Records that an attempt at {@code request} failed, and returns the state. */
  synchronized State attemptFailed(Object request) {
    if (failingRequest == null) {
      failingRequest = request;
      become(State.FAILING);
    } else if (failingRequest != request) {
      become(State.OUTAGE);
    }
    return giveUpIf(isNobodyThere() || isOverdue());
  }

  /**
   * Returns whether TikTok has never answered, to as many attempts and for as long as a single
   * request has. Without this, several requests that share their pauses would wait for each other's
   * attempts, minutes long.
   */
  private boolean isNobodyThere() {
    if (everAnswered) {
      return false;
    }
    if (attemptsWithoutAnswer++ == 0) {
      firstFailedAt = time.nanos();
    }
    return attemptsWithoutAnswer >= Math.max(MAX_FAILURES_WITHOUT_ANSWER, retry.maxAttempts())
        && time.nanos() - firstFailedAt >= Backoff.shortestTimeOfAttempts(retry);
  }

  /** Records that TikTok throttled a request, and returns the state. */
  synchronized State throttled() {
    return giveUpIf(isOverdue());
  }

  /**
   * Records that a request has used up its attempts, and returns the state.
   *
   * @param repeated whether it was sent more than once
   */
  synchronized State attemptsUsedUp(boolean repeated) {
    failuresWithoutAnswer += everAnswered ? 0 : 1;
    boolean nobodyIsThere =
        !everAnswered && (repeated || failuresWithoutAnswer >= MAX_FAILURES_WITHOUT_ANSWER);
    return giveUpIf(nobodyIsThere || isOverdue());
  }

  /** Gives up now, since nothing can be sent before it would do so anyway. */
  synchronized void giveUp() {
    become(State.GIVEN_UP);
  }

  synchronized State state() {
    return state;
  }

  /** Returns when the export gives up if no answer comes, by its time source. */
  synchronized long deadline() {
    return since + maxNanosWithoutSuccess;
  }

  private boolean isOverdue() {
    return time.nanos() - since >= maxNanosWithoutSuccess;
  }

  private State giveUpIf(boolean hopeless) {
    if (hopeless) {
      become(State.GIVEN_UP);
    }
    return state;
  }

  private void become(State next) {
    if (state != State.GIVEN_UP) {
      state = next;
    }
  }
}
