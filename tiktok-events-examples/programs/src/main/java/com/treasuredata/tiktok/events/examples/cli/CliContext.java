package com.treasuredata.tiktok.events.examples.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * What a command gets from the process that runs it, so that tests can give their own.
 *
 * @param in standard input
 * @param out standard output: results, for programs
 * @param err standard error: progress and messages, for people
 * @param environment the environment variables
 * @param terminal whether {@code err} is a terminal, on which a line may be rewritten
 */
public record CliContext(
    InputStream in,
    EscapingStream out,
    EscapingStream err,
    Map<String, String> environment,
    boolean terminal) {
  /** Takes the process's own streams. */
  static CliContext of(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean terminal) {
    return new CliContext(
        in, new EscapingStream(out), new EscapingStream(err), environment, terminal);
  }

  /** Returns an environment variable, if it is set and not blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
