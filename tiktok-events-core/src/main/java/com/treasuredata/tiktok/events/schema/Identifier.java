package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.Locale;
import java.util.Set;

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
  IP_AND_USER_AGENT("user.ip", "user.user_agent"),
  /** {@code user.idfa}, {@code user.idfv} or {@code user.gaid}. */
  DEVICE_ID("user.idfa", "user.idfv", "user.gaid"),
  /** {@code lead.lead_id}. */
  LEAD_ID("lead.lead_id");

  private final Set<String> paths;

  Identifier(String... paths) {
    this.paths = Set.of(paths);
  }

  /** Returns its name in accounts: {@code ip_and_user_agent}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether events of a kind of source have it: a device's id is for app events only. */
  public boolean isFor(EventSourceType source) {
    EventSchema schema = EventSchema.of(source);
    return paths.stream().allMatch(schema::has);
  }
}
