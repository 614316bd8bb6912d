package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.input.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an export writes down as it goes: the records that were not delivered, and its checkpoint;
 * each only if asked for.
 */
final class Journal implements ExportListener, AutoCloseable {
  private final @Nullable Path rejectsPath;
  private final boolean withValues;
  private final @Nullable ResumeFile resume;
  private final boolean resendsUnknown;
  private @Nullable RejectsFile rejects;
  private Optional<String> otherRejects = Optional.empty();

  Journal(
      @Nullable Path rejectsPath,
      boolean withValues,
      @Nullable ResumeFile resume,
      boolean resendsUnknown) {
    this.rejectsPath = rejectsPath;
    this.withValues = withValues;
    this.resume = resume;
    this.resendsUnknown = resendsUnknown;
  }

  /** Returns where the events of the earlier run went, if this one goes on with it. */
  Optional<EventSource> knownSource() {
    return resume == null ? Optional.empty() : resume.source();
  }

  /** Returns whether this run goes on with one that may have created its event source. */
  boolean mayHaveCreated() {
    return resume != null && resume.mayHaveCreated();
  }

  boolean keepsRejects() {
    return rejectsPath != null;
  }

  /** Returns the records that an earlier run leaves nothing to do for. */
  Checkpoint before() {
    if (resume == null) {
      return Checkpoint.NONE;
    }
    return resendsUnknown ? resume.before().resendingUnknown() : resume.before();
  }

  /** Returns where the earlier run listed records that it didn't deliver, if this one doesn't. */
  Optional<String> otherRejects() {
    return otherRejects;
  }

  /** Returns when the earlier run ended, if TikTok recognises its events no more. */
  Optional<Instant> tooLongAgo() {
    return resume == null ? Optional.empty() : resume.tooLongAgo();
  }

  /**
   * Makes sure of the files, before anything is done.
   *
   * @param target where events go, if that is known already
   * @throws UsageException if a file can't be written, or isn't of this export
   */
  void prepare(Optional<EventSource> target) {
    if (resume != null) {
      otherRejects = resume.otherRejects();
      target.ifPresent(resume::check);
      resume.prepare();
    }
    if (rejectsPath != null) {
      rejects = RejectsFile.open(rejectsPath, withValues, before());
    }
  }

  /** Notes that an event source of this name is about to be created. */
  void creating(String name) {
    if (resume != null) {
      resume.creating(name);
    }
  }

  /** Notes that the event source was certainly not created. */
  void notCreated() {
    if (resume != null && resume.source().isEmpty()) {
      resume.notCreated();
    }
  }

  /** Notes where events go, before the first is sent. */
  void begin(EventSource source) {
    if (resume != null) {
      resume.begin(source);
    }
  }

  /** Returns {@code export}, going on where the earlier run was. */
  Export<Row> keptFor(Export<Row> export) {
    Export<Row> resumed = export.resumeFrom(before());
    return rejects == null ? resumed : resumed.onUndelivered(rejects::add);
  }

  /** Returns {@code rows}, held against those of the earlier run. */
  Iterator<Row> checking(Iterator<Row> rows) {
    return resume == null ? rows : resume.checking(rows);
  }

  /** The rejects come first: what is settled must have all its lines. */
  @Override
  public void onProgress(ExportReport soFar) {
    if (rejects != null) {
      rejects.flush();
    }
    if (resume != null) {
      resume.onProgress(soFar);
    }
  }

  /** Notes how an export ended that was not stopped. */
  void ended(ExportReport report) {
    onProgress(report);
    if (resume != null && report.isComplete()) {
      resume.delete();
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
