package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints the completion of commands and options for bash and zsh.",
      "bash, zsh: source <(tiktok-events completion)"
    })
public final class CompletionCommand implements Runnable {
  private final CliContext context;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  CommandSpec spec;

  public CompletionCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.out().print(AutoComplete.bash("tiktok-events", spec.root().commandLine()));
  }
}
