package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.internal.io.SmallFile;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.schema.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds the checkpoint of an export, so that the same command goes on there. It knows
 * its job, is locked while it is used, is replaced in one step, and deleted when everything is
 * delivered. Only its owner may read it.
 *
 * <p>It is written each time that a batch is settled, so a process that is killed sends again what
 * was in flight and no more. It is forced to the disk at least each second, and before a batch is
 * sent that TikTok would count twice.
 */
final class ResumeFile implements AutoCloseable {
  private static final String SOURCE_TYPE = "event_source";
  private static final String SOURCE_ID = "event_source_id";
  private static final String CREATING = "creating";
  private static final String ROWS = "rows";
  private static final String REJECTS = "rejects";
  private static final String SETTLED = "settled_rows";
  private static final String CHECKPOINT = "checkpoint";
  private static final String WRITTEN = "written_at";

  /** In bytes; a checkpoint with a hole in each of 10,000 batches takes less. */
  private static final int MAX_LENGTH = 1 << 20;

  /** No process takes as long to write the file; it is locked besides. */
  private static final Duration LEFTOVER_AGE = Duration.ZERO;

  private static final Duration FORCE_INTERVAL = Duration.ofSeconds(1);

  private final Path file;
  private final Map<String, String> job;
  private final String rejects;
  private final String earlierRejects;
  private final FileLock lock;
  private final boolean isNew;
  private final Checkpoint before;
  private Instant written;
  private final InputFingerprint rows;
  private String creating;
  private @Nullable EventSource source;
  private Checkpoint checkpoint;

  /** The digest of the rows that the earlier run settled, if it is known. */
  private final @Nullable Long settledBefore;

  /** Whether there is a digest of all rows that are settled: not if some of them are sent again. */
  private boolean isDigestKnown;

  private long forcedAt = System.nanoTime();
  private boolean isInUse;

  private ResumeFile(
      Path file, Map<String, String> job, String rejects, FileLock lock, Properties found) {
    this.file = file;
    this.job = job;
    this.rejects = rejects;
    this.earlierRejects = found.getProperty(REJECTS, "");
    this.lock = lock;
    this.isNew = found.isEmpty();
    this.source = source(found);
    this.creating = found.getProperty(CREATING, "");
    this.rows =
        isNew ? InputFingerprint.create() : InputFingerprint.parse(found.getProperty(ROWS, ""));
    this.before = Checkpoint.parse(found.getProperty(CHECKPOINT, ""));
    this.written = isNew ? Instant.now() : Instant.parse(found.getProperty(WRITTEN, ""));
    this.checkpoint = before;
    if (!rows.covers(before.last())) {
      throw new IllegalArgumentException("settled rows without a fingerprint");
    }
    String digest = found.getProperty(SETTLED, "");
    this.settledBefore = digest.isEmpty() ? null : HexFormat.fromHexDigitsToLong(digest);
    this.isDigestKnown = isNew || settledBefore != null;
    rows.startFrom(settledBefore == null ? 0 : settledBefore);
  }

  /**
   * Opens and locks the file of a job; there need be none yet.
   *
   * @param job what tells the job from others, by name
   * @param rejects where records are listed that aren't delivered; empty if nowhere
   * @throws UsageException if it is another job's, something else, in use, or may be written by
   *     others
   */
  static ResumeFile open(Path file, Map<String, String> job, String rejects) {
    FileLock lock = FileLock.of(file);
    try {
      Properties found = read(file);
      ResumeFile known;
      try {
        known = new ResumeFile(file, job, rejects, lock, found);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw somethingElse(file);
      }
      if (!known.isNew) {
        job.forEach((name, value) -> known.check(name, found.getProperty(name, ""), value));
      }
      return known;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Properties read(Path file) {
    Properties found = new Properties();
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    try {
      // Who may write it could have records passed over.
      OptionFile.requireOwn("--resume", file, "name a new file");
      byte[] bytes = SmallFile.readRegular(file, MAX_LENGTH);
      found.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw somethingElse(file);
    }
    if (!found.containsKey(CHECKPOINT)) { // An empty one must not begin from the first record.
      throw somethingElse(file);
    }
    return found;
  }

  private static UsageException somethingElse(Path file) {
    return new UsageException(
        "--resume " + ShownPath.of(file) + ": something else is there already; name a new file");
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

  private void check(String name, String earlier, String now) {
    if (!earlier.equals(now)) {
      throw another(
          name.equals("test_event_code")
              ? name + " is another one" // A token may be in its place.
              : name
                  + " was "
                  + ForeignText.quoted(earlier)
                  + " and is "
                  + ForeignText.quoted(now));
    }
  }

  private UsageException another(String difference) {
    return new UsageException(
        ShownPath.of(file)
            + " is of another export: "
            + difference
            + ". Name another file, or delete it to start from the first record.");
  }

  /** Returns where the earlier run listed records that it didn't deliver, if this one doesn't. */
  Optional<String> otherRejects() {
    boolean goesOn =
        earlierRejects.equals(rejects) && Files.exists(Path.of(rejects), LinkOption.NOFOLLOW_LINKS);
    return earlierRejects.isEmpty() || goesOn ? Optional.empty() : Optional.of(earlierRejects);
  }

  /** Returns the records that the earlier run leaves nothing to do for. */
  Checkpoint before() {
    return before;
  }

  /**
   * Returns the time of the earlier run's last write, if that is too long ago for its ids to count.
   */
  Optional<Instant> tooLongAgo() {
    return Optional.of(written)
        .filter(time -> time.isBefore(Instant.now().minus(Limits.DEDUPLICATION_WINDOW)));
  }

  /** Returns where the events of the earlier run went. */
  Optional<EventSource> source() {
    return Optional.ofNullable(source);
  }

  /** Returns whether an earlier run sent a request that creates its event source. */
  boolean mayHaveCreated() {
    return !creating.isEmpty();
  }

  /**
   * Makes sure that the file can be written, before anything is done.
   *
   * @throws UsageException if it can't
   */
  void prepare() {
    try {
      PrivateFile.deleteLeftovers(file, LEFTOVER_AGE);
    } catch (IOException e) {
      throw new UsageException("--resume " + ShownPath.of(file) + ": its directory can't be read");
    }
    try (PrivateFile probe = PrivateFile.beside(file)) {
      probe.force();
    } catch (IOException e) {
      throw new UsageException("--resume " + ShownPath.of(file) + ": it can't be written");
    }
  }

  /** Notes that an event source of this name is about to be created. */
  void creating(String name) {
    creating = name;
    save(true);
  }

  /** Notes that the event source was certainly not created. */
  void notCreated() {
    creating = "";
    save(true);
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
    isInUse = true;
    save(true);
  }

  /**
   * Returns {@code rows}, held against those of the earlier run.
   *
   * @throws UsageException on the way, if those that it settled are others, or there are fewer
   */
  Iterator<Row> checking(Iterator<Row> input) {
    return new Iterator<>() {
      private long number;
      private long settledAgain;

      @Override
      public boolean hasNext() {
        boolean hasMore = input.hasNext();
        if (!hasMore && number < before.last()) {
          throw another(
              "the input has " + number + " rows, of which " + before.last() + " were settled");
        }
        return hasMore;
      }

      @Override
      public Row next() {
        Row row = input.next();
        number++;
        boolean isSettled = before.contains(number);
        long digest = rows.digest(number, row);
        if (isSettled && !rows.matches(number, digest)) {
          throw another("row " + number + " of the input is another one");
        }
        rows.note(number, digest, isSettled);
        settledAgain += isSettled ? digest : 0;
        if (number == before.last() && settledBefore != null && settledBefore != settledAgain) {
          throw another(
              "a row among the first "
                  + number
                  + " of the input is another one, or one is missing");
        }
        return row;
      }
    };
  }

  /** Notes what is settled. For one thread at a time. */
  void onProgress(ExportReport soFar) {
    Checkpoint next = soFar.checkpoint();
    if (!next.equals(checkpoint)) {
      boolean isRisk = next.unknown() > checkpoint.unknown();
      checkpoint = next;
      isDigestKnown &= next.unknown() >= before.unknown();
      rows.settle(next);
      if (next.position() == next.last()) { // Else what is open was perhaps sent at that time.
        written = Instant.now();
      }
      save(isRisk || System.nanoTime() - forcedAt >= FORCE_INTERVAL.toNanos());
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

  /** Lets other processes use the file. A new one is deleted if nothing was begun. */
  @Override
  public void close() {
    try {
      if (isNew && !isInUse && creating.isEmpty()) {
        delete();
      }
    } finally {
      lock.close();
    }
  }

  private void save(boolean isForced) {
    try {
      write(isForced);
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  private void write(boolean isForced) throws IOException {
    StringBuilder text = new StringBuilder();
    job.forEach((name, value) -> append(text, name, value));
    if (!creating.isEmpty()) {
      append(text, CREATING, creating);
    }
    if (source != null) {
      append(text, SOURCE_TYPE, source.type().wireName());
      append(text, SOURCE_ID, source.id());
    }
    append(text, REJECTS, rejects);
    append(text, ROWS, rows.toString());
    append(text, SETTLED, isDigestKnown ? HexFormat.of().toHexDigits(rows.settled()) : "");
    append(text, CHECKPOINT, checkpoint.toString());
    append(text, WRITTEN, written.toString());
    try (PrivateFile next = PrivateFile.beside(file)) {
      next.write(text.toString());
      if (isForced) {
        next.force();
        forcedAt = System.nanoTime();
      }
      next.replaceTarget();
    }
  }

  /** A backslash begins an escape in such a file, and a line feed ends a value. */
  private static void append(StringBuilder text, String name, String value) {
    String escaped =
        value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    text.append(name)
        .append('=')
        .append(escaped.startsWith(" ") ? "\\" + escaped : escaped)
        .append('\n');
  }
}
