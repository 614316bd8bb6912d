package com.treasuredata.tiktok.events.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds all that is wrong with a command's options, so that it can be told at once. */
public final class Checks {
  private final List<String> problems = new ArrayList<>();

  /** Makes a check, and notes what it finds. */
  public void add(Runnable check) {
    try {
      check.run();
    } catch (UsageException e) {
      note(e);
    }
  }

  /** Returns what can be made of the options; empty if they are wrong, which is noted. */
  public <T> Optional<T> make(Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (UsageException e) {
      note(e);
      return Optional.empty();
    }
  }

  private void note(UsageException wrong) {
    wrong.texts().forEach(problems::add);
  }

  /**
   * Ends the checks.
   *
   * @throws UsageException if something was found, of all of it
   */
  public void end() {
    if (problems.size() == 1) {
      throw new UsageException(problems.get(0));
    }
    if (!problems.isEmpty()) {
      throw new UsageException("the options can't be used:", problems);
    }
  }
}
