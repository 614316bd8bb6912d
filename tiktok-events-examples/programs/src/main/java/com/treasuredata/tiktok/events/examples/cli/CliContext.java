package com.treasuredata.tiktok.events.examples.cli;

import java.io.InputStream;
import java.io.OutputStream;
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
  private static final int USUAL_COLUMNS = 80;

  /** Takes the process's own streams. */
  public static CliContext of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean terminal) {
    return new CliContext(
        in, new EscapingStream(out), new EscapingStream(err), environment, terminal);
  }

  /** Returns how wide the terminal is, in columns; 80 if that can't be told. */
  public int columns() {
    return variable("COLUMNS")
        .filter(text -> text.matches("[1-9][0-9]{0,3}"))
        .map(Integer::valueOf)
        .orElseGet(() -> terminal ? TerminalWidth.ask().orElse(USUAL_COLUMNS) : USUAL_COLUMNS);
  }

  /** Returns an environment variable, if it is set and not blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
