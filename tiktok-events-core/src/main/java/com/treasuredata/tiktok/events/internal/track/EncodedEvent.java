package com.treasuredata.tiktok.events.internal.track;

/** An event as the bytes that are sent, encoded once and for all. */
public final class EncodedEvent {
  private final long record;
  private final byte[] json;
  private final boolean repeatable;

  EncodedEvent(long record, byte[] json, boolean repeatable) {
    this.record = record;
    this.json = json;
    this.repeatable = repeatable;
  }

  /** Returns the number of the record that it was made of, from 1. */
  public long record() {
    return record;
  }

  /** Returns how many bytes it takes. */
  public int length() {
    return json.length;
  }

  /** Returns whether TikTok counts it once however often it is sent (events-api.md §6). */
  public boolean isRepeatable() {
    return repeatable;
  }

  byte[] json() {
    return json;
  }
}
