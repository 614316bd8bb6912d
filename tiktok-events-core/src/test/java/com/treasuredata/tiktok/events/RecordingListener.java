package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps all it hears, and notices if it is told two things at once. */
final class RecordingListener implements ExportListener {
  private final List<RecordResult> failures = new ArrayList<>();
  private final List<Long> warned = new ArrayList<>();
  private final List<ExportReport> progress = new ArrayList<>();
  private boolean busy;
  private boolean overlapping;

  @Override
  public void onResult(RecordResult failure) {
    if (!failure.isFailure()) {
      return;
    }
    alone(() -> failures.add(failure));
  }

  @Override
  public void onWarning(long record, Violation warning) {
    alone(() -> warned.add(record));
  }

  @Override
  public void onProgress(ExportReport soFar) {
    alone(() -> progress.add(soFar));
  }

  private void alone(Runnable hearing) {
    overlapping |= busy;
    busy = true;
    hearing.run();
    busy = false;
  }

  /** Returns the failures, in the order in which they were told. */
  List<RecordResult> failures() {
    return failures;
  }

  /** Returns the records that ended so, in the order of their numbers. */
  List<Long> records(RecordResult.Outcome outcome) {
    return failures.stream()
        .filter(failure -> failure.outcome() == outcome)
        .map(RecordResult::record)
        .sorted()
        .toList();
  }

  /** Returns the records of which a warning was told. */
  List<Long> warned() {
    return warned;
  }

  /** Returns the accounts, in the order in which they were told. */
  List<ExportReport> progress() {
    return progress;
  }

  /** Returns whether calls ever overlapped. */
  boolean wasOverlapping() {
    return overlapping;
  }
}
