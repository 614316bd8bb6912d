package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where rows come from. */
final class InputOptions {
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

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description =
          "The charset that the rows were saved in, such as windows-31j (Excel in Japan),"
              + " windows-1252 (in the West) or UTF-16; by default UTF-8.")
  @Nullable String charset;

  private Charset charset() {
    try {
      return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--charset must name a charset, such as windows-31j, windows-1252 or UTF-16");
    }
  }

  /** Returns the input's name, the same for the same file wherever the command is run. */
  String name() {
    return input.equals(STANDARD_INPUT)
        ? input
        : Path.of(input).toAbsolutePath().normalize().toString();
  }

  /** Returns the input's file, or {@code null} for standard input. */
  @Nullable Path file() {
    return input.equals(STANDARD_INPUT) ? null : Path.of(input);
  }

  RowSource open(CliContext context) {
    if (input.equals(STANDARD_INPUT)) {
      return (format == null ? InputFormat.CSV : format).openStandardInput(context.in(), charset());
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
    return known.open(Path.of(input), charset());
  }
}
