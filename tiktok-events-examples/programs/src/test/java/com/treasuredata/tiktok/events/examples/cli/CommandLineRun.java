package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.examples.cli.command.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs the command line inside this process, with its own input, output and environment. */
final class CommandLineRun {
  private final Map<String, String> environment = new HashMap<>();
  private byte[] in = new byte[0];

  /**
   * What a command left behind.
   *
   * @param exitCode its exit code
   * @param out what it printed on standard output
   * @param err what it printed on standard error
   */
  record Result(int exitCode, String out, String err) {}

  CommandLineRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CommandLineRun in(String text) {
    this.in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CliContext context =
        CliContext.of(new ByteArrayInputStream(in), out, err, Map.copyOf(environment), false);
    int exitCode = Main.run(context, args);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
