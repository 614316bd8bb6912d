package com.treasuredata.tiktok.events.testing;

import java.util.ArrayDeque;
import java.util.List;

/** The latest events received, up to a bound. */
final class KeptEvents {
  private final ArrayDeque<ReceivedEvent> events = new ArrayDeque<>();
  private final int max;

  KeptEvents(int max) {
    this.max = max;
  }

  boolean wanted() {
    return max > 0;
  }

  synchronized void add(ReceivedEvent event) {
    if (events.size() == max) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  synchronized List<ReceivedEvent> list() {
    return List.copyOf(events);
  }
}
