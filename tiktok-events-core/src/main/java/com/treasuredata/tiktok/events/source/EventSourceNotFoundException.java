package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * No event source has the name, or several have, or there are too many to look through. The message
 * lists the sources that exist.
 */
public final class EventSourceNotFoundException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ArrayList<ListedSource> candidates;

  EventSourceNotFoundException(String message, List<ListedSource> candidates) {
    super(message, null);
    this.candidates = new ArrayList<>(candidates);
  }

  /**
   * Returns the sources of this name, if it is ambiguous, or else all of the type, the most similar
   * names first; empty if there are too many.
   */
  public List<ListedSource> candidates() {
    return Collections.unmodifiableList(candidates);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.SETTINGS;
  }
}
