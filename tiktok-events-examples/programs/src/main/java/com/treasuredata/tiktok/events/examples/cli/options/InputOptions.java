package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.Paths;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.rows.CountingStream;
import com.treasuredata.tiktok.events.examples.cli.rows.FirstRows;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.JdbcQuery;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where rows come from. */
public final class InputOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "The rows: a .csv or .jsonl file, also compressed (.gz, .zst), or - for standard input. CSV has a"
              + " header; whether , ; | or a tab separates its columns is found out.")
  @Nullable String input;

  @Mixin final QueryOptions query = new QueryOptions();

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

  /**
   * Returns the input's name, the same for the same file wherever the command is run; of a query, a
   * digest: it may hold anything.
   */
  public String name() {
    check();
    if (query.isGiven()) {
      JdbcQuery asked = query.queryAlone();
      return "query " + digest(asked.url() + '\n' + asked.user() + '\n' + asked.sql());
    }
    Path file = file();
    return file == null ? STANDARD_INPUT : file.toAbsolutePath().normalize().toString();
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Returns the files that are read, by their options. */
  public Map<String, Optional<Path>> files() {
    Map<String, Optional<Path>> files = new LinkedHashMap<>(query.files());
    files.put("--input", Optional.ofNullable(file()));
    return files;
  }

  /**
   * Makes sure that the rows come in the same order again, as far as that can be told.
   *
   * @throws UsageException if they are those of a query without ORDER BY
   */
  public void requireOrder() {
    if (query.isGiven() && !query.queryAlone().isOrdered()) {
      throw new UsageException(
          "--resume needs an ORDER BY in the query, over columns that tell each row from the others:"
              + " records are compared with those of the earlier run one by one, and a database may"
              + " give them in another order each time");
    }
  }

  /** Returns the input's file, or {@code null} if it is standard input or a query. */
  private @Nullable Path file() {
    if (input == null || input.equals(STANDARD_INPUT)) {
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
    check();
    Path file = file();
    RowSource rows =
        query.isGiven()
            ? query.query(context).open()
            : file == null
                ? (format == null ? InputFormat.CSV : format)
                    .openStandardInput(context.in(), charset())
                : format(file).open(file, charset(), in -> new CountingStream(in, bytesRead));
    return limit == null ? rows : new FirstRows(rows, limit);
  }

  /**
   * Checks what can be checked without rows.
   *
   * @throws UsageException if there is no input, or there are two, or options don't go together
   */
  public void check() {
    if (limit != null && limit < 1) {
      throw new UsageException("--limit must be at least 1: " + limit);
    }
    if (input == null && !query.isGiven()) {
      throw new UsageException("give --input FILE, or --jdbc-url URL and --query SQL");
    }
    if (input != null && query.isGiven()) {
      throw new UsageException(
          "there are two inputs, --input and " + query.given().get(0) + ": give one of them");
    }
    if (query.isGiven() && (format != null || charset != null)) {
      throw new UsageException(
          (format != null ? "--format" : "--charset") + " is for files: a query has neither");
    }
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
        ? InputFormat.of(file.toString())
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
