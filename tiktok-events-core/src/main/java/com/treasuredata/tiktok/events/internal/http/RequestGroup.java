package com.treasuredata.tiktok.events.internal.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Requests that belong together, as those of an export: they are stopped together, and share one
 * view of whether TikTok is there. Safe for use by several threads.
 */
public final class RequestGroup {
  private enum Stop {
    NONE,
    /** For requests that TikTok can't have, so that nothing is lost by not sending them. */
    UNSENT,
    ALL
  }

  private final RequestLimiter limiter;
  private final @Nullable OutageDetector outage;
  private final Set<Call> inFlight = new HashSet<>();
  private volatile Stop stop = Stop.NONE;

  /**
   * Creates one.
   *
   * @param outage decides how long requests are repeated beyond their own attempts; {@code null} if
   *     they aren't
   */
  RequestGroup(RequestLimiter limiter, @Nullable OutageDetector outage) {
    this.limiter = limiter;
    this.outage = outage;
  }

  /**
   * Stops requests that were never sent, or that TikTok certainly hasn't taken. A request that
   * TikTok may have taken goes on until that is known.
   */
  public void stopUnsent() {
    stop(Stop.UNSENT);
  }

  /** Stops all requests that wait: for a pause to end, or for their next attempt. */
  public void stopWaiting() {
    stop(Stop.ALL);
  }

  /**
   * Stops all requests, and cancels the calls that are in flight. What became of these is unknown.
   */
  public void cancel() {
    stopWaiting();
    List<Call> calls;
    synchronized (this) {
      calls = new ArrayList<>(inFlight);
    }
    calls.forEach(Call::cancel);
  }

  private void stop(Stop next) {
    synchronized (this) {
      if (next.compareTo(stop) > 0) {
        stop = next;
      }
    }
    limiter.wake();
  }

  /** Returns whether the export should end because TikTok is away for too long. */
  public boolean hasGivenUp() {
    return outage != null && outage.state() == OutageDetector.State.GIVEN_UP;
  }

  @Nullable OutageDetector outage() {
    return outage;
  }

  /**
   * Returns whether a request goes on.
   *
   * @param isInDoubt whether TikTok may have taken it at an earlier attempt
   */
  boolean mayGoOn(boolean isInDoubt) {
    return stop == Stop.NONE || (stop == Stop.UNSENT && isInDoubt);
  }

  /** Registers a call that is about to be made, unless the group has stopped. */
  synchronized boolean begin(Call call, boolean isInDoubt) {
    return mayGoOn(isInDoubt) && inFlight.add(call);
  }

  synchronized void end(Call call) {
    inFlight.remove(call);
  }
}
