package com.treasuredata.tiktok.events.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** A time that stands still until a test steps it. */
final class ManualTime implements TimeSource {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private final AtomicLong waits = new AtomicLong();

  void step(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Returns how often somebody began to wait. */
  long waits() {
    return waits.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(1_767_225_600, nanos.get());
  }

  /** Looks at the time again each millisecond; it may have been stepped. */
  @Override
  public void await(Condition condition, long howLong) throws InterruptedException {
    waits.incrementAndGet();
    long until = nanos.get() + howLong;
    while (nanos.get() - until < 0) {
      if (condition.await(1, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
