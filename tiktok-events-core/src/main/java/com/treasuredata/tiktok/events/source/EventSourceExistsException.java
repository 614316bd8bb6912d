package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** No event source was created, because its name is taken. */
public final class EventSourceExistsException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ArrayList<ListedSource> existing;

  EventSourceExistsException(String message, List<ListedSource> existing) {
    super(message, null);
    this.existing = new ArrayList<>(existing);
  }

  /** Returns the sources with that name; empty if no events can be sent to the one that has it. */
  public List<ListedSource> existing() {
    return Collections.unmodifiableList(existing);
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
