package com.treasuredata.tiktok.events.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the whole job without an account. */
@Command(name = "demo", description = "x", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().println();
    return 0;
  }
}
