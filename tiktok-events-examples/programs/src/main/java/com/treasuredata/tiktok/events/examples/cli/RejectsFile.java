package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.export.RecordFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a line of JSON for each record that was not delivered: its number, where it ended,
 * why, and TikTok's request id; and the row itself only if asked for. Only its owner may read it.
 */
final class RejectsFile implements AutoCloseable {
  /** How each line begins. */
  private static final String START = "{\"record\":";

  private static final Pattern LINE = Pattern.compile("\\Q" + START + "\\E([0-9]{1,18}),.*}");

  private final BufferedWriter file;
  private final boolean withValues;

  private RejectsFile(BufferedWriter file, boolean withValues) {
    this.file = file;
    this.withValues = withValues;
  }

  /**
   * Opens the file, which takes the place of an earlier one.
   *
   * @param withValues whether rows are written, too
   * @param settledUpTo up to which record the lines of the earlier one are kept
   * @throws UsageException if something other than a file of its own is there, or it can't be
   *     written
   */
  static RejectsFile open(Path path, boolean withValues, long settledUpTo) {
    boolean exists = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (exists && !isEarlierOne(path)) {
      throw new UsageException(
          "--rejects %s: something else is there already; name a new file".formatted(path));
    }
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, forOwnerOnly(path));
      BufferedWriter file = Files.newBufferedWriter(next);
      if (exists && settledUpTo > 0) {
        copy(path, file, settledUpTo);
      }
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new RejectsFile(file, withValues);
    } catch (NoSuchFileException e) {
      throw new UsageException("--rejects %s: there is no such directory".formatted(path));
    } catch (IOException e) {
      throw new UsageException("--rejects %s: it can't be written".formatted(path));
    }
  }

  private static FileAttribute<?>[] forOwnerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Nothing but an empty file or one that begins as a rejects file does is overwritten. */
  private static boolean isEarlierOne(Path path) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(START.length()), StandardCharsets.UTF_8);
      return start.isEmpty() || start.equals(START);
    } catch (IOException e) {
      return false;
    }
  }

  /** Copies the whole lines of settled records; what a kill cut off is of one that isn't. */
  private static void copy(Path earlier, BufferedWriter file, long settledUpTo) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(earlier)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && Long.parseLong(matcher.group(1)) <= settledUpTo) {
          file.write(line);
          file.newLine();
        }
      }
    }
  }

  void add(Row row, RecordFailure failure) {
    try {
      file.write(line(row, failure));
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(Row row, RecordFailure failure) {
    JsonLine line =
        new JsonLine()
            .with("record", failure.record())
            .with("outcome", failure.outcome().name().toLowerCase(Locale.ROOT))
            .with("reason", String.valueOf(failure.cause().getMessage()));
    failure.requestId().ifPresent(id -> line.with("request_id", id));
    if (failure.companions() > 0) {
      line.with("refused_together_with", failure.companions());
    }
    if (!failure.violations().isEmpty()) {
      line.with(failure.violations());
    }
    if (withValues && row.problem() == null) {
      line.with("row", row.values());
    }
    return line.toString();
  }

  void flush() {
    try {
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
