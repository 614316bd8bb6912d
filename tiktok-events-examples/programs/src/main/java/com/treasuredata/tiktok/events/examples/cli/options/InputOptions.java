package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where rows come from. */
public final class InputOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The rows: a .csv or .jsonl file, or - for standard input.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  String input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "csv or jsonl; by default what the file's name says, and csv for standard input.")
  @Nullable InputFormat format;

  /** Returns the input's name, the same for the same file wherever the command is run. */
  public String name() {
    return input.equals(STANDARD_INPUT)
        ? input
        : Path.of(input).toAbsolutePath().normalize().toString();
  }

  /** Returns the input's file, or {@code null} for standard input. */
  public @Nullable Path file() {
    return input.equals(STANDARD_INPUT) ? null : Path.of(input);
  }

  public RowSource open(CliContext context) {
    if (input.equals(STANDARD_INPUT)) {
      return (format == null ? InputFormat.CSV : format).openStandardInput(context.in());
    }
    InputFormat known =
        format == null
            ? InputFormat.of(input)
                .orElseThrow(
                    () ->
                        new UsageException(
                            "can't tell the format of "
                                + ShownPath.of(Path.of(input))
                                + ": give --format csv or jsonl"))
            : format;
    return known.open(Path.of(input));
  }
}
