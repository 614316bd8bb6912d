package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of TikTok's lists, with members that are no use left out.
 *
 * @param name its name; empty if TikTok gives none
 * @param id the id that events need; empty if it has none
 * @param description what tells it from others of the same name
 * @param flaw why no events can be sent to it; {@code null} if they can
 */
record SourceRow(String name, String id, String description, @Nullable String flaw) {
  boolean isNamed(String wanted) {
    return name.equals(wanted);
  }

  /** Returns the entry as something to send events to, unless it has a flaw. */
  Optional<ListedSource> usable(EventSourceType type) {
    return flaw == null
        ? Optional.of(new ListedSource(new EventSource(type, id), name, description))
        : Optional.empty();
  }

  /** Returns a member as text, empty if it is missing; ids may come as numbers. */
  static String text(Map<?, ?> item, String member) {
    Object value = item.get(member);
    if (value instanceof BigDecimal number && number.scale() == 0) {
      return number.toPlainString();
    }
    return value instanceof String text ? text : "";
  }

  /** Returns a row whose id is this, with a flaw if it can't be one. */
  static SourceRow of(String name, String id, String description) {
    try {
      String checked = EventSource.web(id).id(); // Ids of all types have the same form.
      return new SourceRow(name, checked, description, null);
    } catch (IllegalArgumentException e) {
      return new SourceRow(name, "", description, "TikTok gives no id for it");
    }
  }
}
