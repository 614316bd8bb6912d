package com.treasuredata.tiktok.events.internal.track;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of one request, kept within its limits. Filled by one thread, then sent by another.
 */
public final class Batch {
  private final int maxEvents;
  private final long maxBytes;
  private final List<EncodedEvent> events;
  private long bytes;

  Batch(int maxEvents, long maxBytes, int envelopeBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.events = new ArrayList<>();
    this.bytes = envelopeBytes;
  }

  /** Adds {@code event} if there is room for it. */
  public boolean add(EncodedEvent event) {
    int comma = events.isEmpty() ? 0 : 1;
    if (events.size() == maxEvents || bytes + comma + event.length() > maxBytes) {
      return false;
    }
    bytes += comma + event.length();
    events.add(event);
    return true;
  }

  /** Returns the events in it. */
  public List<EncodedEvent> events() {
    return events;
  }

  /** Returns whether nothing is in it. */
  public boolean isEmpty() {
    return events.isEmpty();
  }
}
