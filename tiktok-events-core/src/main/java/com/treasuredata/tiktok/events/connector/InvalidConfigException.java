package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.error.EventsException;
import java.util.List;

/** A connector's settings are wrong; says all that is, and never shows a token. */
public final class InvalidConfigException extends EventsException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidConfigException(List<String> problems) {
    super("the settings are wrong: " + String.join("; ", problems), null);
    this.problems = List.copyOf(problems);
  }

  /** Returns all that is wrong, a sentence each, which begins with the setting's key. */
  public List<String> problems() {
    return problems;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
