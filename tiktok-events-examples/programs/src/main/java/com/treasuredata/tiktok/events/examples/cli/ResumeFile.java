package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.export.ExportReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A file that says up to which record an export is settled, so that the same command goes on there.
 * It is replaced in one step, so whatever ends the process leaves a whole one, and deleted when
 * everything is delivered.
 */
final class ResumeFile {
  private static final String INPUT = "input";
  private static final String SOURCE_TYPE = "event_source";
  private static final String SOURCE_ID = "event_source_id";
  private static final String FIRST_ROWS = "first_rows";
  private static final String SETTLED = "settled_up_to";

  private final Path file;
  private final String input;
  private final String knownRows;
  private final long settledBefore;
  private final FirstRows firstRows = new FirstRows();
  private @Nullable EventSource source;
  private long written;

  private ResumeFile(
      Path file, String input, @Nullable EventSource source, String knownRows, long settledBefore) {
    this.file = file;
    this.input = input;
    this.source = source;
    this.knownRows = knownRows;
    this.settledBefore = settledBefore;
    this.written = settledBefore;
  }

  /**
   * Opens the file of a job; there need be none yet.
   *
   * @param input the input's name
   * @throws UsageException if it is another job's, or can't be read
   */
  static ResumeFile open(Path file, String input) {
    if (!Files.exists(file)) {
      return new ResumeFile(file, input, null, "", 0);
    }
    Properties found = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      found.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "can't read %s. Delete it to start from the first record.".formatted(file));
    }
    String settled = found.getProperty(SETTLED, "");
    if (!settled.matches("[0-9]{1,18}")) {
      throw new UsageException(
          "%s is damaged. Delete it to start from the first record.".formatted(file));
    }
    ResumeFile known =
        new ResumeFile(
            file, input, source(found), found.getProperty(FIRST_ROWS, ""), Long.parseLong(settled));
    known.check(INPUT, input.equals(found.getProperty(INPUT)));
    return known;
  }

  private static @Nullable EventSource source(Properties found) {
    String id = found.getProperty(SOURCE_ID, "");
    for (EventSourceType type : EventSourceType.values()) {
      if (!id.isBlank() && type.wireName().equals(found.getProperty(SOURCE_TYPE))) {
        return new EventSource(type, id);
      }
    }
    return null;
  }

  private void check(String what, boolean same) {
    if (!same) {
      throw new UsageException(
          "%s is of another export: its %s differs. Delete it to start from the first record."
              .formatted(file, what));
    }
  }

  /** Returns the last record that needs nothing more. */
  long settledUpTo() {
    return settledBefore;
  }

  /** Returns where the events of the earlier run went. */
  Optional<EventSource> source() {
    return Optional.ofNullable(source);
  }

  /**
   * Notes where events go, before the first is sent.
   *
   * @throws UsageException if those of the earlier run went elsewhere, or the file can't be written
   */
  void begin(EventSource target) {
    if (source != null) {
      check(SOURCE_TYPE, source.type() == target.type());
      check(SOURCE_ID, source.id().equals(target.id()));
    }
    source = target;
    try {
      write();
    } catch (UncheckedIOException e) {
      throw new UsageException("--resume %s: it can't be written".formatted(file));
    }
  }

  /**
   * Returns {@code rows}, held against those of the earlier run.
   *
   * @throws UsageException on the way, if the first ones are others, or there are fewer than it
   *     settled; nothing is sent by then
   */
  Iterator<Row> checking(Iterator<Row> rows) {
    return new Iterator<>() {
      private long count;

      @Override
      public boolean hasNext() {
        boolean more = rows.hasNext();
        check(INPUT, more || count >= settledBefore);
        return more;
      }

      @Override
      public Row next() {
        Row row = rows.next();
        count++;
        firstRows.add(row);
        check(INPUT, firstRows.maySoContinue(knownRows));
        return row;
      }
    };
  }

  /** Notes how far everything is settled. For one thread at a time. */
  void onProgress(ExportReport soFar) {
    if (soFar.settledUpTo() > written) {
      written = soFar.settledUpTo();
      write();
    }
  }

  /** Deletes the file, when everything is delivered. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    append(text, INPUT, input);
    if (source != null) {
      append(text, SOURCE_TYPE, source.type().wireName());
      append(text, SOURCE_ID, source.id());
    }
    append(text, FIRST_ROWS, written == settledBefore ? knownRows : firstRows.upTo(written));
    append(text, SETTLED, Long.toString(written));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, text.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /** A backslash begins an escape in such a file. */
  private static void append(StringBuilder text, String name, String value) {
    text.append(name).append('=').append(value.replace("\\", "\\\\")).append('\n');
  }
}
