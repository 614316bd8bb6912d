package com.treasuredata.tiktok.events.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves, and a ticker that goes with it but is never set. */
final class ManualClock extends Clock {
  private volatile Instant now = Instant.parse("2026-01-31T09:30:00Z");

  /** Begins near the end of all longs, as nothing says that it doesn't. */
  private long ticks = Long.MAX_VALUE - Duration.ofMinutes(30).toNanos();

  void set(Instant time) {
    now = time;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
    ticks += duration.toNanos();
  }

  /** Returns what {@link System#nanoTime} stands for. */
  long nanoTime() {
    return ticks;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
