package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.input.InputException;
import java.util.Locale;
import java.util.Objects;

/** An input that can be read up to some place and no further, for commands that only look at it. */
final class BrokenInput {
  private BrokenInput() {}

  /**
   * Says where reading ended and why, and that the rest is unchecked.
   *
   * @param checked how many rows were looked at before
   * @return the exit code of the command
   */
  static int tell(CliContext context, InputException why, long checked) {
    context.err().printLine("tiktok-events: " + why.getMessage());
    context
        .err()
        .printf(
            Locale.ROOT,
            "tiktok-events: reading ended there, after %,d %s: the rest was not checked%n",
            checked,
            checked == 1 ? "row" : "rows");
    return Objects.requireNonNull(ExitCode.of(why)).code();
  }
}
