package com.treasuredata.tiktok.events.event;

import java.util.Locale;

/** Whether a customer is new (events-api.md §2.3). */
public enum CustomerType {
  /** Bought for the first time. */
  NEW,
  /** Bought before. */
  RETURNING;

  /** Returns the name that TikTok uses, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
