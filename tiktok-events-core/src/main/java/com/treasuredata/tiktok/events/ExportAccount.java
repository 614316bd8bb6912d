package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.Counts.Count;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many records ended in each outcome, and which of them need no further request. Safe for use
 * by several threads.
 */
final class ExportAccount {
  /** Each record that isn't pending is in one of these. */
  private static final Set<Count> ENDED =
      EnumSet.of(
          Count.PASSED_OVER,
          Count.ACCEPTED,
          Count.INVALID,
          Count.REJECTED,
          Count.UNKNOWN,
          Count.NOT_SENT,
          Count.WITHHELD);

  private final long start = System.nanoTime();
  private final KindCounts warnings = new KindCounts();
  private final KindCounts failures = new KindCounts();
  private final List<RecordResult> firstFailures = new ArrayList<>();
  private final RecordRanges settled = new RecordRanges();
  private final RecordRanges inDoubt = new RecordRanges();

  private final boolean isTest;
  private SentStatistics sent = SentStatistics.NONE;

  /** The records that this export passes over: an earlier one settled them. */
  private final Checkpoint resumedFrom;

  /** Whether a record that is skipped needs no further request. */
  private boolean settlesFailures;

  private final Counts counts = new Counts();

  ExportAccount(Checkpoint resumedFrom, InvalidRecordPolicy policy, boolean isTest) {
    this.isTest = isTest;
    this.settlesFailures = policy.skips();
    this.resumedFrom = resumedFrom;
    resumedFrom.copyTo(settled, inDoubt);
  }

  /** Counts a record, and returns its number. It is pending until its outcome is known. */
  synchronized long read() {
    counts.add(Count.READ, 1);
    return counts.get(Count.READ);
  }

  /** Returns why the export can't end: it hasn't read all that was settled before it resumed. */
  synchronized Optional<StopException> readTooFew() {
    long read = counts.get(Count.READ);
    long last = resumedFrom.last();
    return read < last ? Optional.of(StopException.readTooFew(read, last)) : Optional.empty();
  }

  /** Passes over a record if an earlier export settled it. */
  boolean passOver(long record) {
    if (!resumedFrom.contains(record)) {
      return false;
    }
    synchronized (this) {
      counts.add(Count.PASSED_OVER, 1);
    }
    return true;
  }

  synchronized void warned(Violation warning) {
    warnings.add(warning.kind(), 1);
  }

  /** Counts why a record failed. */
  synchronized void failed(String kind, RecordResult result) {
    failures.add(kind, 1);
    if (firstFailures.size() < ExportReport.MAX_FIRST_FAILURES) {
      firstFailures.add(result);
    }
  }

  /** Returns whether no more records were skipped than {@code policy} allows. */
  synchronized boolean isWithin(InvalidRecordPolicy policy) {
    return policy.allows(
        counts.get(Count.INVALID) + counts.get(Count.REJECTED), counts.get(Count.READ));
  }

  synchronized void withheld(long record) {
    counts.add(Count.WITHHELD, 1);
    settled.add(record, record);
  }

  /** From now on failed records aren't settled: a listener threw and may have missed one. */
  synchronized void settleNoFailure() {
    settlesFailures = false;
  }

  synchronized void invalid(long record) {
    counts.add(Count.INVALID, 1);
    if (settlesFailures) {
      settled.add(record, record);
    }
  }

  /** Sets the statistics of the events that were put into batches so far. */
  synchronized void sent(SentStatistics statistics) {
    sent = statistics;
  }

  /** Counts a request that was sent so many times. */
  synchronized void sent(int times) {
    counts.add(Count.REQUESTS, times);
    counts.add(Count.RETRIES, Math.max(0, times - 1));
  }

  /**
   * Marks records as unknown that are about to be sent and that TikTok would count twice if they
   * were sent again.
   */
  synchronized void sending(Batch batch) {
    addUnrecognisable(batch);
  }

  synchronized void accepted(Batch batch, boolean withProblems) {
    counts.add(Count.ACCEPTED, batch.size());
    counts.add(Count.ACCEPTED_WITH_WARNINGS, batch.count(event -> !event.warnings().isEmpty()));
    counts.add(Count.ACCEPTED_WITH_VALUES_LEFT_OUT, batch.count(EncodedEvent::lacksValues));
    counts.add(Count.ACCEPTED_WITH_PROBLEMS, withProblems ? batch.size() : 0);
    counts.add(Count.BYTES, batch.bytes());
    noLongerInDoubt(batch);
    forEachRun(batch.events(), settled::add);
  }

  synchronized void rejected(Batch batch) {
    counts.add(Count.REJECTED, batch.size());
    counts.add(Count.REJECTED_TOGETHER, batch.size() > 1 ? batch.size() : 0);
    noLongerInDoubt(batch);
    if (settlesFailures) {
      forEachRun(batch.events(), settled::add);
    }
  }

  /**
   * Counts records that TikTok may have; those that it can't recognise are not to be sent again.
   */
  synchronized void unknown(Batch batch) {
    counts.add(Count.UNKNOWN, batch.size());
    addUnrecognisable(batch);
  }

  synchronized void notSent(Batch batch) {
    counts.add(Count.NOT_SENT, batch.size());
    noLongerInDoubt(batch);
  }

  private void addUnrecognisable(Batch batch) {
    List<EncodedEvent> events =
        batch.events().stream().filter(event -> !event.isIdempotent()).toList();
    if (!events.isEmpty()) {
      forEachRun(events, inDoubt::add);
    }
  }

  private void noLongerInDoubt(Batch batch) {
    if (!batch.isIdempotent()) {
      forEachRun(batch.events(), inDoubt::remove);
    }
  }

  synchronized void notSent(int records) {
    counts.add(Count.NOT_SENT, records);
  }

  /** Calls {@code action} with the first and the last number of each run of records. */
  private static void forEachRun(List<EncodedEvent> events, LongRange action) {
    long first = events.get(0).number();
    long last = first - 1;
    for (EncodedEvent event : events) {
      if (event.number() != last + 1) {
        action.accept(first, last);
        first = event.number();
      }
      last = event.number();
    }
    action.accept(first, last);
  }

  private interface LongRange {
    void accept(long first, long last);
  }

  synchronized ExportReport report() {
    Counts now = counts.copy();
    long ended = ENDED.stream().mapToLong(now::get).sum();
    now.add(Count.PENDING, now.get(Count.READ) - ended);
    return new ExportReport(
        now,
        warnings.byFrequency(),
        failures.byFrequency(),
        List.copyOf(firstFailures),
        Checkpoint.of(settled, inDoubt),
        Duration.ofNanos(System.nanoTime() - start),
        isTest,
        sent,
        Map.of(),
        Map.of());
  }

  /**
   * Returns the report of an export that is over.
   *
   * @throws IllegalStateException if it doesn't add up, which would be an error of this library
   */
  synchronized ExportReport close() {
    ExportReport report = report();
    if (report.pending() != 0) {
      throw new IllegalStateException("the account does not add up: " + report);
    }
    return report;
  }
}
