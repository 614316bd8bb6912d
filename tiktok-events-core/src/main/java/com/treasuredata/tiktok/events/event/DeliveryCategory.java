package com.treasuredata.tiktok.events.event;

import java.util.Locale;

/** How goods reach the customer (events-api.md §2.3). */
public enum DeliveryCategory {
  /** Bought in the shop. */
  IN_STORE,
  /** Handed over at the kerb. */
  CURBSIDE,
  /** Delivered. */
  HOME_DELIVERY;

  /** Returns the name that TikTok uses, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
