package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.util.Locale;
import java.util.Objects;

/** The kind of place that events come from (events-api.md §1.2). */
public enum EventSourceType {
  /** A web site; the source's id is its pixel code. */
  WEB,
  /**
   * A mobile app; the source's id is its TikTok App ID. TikTok opens this source to selected
   * advertisers only.
   */
  APP,
  /** Shops, call centres and the like; the source's id is its offline event set id. */
  OFFLINE,
  /**
   * The progress of leads in a customer relationship system; the source's id is its CRM event set
   * id.
   */
  CRM;

  /**
   * Returns the name that TikTok uses: {@code web}, {@code app}, {@code offline} or {@code crm}.
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the type that {@code name} means, in any case: {@code of("Web")} is {@link #WEB}.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static EventSourceType of(String name) {
    Objects.requireNonNull(name, "name");
    for (EventSourceType type : values()) {
      if (type.name().equalsIgnoreCase(name.strip())) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "event source must be web, app, offline or crm: " + ForeignText.quoted(name));
  }
}
