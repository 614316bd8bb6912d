package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.text.Ids;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Where events go: one pixel, app, offline event set or CRM event set. All events of a request
 * share it (events-api.md §1.2).
 *
 * <p>{@code EventSource.web("C4A1EXAMPLE0PIXEL7QG")} becomes {@code "event_source":"web",
 * "event_source_id":"C4A1EXAMPLE0PIXEL7QG"}. To keep one use {@link #toString} and {@link #parse},
 * or Java serialisation.
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
    Ids.checked("event source id", Objects.requireNonNull(id, "id"));
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

  /**
   * Returns the source that {@link #toString} wrote: a type in any case, a space and an id.
   *
   * @throws IllegalArgumentException if {@code text} is anything else
   */
  public static EventSource parse(String text) {
    String[] parts = Objects.requireNonNull(text, "text").strip().split(" ", 2);
    Optional<EventSourceType> type =
        Arrays.stream(EventSourceType.values())
            .filter(known -> known.name().equalsIgnoreCase(parts[0]))
            .findFirst();
    if (type.isEmpty() || parts.length < 2) {
      throw new IllegalArgumentException(
          "event source must be web, app, offline or crm, a space and an id, such as web"
              + " C4A1EXAMPLE0PIXEL7QG");
    }
    return new EventSource(type.get(), parts[1]);
  }

  /** Returns type and id as {@link #parse} reads them: {@code web C4A1EXAMPLE0PIXEL7QG}. */
  @Override
  public String toString() {
    return type.wireName() + ' ' + id;
  }
}
