package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.RoutedExport;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.Row;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an export writes down as it goes: the records that were not delivered, and its checkpoint;
 * each only if asked for.
 */
public final class Journal implements ExportListener, AutoCloseable {
  private final @Nullable Path rejectsPath;
  private final boolean withValues;
  private final @Nullable ExportJournal resume;
  private final boolean isDry;
  private @Nullable RejectsFile rejects;
  private Optional<String> otherRejects = Optional.empty();

  /**
   * Creates one; nothing is written yet.
   *
   * @param rejectsPath where rejects go, if they are kept
   * @param withValues whether a reject has its row, too
   * @param resume where the checkpoint is kept, if it is
   * @param isDry whether nothing is sent
   */
  public Journal(
      @Nullable Path rejectsPath,
      boolean withValues,
      @Nullable ExportJournal resume,
      boolean isDry) {
    this.isDry = isDry;
    this.rejectsPath = rejectsPath;
    this.withValues = withValues;
    this.resume = resume;
  }

  /** Returns the file that rejects are written to, if they are. */
  public Optional<Path> rejects() {
    return Optional.ofNullable(rejectsPath);
  }

  /** Returns the records that an earlier run leaves nothing to do for. */
  public Checkpoint before() {
    return resume == null ? Checkpoint.NONE : resume.checkpoint();
  }

  /** Returns where the earlier run listed records that it didn't deliver, if this one doesn't. */
  public Optional<String> otherRejects() {
    return otherRejects;
  }

  /** Returns when the earlier run ended, if TikTok recognises its events no more. */
  public Optional<Instant> tooLongAgo() {
    return resume == null ? Optional.empty() : resume.tooLongAgo();
  }

  /**
   * Makes sure of the files, before anything is done.
   *
   * @param target where events go, if that is known already
   * @throws UsageException if a file can't be written
   */
  public void prepare(Optional<EventSource> target) {
    if (resume != null) {
      String now = rejectsPath == null ? "" : rejectsPath.toAbsolutePath().normalize().toString();
      String earlier = resume.earlierNote();
      boolean goesOn = earlier.equals(now) && Files.exists(Path.of(now), LinkOption.NOFOLLOW_LINKS);
      otherRejects = earlier.isEmpty() || goesOn ? Optional.empty() : Optional.of(earlier);
      resume.note(now);
      target.ifPresent(resume::requireSameSource);
    }
    if (rejectsPath != null) {
      rejects = RejectsFile.open(rejectsPath, withValues, before());
    }
  }

  /** Has a connector go on with the event source of the earlier run, and note one it creates. */
  public void keepSourceOf(Connector.Builder connector) {
    if (resume != null) {
      connector.journal(resume);
    }
  }

  /** Returns {@code export}, going on where the earlier run was. */
  public Export<Row> resuming(Export<Row> export) {
    return resume == null ? export : export.journal(resume, Journal::content);
  }

  /** Returns {@code export}, going on where the earlier run was. */
  public RoutedExport<Row> resuming(RoutedExport<Row> export) {
    return resume == null ? export : export.journal(resume, Journal::content);
  }

  private static String content(Row row) {
    return row.values() + "\n" + row.problem();
  }

  /** Returns {@code export}, writing its rejects. */
  public Export<Row> rejecting(Export<Row> export) {
    return rejects == null ? export : export.onUndelivered(this::reject);
  }

  /** Of a dry run only invalid records are of interest: nothing else of it was to be delivered. */
  private void reject(Row row, RecordResult failure) {
    if (rejects != null && (!isDry || failure.outcome() == RecordResult.Outcome.INVALID)) {
      rejects.add(row, failure);
    }
  }

  /** The rejects come first: what is settled must have all its lines. */
  @Override
  public void onProgress(ExportReport soFar) {
    flush();
  }

  /** Writes down the rejects that are known. */
  public void flush() {
    if (rejects != null) {
      rejects.flush();
    }
  }

  @Override
  public void close() {
    try {
      if (rejects != null) {
        rejects.close();
      }
    } finally {
      if (resume != null) {
        resume.close();
      }
    }
  }
}
