package com.treasuredata.tiktok.events.event;

import java.util.Locale;

/** What content ids name (events-api.md §2.3). */
public enum ContentType {
  /** Single products: the catalogue's {@code sku_id}. */
  PRODUCT,
  /** Groups of products: the catalogue's {@code item_group_id}. */
  PRODUCT_GROUP;

  /** Returns the name that TikTok uses, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
