package com.treasuredata.tiktok.events.examples.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How the rows of an input are written. Both formats are UTF-8, with or without a byte order mark,
 * unless another charset is named; what is compressed by gzip or zstd is unpacked.
 */
public enum InputFormat {
  /**
   * Comma-separated values with a header, as in RFC 4180. Semicolons, tabs or bars may stand for
   * the commas: what separates the names in the first line separates the values below it.
   */
  CSV {
    @Override
    RowSource open(Utf8Input in) {
      return CsvRowSource.open(in);
    }
  },

  /** One JSON object per line. */
  JSONL {
    @Override
    RowSource open(Utf8Input in) {
      return new JsonLinesRowSource(in);
    }
  };

  private static final Pattern PACKED = Pattern.compile("(?i)\\.(?:gz|zst)$");

  /**
   * Tells a file's format by how its name ends: {@code .csv} and {@code .tsv} are CSV, {@code
   * .jsonl}, {@code .ndjson} and {@code .json} are JSON Lines, in upper or lower case, also with
   * {@code .gz} or {@code .zst} behind.
   *
   * @param filename a name, with or without directories
   * @return the format; empty if the name ends in any other way
   */
  public static Optional<InputFormat> of(String filename) {
    String name = PACKED.matcher(filename).replaceFirst("").toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "csv", "tsv" -> Optional.of(CSV);
      case "jsonl", "ndjson", "json" -> Optional.of(JSONL);
      default -> Optional.empty();
    };
  }

  /**
   * Opens a file for reading.
   *
   * @param file where the rows are
   * @return its rows, which the caller closes
   * @throws InputException if there is no such file, it can't be read, or it doesn't begin as the
   *     format says
   */
  public RowSource open(Path file) {
    return open(file, StandardCharsets.UTF_8);
  }

  /**
   * Opens a file in a charset for reading.
   *
   * @throws InputException as {@link #open(Path)} does, or if the file isn't in that charset
   */
  public RowSource open(Path file, Charset charset) {
    return open(file, charset, in -> in);
  }

  /**
   * Opens a file for reading through a stream of the caller's, such as one that counts.
   *
   * @param through returns the stream to read in place of the file's
   * @throws InputException as {@link #open(Path, Charset)} does
   */
  public RowSource open(Path file, Charset charset, UnaryOperator<InputStream> through) {
    InputStream in;
    try {
      in = through.apply(stream(file));
    } catch (IOException e) {
      throw new InputException(file + " can't be read: " + e, e);
    }
    try {
      return open(in, file.toString(), charset);
    } catch (InputException e) {
      closeAfter(e, in);
      throw e;
    }
  }

  /**
   * Opens a stream for reading.
   *
   * @param in where the rows are
   * @param displayName what messages call it, for example {@code standard input}
   * @return its rows; closing them closes {@code in}
   * @throws InputException if it doesn't begin as the format says
   */
  public RowSource open(InputStream in, String displayName) {
    return open(in, displayName, StandardCharsets.UTF_8);
  }

  private RowSource open(InputStream in, String displayName, Charset charset) {
    InputStream unpacked = Unpacked.of(in, displayName);
    boolean isUtf8 = charset.equals(StandardCharsets.UTF_8);
    InputStream utf8 = isUtf8 ? unpacked : new CharsetInput(unpacked, displayName, charset);
    return open(Utf8Input.open(utf8, displayName));
  }

  /**
   * Opens standard input for reading; a reader that waits for it can be interrupted.
   *
   * @return its rows, which the caller closes
   * @throws InputException if it doesn't begin as the format says
   */
  public RowSource openStandardInput(InputStream in) {
    return openStandardInput(in, StandardCharsets.UTF_8);
  }

  /**
   * Opens standard input in a charset for reading.
   *
   * @throws InputException as {@link #openStandardInput(InputStream)} does, or if it isn't in that
   *     charset
   */
  public RowSource openStandardInput(InputStream in, Charset charset) {
    return open(new InterruptibleInput(in), "standard input", charset);
  }

  abstract RowSource open(Utf8Input in);

  private static InputStream stream(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InputException(file + " is a directory: name a file");
    }
    try {
      InputStream in = Files.newInputStream(file);
      return Files.isRegularFile(file) ? in : new InterruptibleInput(in);
    } catch (NoSuchFileException e) {
      throw new InputException(file + " doesn't exist", e);
    } catch (AccessDeniedException e) {
      throw new InputException(file + " can't be read: permission denied", e);
    }
  }

  private static void closeAfter(InputException failure, InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
