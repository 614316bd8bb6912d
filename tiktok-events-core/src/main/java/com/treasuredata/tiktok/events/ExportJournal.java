package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that keeps which records of an export are settled, so that the same export can be resumed
 * after a stop, a kill or a power failure.
 *
 * <pre>{@code
 * try (ExportJournal journal = ExportJournal.open(path, Map.of("table", "orders"))) {
 *   client.export(mapper).journal(journal, Order::toString).run(orders);
 * }
 * }</pre>
 *
 * <p>Run it again, with the same records in the same order, until it returns normally: the file is
 * deleted when everything is delivered, or skipped as the policy allows. It is written each time
 * that a batch is settled, after the listener was called, so after a kill only what was in flight
 * is sent again. It is forced to the disk at least each second, and before a batch is sent that
 * isn't idempotent; such a batch is never sent again unless {@link #resendUnknown} asks for it.
 *
 * <p>If the process is killed when the file is deleted, and its caller hasn't noted yet that the
 * job is done, the next run sends everything again: that counts once within 48 hours, but twice for
 * app events. {@link #keepWhenComplete} leaves the file until the caller deletes it.
 *
 * <p>What else is kept of the earlier run, such as a table of results or failures, is up to the
 * caller: before a resumed run, delete its rows of records that {@link #checkpoint} doesn't hold,
 * as {@link ExportListener#onResult} says.
 *
 * <p>The file belongs to one job and refuses another: other names and values of {@code job},
 * another event source, server or test event code, other options that change ids, or other records,
 * or records of a {@link RoutedExport} that go to other sources than before. It is replaced
 * atomically, only its owner may read it, and it is locked with {@link #lockFile} while it is open,
 * against this process too.
 *
 * <p>For one export: open it again to go on. Safe for use by several threads.
 */
public final class ExportJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExportJournal.class);

  private final JournalFile file;
  private final JournalLock lock;
  private final JournalJob job;
  private final Properties found;

  /** What the earlier run has written; {@code null} if there was none. */
  private final @Nullable JournalEntry earlier;

  private JournalEntry entry;
  private SettledRecords records;
  private boolean isCreating;
  private boolean isResendingUnknown;
  private boolean isKeptWhenComplete;
  private boolean isInUse;
  private boolean hasEnded;
  private boolean isClosed;

  private ExportJournal(JournalFile file, JournalLock lock, JournalJob job, Properties found) {
    this.file = file;
    this.lock = lock;
    this.job = job;
    this.found = found;
    if (found.isEmpty()) {
      this.earlier = null;
      this.entry = JournalEntry.none();
      this.records = SettledRecords.none(true);
    } else {
      this.earlier = JournalEntry.parse(found);
      this.entry = earlier.withNote("");
      this.records =
          SettledRecords.parse(earlier.checkpoint(), earlier.digests(), earlier.settled());
    }
  }

  /**
   * Opens and locks the journal of a job; the file needn't exist.
   *
   * @param file a file of its own, in a directory that nobody else may write in
   * @param job what identifies the job, such as table, query or date, under names of 1 to 64
   *     letters, digits, {@code _ . -}. It is kept in the file and shown when it differs, so give
   *     no secrets. Event source, server, test event code and options of the client needn't be in
   *     it.
   * @throws JournalException if it is another job's, something else or in use, if others may write
   *     it, or it can't be written
   * @throws IllegalArgumentException if a name of the job isn't allowed, or its values are longer
   *     than 1,048,576 characters
   */
  public static ExportJournal open(Path file, Map<String, String> job) {
    JournalFile journal = new JournalFile(Objects.requireNonNull(file, "file"));
    JournalJob checkedJob = new JournalJob(job, JournalEntry.NAMES, journal.shown());
    JournalLock lock = JournalLock.of(file);
    try {
      Properties found = journal.read(JournalEntry.CHECKPOINT);
      ExportJournal opened = new ExportJournal(journal, lock, checkedJob, found);
      if (opened.earlier != null) {
        checkedJob.requireSame(found, JournalEntry.NAMES);
      }
      journal.prepare();
      return opened;
    } catch (IllegalArgumentException e) {
      lock.close();
      throw journal.somethingElse();
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Returns the empty file that is locked for {@code file}: {@code .NAME.lock}. */
  public static Path lockFile(Path file) {
    return JournalLock.fileFor(file);
  }

  /** Returns the records that the earlier run settled; none for a new file. */
  public synchronized Checkpoint checkpoint() {
    return isResendingUnknown ? before().resendingUnknown() : before();
  }

  private Checkpoint before() {
    return earlier == null ? Checkpoint.NONE : earlier.checkpoint();
  }

  /**
   * Returns the event source of the earlier run, if it sent any events; of a {@link RoutedExport}
   * its fallback.
   */
  public Optional<EventSource> source() {
    return earlier == null ? Optional.empty() : Optional.ofNullable(earlier.source());
  }

  /** Returns whether the earlier run may have created its event source. */
  public boolean mayHaveCreatedSource() {
    return earlier != null && !earlier.creating().isEmpty();
  }

  /**
   * Returns the time of the earlier run's last checkpoint, if that is more than 48 hours ago: what
   * it sent without an answer may count twice when it is sent again (events-api.md §6). A warning
   * is logged, too. Empty if that run {@linkplain #isComplete delivered everything}.
   */
  public Optional<Instant> tooLongAgo() {
    return Optional.ofNullable(earlier)
        .filter(run -> !run.isComplete())
        .map(JournalEntry::written)
        .filter(time -> time.isBefore(Instant.now().minus(Limits.DEDUPLICATION_WINDOW)));
  }

  /** Returns what the earlier run {@linkplain #note noted}; empty if nothing. */
  public String earlierNote() {
    return earlier == null ? "" : earlier.note();
  }

  /** Sets a text to keep in the file for the next run, such as where failures are listed. */
  public synchronized ExportJournal note(String text) {
    entry = entry.withNote(Objects.requireNonNull(text, "text"));
    return this;
  }

  /**
   * Sends unknown records again whose events have no id by which TikTok recognises them; those that
   * it has count twice. By default they are passed over.
   *
   * @throws IllegalStateException if the export has begun
   */
  public synchronized ExportJournal resendUnknown() {
    if (isInUse) {
      throw new IllegalStateException("the export has begun");
    }
    isResendingUnknown = true;
    return this;
  }

  /**
   * Keeps the file when everything is delivered, in place of deleting it. The same export run again
   * then passes over all of its records, and {@link #isComplete} says so before they are read. Use
   * it with a file for each run, such as one in a directory of the job, and delete that when the
   * job's end is noted elsewhere: other records are refused as long as the file is there. By
   * default it is deleted.
   *
   * @throws IllegalStateException if the export has begun
   */
  public synchronized ExportJournal keepWhenComplete() {
    if (isInUse) {
      throw new IllegalStateException("the export has begun");
    }
    isKeptWhenComplete = true;
    return this;
  }

  /**
   * Returns whether the earlier run ended with everything delivered, or skipped as the policy
   * allows, and {@linkplain #keepWhenComplete kept} its file: there is nothing left to send.
   */
  public boolean isComplete() {
    return earlier != null && earlier.isComplete();
  }

  /**
   * Records that an event source of this name is about to be created, so that the next run uses it.
   *
   * @throws JournalException if the file can't be written
   */
  public synchronized void creatingSource(String name) {
    entry = entry.withCreating(Objects.requireNonNull(name, "name"));
    isCreating = true;
    save(true);
  }

  /**
   * Records that the source of {@link #creatingSource} was certainly not created. Does nothing if
   * that wasn't called, since an earlier run may have created one.
   *
   * @throws JournalException if the file can't be written
   */
  public synchronized void createdNoSource() {
    if (isCreating) {
      isCreating = false;
      entry = entry.withCreating("");
      save(true);
    }
  }

  /**
   * Checks that the events of the earlier run, if there were any, went to {@code target}. The
   * export checks it too, when it begins.
   *
   * @throws JournalException if they went elsewhere
   */
  public void requireSameSource(EventSource target) {
    source().ifPresent(earlierSource -> job.requireSame(earlierSource, target));
  }

  /**
   * Begins an export to one source, and returns where it goes on.
   *
   * @param isCompared whether the content of records is known; else they are only counted
   */
  synchronized Checkpoint begin(EventSource target, ClientSettings client, boolean isCompared) {
    return begin(target, false, client, isCompared);
  }

  /** Begins an export to several sources, and returns where it goes on. */
  synchronized Checkpoint beginRouted(EventSource fallback, ClientSettings client) {
    return begin(fallback, true, client, true);
  }

  private Checkpoint begin(
      EventSource target, boolean isRouted, ClientSettings client, boolean isCompared) {
    if (isInUse || isClosed) {
      throw new IllegalStateException(
          "a journal is for one export, until it is closed: open it again");
    }
    requireSameSource(target);
    job.add(client);
    if (source().isPresent()) {
      job.requireSame(found, JournalEntry.NAMES);
      if (entry.isRouted() != isRouted) {
        throw job.another("its records went to " + (isRouted ? "one source" : "several sources"));
      }
    }
    if (records.isCompared() != isCompared) {
      if (before().last() > 0) {
        throw job.another("its records were " + (isCompared ? "only counted" : "compared"));
      }
      records = SettledRecords.none(isCompared);
    }
    entry = entry.withTarget(target, isRouted);
    isInUse = true;
    tell();
    save(true);
    return checkpoint();
  }

  private void tell() {
    if (isComplete()) {
      LOG.info(
          "{}: an earlier run has delivered all of its {} records; they are passed over",
          file.shown(),
          before().last());
    }
    tooLongAgo()
        .ifPresent(
            time ->
                LOG.warn(
                    "the export that {} goes on with was cut off at {}, more than 48 hours ago:"
                        + " what it sent without an answer may count twice",
                    file.shown(),
                    time));
    file.warnIfOthersMayReplace();
  }

  /**
   * Compares the next record. For the thread that adds them.
   *
   * @param content what is in it, and where it goes if that isn't the same for all
   */
  void read(String content) {
    records.read(content).ifPresent(this::refuse);
  }

  /** Records the end of the records. For the thread that adds them. */
  void readAll() {
    records.end().ifPresent(this::refuse);
  }

  private void refuse(String difference) {
    throw job.another(difference);
  }

  /** Returns a listener that tells {@code first}, and then writes down what is settled. */
  ExportListener after(ExportListener first) {
    return new ListenerPair(
        first,
        new ExportListener() {
          @Override
          public void onProgress(ExportReport soFar) {
            save(soFar);
          }
        });
  }

  /** Writes down what is settled. For one thread at a time. */
  private synchronized void save(ExportReport soFar) {
    Checkpoint next = soFar.checkpoint();
    if (!next.equals(entry.checkpoint())) {
      boolean isRisk = next.unknown() > entry.checkpoint().unknown();
      boolean isAllSettled = next.position() == next.last(); // Else some was perhaps sent then.
      entry = entry.withCheckpoint(next, isAllSettled ? Instant.now() : entry.written());
      records.settle(next);
      save(isRisk);
    }
  }

  /**
   * Deletes the file if all is delivered and it isn't to be kept; else makes sure that it is on the
   * disk.
   */
  synchronized void end(ExportReport report, boolean isStopped) {
    requireOpen();
    boolean isDelivered = report.isComplete() && !isStopped;
    if (isDelivered && isKeptWhenComplete) {
      entry = entry.completed();
      save(true);
    } else if (isDelivered) {
      file.delete();
    } else if (!file.isOnDisk()) {
      save(true);
    }
    hasEnded = isDelivered;
  }

  private void save(boolean mustBeOnDisk) {
    requireOpen();
    if (!hasEnded) {
      entry = entry.withRecords(records);
      Map<String, String> texts = job.texts();
      entry.addTo(texts);
      file.write(texts, mustBeOnDisk);
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw JournalException.of(file.shown() + " was closed before its export ended");
    }
  }

  /**
   * Unlocks the file; call it after the export. A new file is deleted if no export was begun.
   *
   * @throws JournalException if a file can't be deleted
   */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      try (lock) {
        if (earlier == null && !isInUse && entry.creating().isEmpty()) {
          file.delete();
        }
      }
    }
  }

  @Override
  public String toString() {
    return "ExportJournal[" + file.shown() + ", " + checkpoint() + ']';
  }
}
