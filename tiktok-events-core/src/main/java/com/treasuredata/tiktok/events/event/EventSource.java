package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.text.Ids;
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
 * @param id the id by which TikTok knows it: printable ASCII, without white space
 */
public record EventSource(EventSourceType type, String id) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Checks the id's shape, as far as TikTok publishes it.
   *
   * @throws IllegalArgumentException if {@code id} is blank, or has white space or anything in it
   *     that isn't printable ASCII
   */
  public EventSource {
    Objects.requireNonNull(type, "type");
    Ids.checked("event source id", id);
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
