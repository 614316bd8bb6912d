package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.List;
import java.util.stream.Stream;

/** A command can't begin: its words, settings or input are wrong. Nothing was sent. */
public final class UsageException extends EventsException {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  public UsageException(String message) {
    this(message, List.of());
  }

  /** Creates one of several problems, which are told a line each. */
  public UsageException(String message, List<String> problems) {
    super(message, null);
    this.problems = List.copyOf(problems);
  }

  /** Returns the lines that tell a user of it. */
  public Stream<String> lines() {
    return Stream.concat(
        Stream.of("tiktok-events: " + getMessage()),
        problems.stream().map(problem -> "  " + problem));
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.SETTINGS;
  }

  /** Returns the message and the problems, each by itself. */
  Stream<String> texts() {
    return Stream.concat(Stream.of(String.valueOf(getMessage())), problems.stream());
  }
}
