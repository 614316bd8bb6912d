package com.treasuredata.tiktok.events.testing;

import com.treasuredata.tiktok.events.testing.FakeTikTok.Stats;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts so far, in total and by event source. */
final class Tally {
  private final Map<String, Stats> bySource = new HashMap<>();
  private Stats total = Stats.ZERO;

  /** Adds a request; one that was refused too early has no source. */
  synchronized void add(@Nullable String source, Stats request) {
    total = total.plus(request);
    if (source != null) {
      bySource.merge(source, request, Stats::plus);
    }
  }

  synchronized Stats total() {
    return total;
  }

  synchronized Stats of(String source) {
    return bySource.getOrDefault(source, Stats.ZERO);
  }
}
