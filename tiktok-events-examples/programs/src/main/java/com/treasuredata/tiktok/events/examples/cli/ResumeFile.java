package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.export.ExportListener;
import com.treasuredata.tiktok.events.export.ExportReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;

/**
 * A file that says up to which record an export is settled, so that the same command goes on there.
 * It is replaced in one step, so whatever ends the process leaves a whole one, and deleted when
 * everything is delivered.
 */
final class ResumeFile implements ExportListener {
  private static final String SETTLED = "settled_up_to";

  private final Path file;
  private final Map<String, String> job;
  private long written;

  private ResumeFile(Path file, Map<String, String> job, long written) {
    this.file = file;
    this.job = job;
    this.written = written;
  }

  /**
   * Opens the file of a job; there need be none yet.
   *
   * @throws UsageException if it is another job's, or can't be read
   */
  static ResumeFile open(Path file, String input, EventSource source) {
    Map<String, String> job =
        Map.of(
            "input",
            input,
            "event_source",
            source.type().wireName(),
            "event_source_id",
            source.id());
    if (!Files.exists(file)) {
      return new ResumeFile(file, job, 0);
    }
    Properties found = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      found.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException("can't read " + file + ": delete it to start from the first record");
    }
    job.forEach(
        (name, value) -> {
          if (!value.equals(found.getProperty(name))) {
            throw new UsageException(
                "%s is of another export: its %s differs. Delete it to start from the first record."
                    .formatted(file, name));
          }
        });
    String settled = found.getProperty(SETTLED, "");
    if (!settled.matches("[0-9]{1,18}")) {
      throw new UsageException(file + " is damaged: delete it to start from the first record");
    }
    return new ResumeFile(file, job, Long.parseLong(settled));
  }

  /** Returns the last record that needs nothing more. */
  long settledUpTo() {
    return written;
  }

  @Override
  public void onProgress(ExportReport soFar) {
    if (soFar.settledUpTo() > written) {
      written = soFar.settledUpTo();
      write();
    }
  }

  /** Notes how the export ended. */
  void ended(ExportReport report) {
    onProgress(report);
    if (report.isComplete()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    job.forEach((name, value) -> text.append(name).append('=').append(escaped(value)).append('\n'));
    text.append(SETTLED).append('=').append(written).append('\n');
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, text.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /** A backslash begins an escape in such a file. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\");
  }
}
