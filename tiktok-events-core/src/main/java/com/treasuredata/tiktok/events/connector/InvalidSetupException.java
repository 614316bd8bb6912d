package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A connector's settings or a table's columns can't be used. The message lists all that is wrong
 * with them, and never shows a token.
 *
 * <p>{@code "the settings are wrong: thread_count is "99"; it must be a whole number from 1 to
 * 10"}.
 */
public final class InvalidSetupException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  private InvalidSetupException(String what, List<String> problems) {
    super(what + ": " + String.join("; ", problems), null);
    this.problems = new ArrayList<>(problems);
  }

  static InvalidSetupException ofSettings(List<String> problems) {
    return new InvalidSetupException("the settings are wrong", problems);
  }

  static InvalidSetupException ofColumns(List<String> problems) {
    return new InvalidSetupException("the columns can't be used", problems);
  }

  /**
   * Returns all problems, a sentence each, which names the setting's key or the column; at least
   * one.
   */
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
