package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.Paths;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.rows.CountingStream;
import com.treasuredata.tiktok.events.examples.cli.rows.FirstRows;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
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

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description =
          "The charset that the rows were saved in, such as windows-31j (Excel in Japan),"
              + " windows-1252 (in the West) or UTF-16; by default UTF-8.")
  @Nullable String charset;

  @Option(names = "--limit", paramLabel = "N", description = "Read the first N records only.")
  @Nullable Long limit;

  private final LongAdder bytesRead = new LongAdder();

  /** Returns the input's name, the same for the same file wherever the command is run. */
  public String name() {
    Path file = file();
    return file == null ? STANDARD_INPUT : file.toAbsolutePath().normalize().toString();
  }

  /** Returns the input's file, or {@code null} for standard input. */
  public @Nullable Path file() {
    if (input.equals(STANDARD_INPUT)) {
      return null;
    }
    try {
      return Path.of(input);
    } catch (InvalidPathException e) {
      throw new UsageException("--input: " + Paths.problem(e));
    }
  }

  /** Returns {@code --limit} as text; empty without it. */
  public String limit() {
    return limit == null ? "" : limit.toString();
  }

  /**
   * Opens the input.
   *
   * @throws UsageException if its format can't be told, or the options can't be
   */
  public RowSource open(CliContext context) {
    if (limit != null && limit < 1) {
      throw new UsageException("--limit must be at least 1: " + limit);
    }
    Path file = file();
    RowSource rows =
        file == null
            ? (format == null ? InputFormat.CSV : format).openStandardInput(context.in(), charset())
            : format(file).open(file, charset(), in -> new CountingStream(in, bytesRead));
    return limit == null ? rows : new FirstRows(rows, limit);
  }

  private Charset charset() {
    try {
      return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--charset must name a charset, such as windows-31j, windows-1252 or UTF-16");
    }
  }

  private InputFormat format(Path file) {
    return format == null
        ? InputFormat.of(input)
            .orElseThrow(
                () ->
                    new UsageException(
                        "can't tell the format of "
                            + ShownPath.of(file)
                            + ": give --format csv or jsonl"))
        : format;
  }

  /** Returns how much of the input was read, 0 to 1; empty if its size isn't known. */
  public OptionalDouble share() {
    Path file = file();
    if (file == null || limit != null || !Files.isRegularFile(file)) {
      return OptionalDouble.empty();
    }
    try {
      long size = Files.size(file);
      return size == 0 ? OptionalDouble.empty() : OptionalDouble.of(1.0 * bytesRead.sum() / size);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
