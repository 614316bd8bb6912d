package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many records ended in each outcome, and which of them need no further request. Safe for use
 * by several threads.
 */
final class ExportAccount {
  /** The numbers of an {@link ExportReport}. */
  record Counts(
      long read,
      long passedOver,
      long accepted,
      long acceptedWithProblems,
      long invalid,
      long rejected,
      long rejectedTogether,
      long unknown,
      long notSent,
      long withheld,
      long pending,
      long requests,
      long attempts,
      long bytes)
      implements Serializable {
    private static final long serialVersionUID = 1;

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          read + other.read,
          passedOver + other.passedOver,
          accepted + other.accepted,
          acceptedWithProblems + other.acceptedWithProblems,
          invalid + other.invalid,
          rejected + other.rejected,
          rejectedTogether + other.rejectedTogether,
          unknown + other.unknown,
          notSent + other.notSent,
          withheld + other.withheld,
          pending + other.pending,
          requests + other.requests,
          attempts + other.attempts,
          bytes + other.bytes);
    }
  }

  private final long start = System.nanoTime();
  private final KindCounts warnings = new KindCounts();
  private final KindCounts failures = new KindCounts();
  private final List<RecordResult> firstFailures = new ArrayList<>();
  private final RecordRanges settled = new RecordRanges();
  private final RecordRanges inDoubt = new RecordRanges();

  private final boolean isTest;
  private SentStatistics sent = SentStatistics.NONE;

  /** The records that an earlier export leaves this one nothing to do for. */
  private final Checkpoint resumedFrom;

  /** Whether a record that is skipped needs no further request. */
  private boolean settlesFailures;

  private long read;
  private long passedOver;
  private long accepted;
  private long acceptedWithProblems;
  private long invalid;
  private long rejected;
  private long rejectedTogether;
  private long unknown;
  private long notSent;
  private long withheld;
  private long requests;
  private long attempts;
  private long bytes;

  ExportAccount(Checkpoint resumedFrom, InvalidRecordPolicy policy, boolean isTest) {
    this.isTest = isTest;
    this.settlesFailures = policy.skips();
    this.resumedFrom = resumedFrom;
    resumedFrom.copyTo(settled, inDoubt);
  }

  /** Counts a record, and returns its number. It is pending until its outcome is known. */
  synchronized long read() {
    read++;
    return read;
  }

  /** Passes over a record if an earlier export leaves nothing to do for it. */
  boolean passOver(long record) {
    if (!resumedFrom.contains(record)) {
      return false;
    }
    synchronized (this) {
      passedOver++;
    }
    return true;
  }

  synchronized void warned(Violation warning) {
    warnings.add(warning.kind(), 1);
  }

  /** Takes note of why a record failed. */
  synchronized void failed(String kind, RecordResult result) {
    failures.add(kind, 1);
    if (firstFailures.size() < ExportReport.MAX_FIRST_FAILURES) {
      firstFailures.add(result);
    }
  }

  /** Returns whether no more records were skipped than {@code policy} allows. */
  synchronized boolean isWithin(InvalidRecordPolicy policy) {
    return policy.allows(invalid + rejected, read);
  }

  synchronized void withheld(long record) {
    withheld++;
    settled.add(record, record);
  }

  /** From now on failed records aren't settled: a listener threw and may have missed one. */
  synchronized void settleNoFailure() {
    settlesFailures = false;
  }

  synchronized void invalid(long record) {
    invalid++;
    if (settlesFailures) {
      settled.add(record, record);
    }
  }

  /** Takes what events can be matched by that were put into batches so far. */
  synchronized void sent(SentStatistics statistics) {
    sent = statistics;
  }

  /** Counts a request that was sent so many times. */
  synchronized void sent(int times) {
    requests += times > 0 ? 1 : 0;
    attempts += times;
  }

  /** Takes note of records that are about to be sent and that TikTok would count twice. */
  synchronized void sending(Batch batch) {
    addUnrecognisable(batch);
  }

  synchronized void accepted(Batch batch, boolean withWarnings) {
    accepted += batch.size();
    acceptedWithProblems += withWarnings ? batch.size() : 0;
    bytes += batch.bytes();
    noLongerInDoubt(batch);
    forEachRun(batch.events(), settled::add);
  }

  synchronized void rejected(Batch batch) {
    rejected += batch.size();
    rejectedTogether += batch.size() > 1 ? batch.size() : 0;
    noLongerInDoubt(batch);
    if (settlesFailures) {
      forEachRun(batch.events(), settled::add);
    }
  }

  /**
   * Counts records that TikTok may have; those that it can't recognise are not to be sent again.
   */
  synchronized void unknown(Batch batch) {
    unknown += batch.size();
    addUnrecognisable(batch);
  }

  synchronized void notSent(Batch batch) {
    notSent += batch.size();
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
    notSent += records;
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
    long ended = passedOver + accepted + invalid + rejected + unknown + notSent + withheld;
    Counts counts =
        new Counts(
            read,
            passedOver,
            accepted,
            acceptedWithProblems,
            invalid,
            rejected,
            rejectedTogether,
            unknown,
            notSent,
            withheld,
            read - ended,
            requests,
            attempts,
            bytes);
    return new ExportReport(
        counts,
        warnings.byFrequency(),
        failures.byFrequency(),
        List.copyOf(firstFailures),
        Checkpoint.of(settled, inDoubt),
        Duration.ofNanos(System.nanoTime() - start),
        isTest,
        sent);
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
