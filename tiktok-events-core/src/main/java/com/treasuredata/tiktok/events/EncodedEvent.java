package com.treasuredata.tiktok.events;

import org.jspecify.annotations.Nullable;

/** An event as the bytes that are sent, encoded once and for all. */
final class EncodedEvent {
  private final long number;
  private final @Nullable Object record;
  private final byte[] json;
  private final boolean idempotent;

  EncodedEvent(long number, @Nullable Object record, byte[] json, boolean idempotent) {
    this.number = number;
    this.record = record;
    this.json = json;
    this.idempotent = idempotent;
  }

  /** Returns the number of the record that it was made of, from 1. */
  public long number() {
    return number;
  }

  /** Returns the record that it was made of, if that is kept for whoever wants it back. */
  public @Nullable Object record() {
    return record;
  }

  /** Returns how many bytes it takes. */
  public int length() {
    return json.length;
  }

  /** Returns whether TikTok counts it once however often it is sent (events-api.md §6). */
  public boolean isIdempotent() {
    return idempotent;
  }

  byte[] json() {
    return json;
  }
}
