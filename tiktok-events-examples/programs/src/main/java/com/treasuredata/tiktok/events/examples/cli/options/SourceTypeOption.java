package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.event.EventSourceType;
import picocli.CommandLine.Option;

/** The option that says which kind of event source is meant. */
public final class SourceTypeOption {
  @Option(
      names = "--source",
      required = true,
      paramLabel = "TYPE",
      description = "The kind of event source: web, app, offline or crm.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  EventSourceType type;

  /** Returns the kind. */
  public EventSourceType type() {
    return type;
  }
}
