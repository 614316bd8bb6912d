package com.treasuredata.tiktok.events.internal.http;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs an outage, or a time of throttling, in few lines: one when it begins, one each minute, and
 * one when it is over. Used under its owner's lock; what it returns is run outside.
 */
final class TroubleLog {
  static final Runnable NOTHING = () -> {};

  private static final Logger LOG = LoggerFactory.getLogger(ApiTransport.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final TimeSource time;
  private boolean isTrouble;
  private long since;
  private long loggedAt;

  TroubleLog(TimeSource time) {
    this.time = time;
  }

  /** Records a pause. */
  Runnable paused(Failed failed, Duration pause, int limit) {
    long now = time.nanos();
    boolean isNew = !isTrouble;
    if (isNew) {
      isTrouble = true;
      since = now;
    } else if (now - loggedAt < INTERVAL.toNanos()) {
      return NOTHING;
    }
    loggedAt = now;
    String what =
        failed.kind() == Failed.Kind.THROTTLED
            ? "TikTok throttles requests"
            : "requests fail again and again";
    String forHowLong = isNew ? "" : " for " + seconds(now - since);
    String why = failed.problem().describe(failed.attempts());
    return () ->
        LOG.warn(
            "{}{}: all requests wait {} ms, then at most {} are in flight at once: {}",
            what,
            forHowLong,
            pause.toMillis(),
            limit,
            why);
  }

  /** Records that a request was answered. */
  Runnable answered() {
    if (!isTrouble) {
      return NOTHING;
    }
    isTrouble = false;
    String forHowLong = seconds(time.nanos() - since);
    return () -> LOG.warn("requests are answered again, after {}", forHowLong);
  }

  /** Forgets trouble of requests that are over, whether or not any was answered. */
  void forget() {
    isTrouble = false;
  }

  private static String seconds(long nanos) {
    return nanos / 1_000_000_000 + " s";
  }
}
