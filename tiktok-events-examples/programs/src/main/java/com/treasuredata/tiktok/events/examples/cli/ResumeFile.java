package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.export.ExportReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A file that says up to which record an export is settled, so that the same command goes on there.
 * It is replaced in one step, and deleted when everything is delivered. Only its owner may read it.
 */
final class ResumeFile {
  private static final String SOURCE_TYPE = "event_source";
  private static final String SOURCE_ID = "event_source_id";
  private static final String FIRST_ROWS = "first_rows";
  private static final String SETTLED = "settled_up_to";

  private final Path file;
  private final Map<String, String> job;
  private final boolean isNew;
  private final String knownRows;
  private final long settledBefore;
  private final FirstRows firstRows = new FirstRows();
  private @Nullable EventSource source;
  private long settled;

  private ResumeFile(Path file, Map<String, String> job, Properties found) {
    this.file = file;
    this.job = job;
    this.isNew = found.isEmpty();
    this.source = source(found);
    this.knownRows = found.getProperty(FIRST_ROWS, "");
    this.settledBefore = Long.parseLong(found.getProperty(SETTLED, "0"));
    this.settled = settledBefore;
  }

  /**
   * Opens the file of a job; there need be none yet.
   *
   * @param job what tells the job from others, by name
   * @throws UsageException if it is another job's, or something else
   */
  static ResumeFile open(Path file, Map<String, String> job) {
    Properties found = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      found.load(reader);
    } catch (NoSuchFileException e) {
      return new ResumeFile(file, job, found);
    } catch (IOException | IllegalArgumentException e) {
      throw somethingElse(file);
    }
    if (!found.isEmpty() && !found.getProperty(SETTLED, "").matches("[0-9]{1,18}")) {
      throw somethingElse(file);
    }
    ResumeFile known = new ResumeFile(file, job, found);
    if (!known.isNew) {
      job.forEach((name, value) -> known.check(name, found.getProperty(name, ""), value));
    }
    return known;
  }

  private static UsageException somethingElse(Path file) {
    return new UsageException(
        "--resume %s: something else is there already; name a new file".formatted(file));
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

  private void check(String name, String before, String now) {
    if (!before.equals(now)) {
      throw another("%s was \"%s\" and is \"%s\"".formatted(name, before, now));
    }
  }

  private UsageException another(String difference) {
    return new UsageException(
        "%s is of another export: %s. Name another file, or delete it to start from the first record."
            .formatted(file, difference));
  }

  /** Returns the last record that needs nothing more since the earlier run; 0 if there was none. */
  long settledBefore() {
    return settledBefore;
  }

  /** Returns where the events of the earlier run went. */
  Optional<EventSource> source() {
    return Optional.ofNullable(source);
  }

  /** Returns whether an earlier run began, and may have created its event source. */
  boolean isContinued() {
    return !isNew;
  }

  /**
   * Writes the file for the first time, before anything is done.
   *
   * @throws UsageException if it can't be written
   */
  void prepare() {
    try {
      write();
    } catch (NoSuchFileException e) {
      throw new UsageException("--resume %s: there is no such directory".formatted(file));
    } catch (IOException e) {
      throw new UsageException("--resume %s: it can't be written".formatted(file));
    }
  }

  /**
   * Checks that events go where they went.
   *
   * @throws UsageException if those of the earlier run went elsewhere
   */
  void check(EventSource target) {
    if (source != null) {
      check(SOURCE_TYPE, source.type().wireName(), target.type().wireName());
      check(SOURCE_ID, source.id(), target.id());
    }
  }

  /**
   * Notes where events go, before the first is sent.
   *
   * @throws UsageException if those of the earlier run went elsewhere
   */
  void begin(EventSource target) {
    check(target);
    source = target;
    save();
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
        if (!more && count < settledBefore) {
          throw another(
              "the input has %d rows, of which %d were settled".formatted(count, settledBefore));
        }
        return more;
      }

      @Override
      public Row next() {
        Row row = rows.next();
        count++;
        if (firstRows.add(row) && !firstRows.maySoContinue(knownRows)) {
          throw another("the input begins with other rows");
        }
        return row;
      }
    };
  }

  /** Notes how far everything is settled. For one thread at a time. */
  void onProgress(ExportReport soFar) {
    if (soFar.checkpoint().position() > settled) {
      settled = soFar.checkpoint().position();
      save();
    }
  }

  /** Deletes the file, when everything is delivered. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  private void save() {
    try {
      write();
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    job.forEach((name, value) -> append(text, name, value));
    if (source != null) {
      append(text, SOURCE_TYPE, source.type().wireName());
      append(text, SOURCE_ID, source.id());
    }
    append(text, FIRST_ROWS, settled == settledBefore ? knownRows : firstRows.upTo(settled));
    append(text, SETTLED, Long.toString(settled));
    Path next = OwnersFile.next(file);
    Files.write(next, text.toString().getBytes(StandardCharsets.UTF_8));
    OwnersFile.replace(file, next);
  }

  /** A backslash begins an escape in such a file. */
  private static void append(StringBuilder text, String name, String value) {
    text.append(name).append('=').append(value.replace("\\", "\\\\")).append('\n');
  }
}
