package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of TikTok's lists, with members that are no use left out, and cut where it is longer
 * than any name.
 *
 * @param name its name; empty if TikTok gives none
 * @param id the id that events need; empty if it has none
 * @param description what tells it from others of the same name
 * @param flaw why no events can be sent to it; {@code null} if they can
 */
record SourceRow(String name, String id, String description, @Nullable String flaw)
    implements Comparable<SourceRow> {
  private static final Comparator<SourceRow> ORDER =
      Comparator.comparing(SourceRow::name)
          .thenComparing(SourceRow::id)
          .thenComparing(SourceRow::description)
          .thenComparing(row -> row.flaw == null ? "" : row.flaw);

  /** By name. Hash tables need an order to stay quick with names of equal hash codes. */
  @Override
  public int compareTo(SourceRow other) {
    return ORDER.compare(this, other);
  }

  /** Returns the entry as something to send events to, unless it has a flaw. */
  Optional<ListedSource> usable(EventSourceType type) {
    return flaw == null
        ? Optional.of(new ListedSource(new EventSource(type, id), name, description))
        : Optional.empty();
  }

  /**
   * Returns a member as text, empty if it is missing; ids may come as numbers. What is longer than
   * a name can be is cut, and ends in {@code …}.
   */
  static String text(Map<?, ?> item, String member) {
    Object value = item.get(member);
    if (value instanceof BigDecimal number && number.scale() == 0) {
      return number.toPlainString();
    }
    return value instanceof String text ? cut(text) : "";
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= SourceName.MAX_UNLIMITED_LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, SourceName.MAX_UNLIMITED_LENGTH)) + '…';
  }

  /** Returns a row whose id is this, with a flaw if it can't be one. */
  static SourceRow of(String name, String id, String description) {
    if (id.length() > SourceName.MAX_UNLIMITED_LENGTH) {
      return new SourceRow(name, "", description, "the id that TikTok gives for it is too long");
    }
    try {
      String checked = EventSource.web(id).id(); // Ids of all types have the same form.
      return new SourceRow(name, checked, description, null);
    } catch (IllegalArgumentException e) {
      return new SourceRow(name, "", description, "TikTok gives no id for it");
    }
  }
}
