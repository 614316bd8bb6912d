package com.treasuredata.tiktok.events.examples.cli;

import com.squareup.moshi.JsonWriter;
import com.treasuredata.tiktok.events.export.RecordFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import okio.Buffer;

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

  private static String line(RecordFailure failure) throws IOException {
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.beginObject();
      json.name("record").value(failure.record());
      json.name("outcome").value(failure.outcome().name().toLowerCase(Locale.ROOT));
      if (failure.requestId().isPresent()) {
        json.name("request_id").value(failure.requestId().get());
      }
      if (failure.violations().isEmpty()) {
        json.name("reason").value(failure.cause().getMessage());
      } else {
        ViolationsJson.write(json, failure.violations());
      }
      json.endObject();
    }
    return buffer.readUtf8();
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
