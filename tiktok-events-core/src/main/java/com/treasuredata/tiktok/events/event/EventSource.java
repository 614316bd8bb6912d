package com.treasuredata.tiktok.events.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where events go: one pixel, app, offline event set or CRM event set. All events of a request
 * share it (events-api.md §1.2).
 *
 * <p>{@code EventSource.web("C4A1EXAMPLE0PIXEL7QG")} becomes {@code "event_source":"web",
 * "event_source_id":"C4A1EXAMPLE0PIXEL7QG"}.
 *
 * @param type the kind of source
 * @param id the id by which TikTok knows it; not blank, without white space
 */
public record EventSource(EventSourceType type, String id) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Checks the id's shape, as far as TikTok publishes it.
   *
   * @throws IllegalArgumentException if {@code id} is blank or has white space in it
   */
  public EventSource {
    Objects.requireNonNull(type, "type");
    if (id.isBlank()) {
      throw new IllegalArgumentException("event source id is blank");
    }
    if (id.codePoints().anyMatch(EventSource::isBlank)) {
      throw new IllegalArgumentException("event source id has white space in it: \"" + id + '"');
    }
  }

  /** Returns whether a code point is white space of any kind, seen or not. */
  private static boolean isBlank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** Returns the web site whose pixel has this code; it is not the pixel's numeric id. */
  public static EventSource web(String pixelCode) {
    return new EventSource(EventSourceType.WEB, pixelCode);
  }

  /** Returns the app with this TikTok App ID; it is not the id in the app's store. */
  public static EventSource app(String tiktokAppId) {
    return new EventSource(EventSourceType.APP, tiktokAppId);
  }

  /** Returns the offline event set with this id. */
  public static EventSource offline(String eventSetId) {
    return new EventSource(EventSourceType.OFFLINE, eventSetId);
  }

  /** Returns the CRM event set with this id. */
  public static EventSource crm(String eventSetId) {
    return new EventSource(EventSourceType.CRM, eventSetId);
  }
}
