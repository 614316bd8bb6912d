package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A connector's settings are wrong. The message lists all problems, and never shows a token. */
public final class InvalidConfigException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  InvalidConfigException(List<String> problems) {
    super("the settings are wrong: " + String.join("; ", problems), null);
    this.problems = new ArrayList<>(problems);
  }

  /** Returns all problems, a sentence each, which begins with the setting's key. */
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
