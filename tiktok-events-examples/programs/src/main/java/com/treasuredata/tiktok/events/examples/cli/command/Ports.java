package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.UsageException;

/** What can be wrong with the port of 127.0.0.1 that {@code --port} gives. */
final class Ports {
  private static final int MAX_PORT = 65_535;

  private Ports() {}

  /**
   * Makes sure that there is such a port; 0 is any that is free.
   *
   * @throws UsageException if there is none
   */
  static void check(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new UsageException("--port is " + port + "; it must be a number up to " + MAX_PORT);
    }
  }

  static UsageException taken(int port) {
    return new UsageException(
        "can't listen on port " + port + " of 127.0.0.1: choose another with --port");
  }
}
