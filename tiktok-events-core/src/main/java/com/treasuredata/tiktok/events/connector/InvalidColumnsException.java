package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The columns of a table can't be mapped: required ones are missing, or several are for the same
 * field.
 */
public final class InvalidColumnsException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  InvalidColumnsException(List<String> problems) {
    super(String.join("; ", problems), null);
    this.problems = new ArrayList<>(problems);
  }

  /** Returns all problems, a sentence each. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
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
