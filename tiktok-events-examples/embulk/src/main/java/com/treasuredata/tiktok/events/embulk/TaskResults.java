package com.treasuredata.tiktok.events.embulk;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.embulk.config.ConfigException;

/**
 * A file with a line of JSON for each record of a task, {@code task-000.jsonl}. It takes the place
 * of that of an earlier run, whose task sent all of its records anew too. Only its owner may read
 * it.
 */
final class TaskResults implements ExportListener, AutoCloseable {
  private final Path file;
  private final BufferedWriter out;

  private TaskResults(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Begins a task's file.
   *
   * @throws ConfigException if it can't be written
   */
  static TaskResults open(String directory, int taskIndex) {
    try {
      Path file =
          Files.createDirectories(Path.of(directory))
              .resolve(String.format(Locale.ROOT, "task-%03d.jsonl", taskIndex));
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return new TaskResults(file, Files.newBufferedWriter(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("results: no file can be written in that directory", e);
    }
  }

  @Override
  public void onResult(RecordResult result) {
    try {
      out.write(result.toJson());
      out.write('\n');
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void onProgress(ExportReport soFar) {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("results: " + file.getFileName() + " can't be written", e);
  }
}
