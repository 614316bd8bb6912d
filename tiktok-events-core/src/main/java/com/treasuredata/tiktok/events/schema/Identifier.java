package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.Locale;

/** What TikTok matches events by (events-api.md §2.2, §2.7 and §3). */
public enum Identifier {
  /** {@code user.email}. */
  EMAIL("user.email"),
  /** {@code user.phone}. */
  PHONE("user.phone"),
  /** {@code user.external_id}. */
  EXTERNAL_ID("user.external_id"),
  /** {@code user.ttclid}, or the click id in {@code page.url} (§2.4). */
  TTCLID("user.ttclid"),
  /** {@code user.ttp}. */
  TTP("user.ttp"),
  /** {@code user.ip} with {@code user.user_agent}: neither is one without the other. */
  IP_AND_USER_AGENT("user.ip"),
  /** {@code user.idfa}, {@code user.idfv} or {@code user.gaid}. */
  DEVICE_ID("user.idfa"),
  /** {@code lead.lead_id}. */
  LEAD_ID("lead.lead_id");

  /** The field that stands for it. */
  private final String path;

  Identifier(String path) {
    this.path = path;
  }

  /** Returns its name in accounts: {@code ip_and_user_agent}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether events of a kind of source have it: a device's id is for app events only. */
  public boolean isFor(EventSourceType source) {
    return EventSchema.of(source).has(path);
  }
}
