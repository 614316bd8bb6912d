package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.export.RecordFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * A file with a line of JSON for each record that was not delivered: its number, where it ended,
 * why, and TikTok's request id. It holds no value of any record, and only its owner may read it.
 */
final class RejectsFile implements AutoCloseable {
  /** How each line begins. */
  private static final String START = "{\"record\":";

  private final BufferedWriter file;

  private RejectsFile(BufferedWriter file) {
    this.file = file;
  }

  /**
   * Opens the file, which takes the place of an earlier one.
   *
   * @throws UsageException if something other than a file of its own is there, or it can't be
   *     written
   */
  static RejectsFile create(Path path) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isEarlierOne(path)) {
      throw new UsageException(
          "--rejects %s: something else is there already; name a new file".formatted(path));
    }
    try {
      if (!Files.exists(path)
          && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return new RejectsFile(Files.newBufferedWriter(path));
    } catch (NoSuchFileException e) {
      throw new UsageException("--rejects %s: there is no such directory".formatted(path));
    } catch (IOException e) {
      throw new UsageException("--rejects %s: it can't be written".formatted(path));
    }
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

  void add(RecordFailure failure) {
    try {
      file.write(line(failure));
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(RecordFailure failure) {
    JsonLine line =
        new JsonLine()
            .with("record", failure.record())
            .with("outcome", failure.outcome().name().toLowerCase(Locale.ROOT));
    failure.requestId().ifPresent(id -> line.with("request_id", id));
    return failure.violations().isEmpty()
        ? line.with("reason", String.valueOf(failure.cause().getMessage())).toString()
        : line.with(failure.violations()).toString();
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
