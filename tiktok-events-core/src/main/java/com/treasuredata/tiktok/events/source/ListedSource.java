package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.io.Serializable;

/**
 * An event source as TikTok lists it: {@code "Main store" (C4A1EXAMPLE0PIXEL7QG)}
 * (auth-and-sources.md §3.0). Immutable.
 */
public final class ListedSource implements Serializable {
  private static final long serialVersionUID = 1;

  private final EventSource source;
  private final String name;
  private final String description;

  ListedSource(EventSource source, String name, String description) {
    this.source = source;
    this.name = name;
    this.description = description;
  }

  /** Returns the source itself: its type, and the id that events need. */
  public EventSource source() {
    return source;
  }

  /** Returns its name in Events Manager, or an empty text if TikTok gives none. */
  public String name() {
    return name;
  }

  /**
   * Returns what distinguishes it from others of the same name, such as {@code IOS 343200656};
   * empty if TikTok lists nothing.
   */
  public String description() {
    return description;
  }

  /** Returns name and id: {@code "Main store" (C4A1EXAMPLE0PIXEL7QG)}. */
  @Override
  public String toString() {
    String more = description.isEmpty() ? "" : ", " + ForeignText.cut(description);
    return ForeignText.quoted(name) + " (" + source.id() + more + ')';
  }
}
