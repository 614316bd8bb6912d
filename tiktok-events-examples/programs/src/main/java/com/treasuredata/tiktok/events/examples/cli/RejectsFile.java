package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.export.RecordFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * A file with a line of JSON for each record that was not delivered: its number, where it ended,
 * why, and TikTok's request id. It holds no value of any record, and only its owner may read it.
 */
final class RejectsFile implements AutoCloseable {
  private final BufferedWriter file;

  private RejectsFile(BufferedWriter file) {
    this.file = file;
  }

  static RejectsFile create(Path path) {
    try {
      Files.deleteIfExists(path);
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return new RejectsFile(Files.newBufferedWriter(path));
    } catch (IOException e) {
      throw new UsageException("can't write " + path + ": " + e.getClass().getSimpleName());
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
