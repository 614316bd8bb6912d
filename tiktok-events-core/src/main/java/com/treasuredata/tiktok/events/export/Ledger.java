package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.schema.Rule;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Where each record stands. Safe for use by several threads. */
final class Ledger {
  /** The numbers of an {@link ExportReport}. */
  record Counts(
      long read,
      long passedOver,
      long accepted,
      long acceptedWithProblems,
      long invalid,
      long rejected,
      long unknown,
      long notSent,
      long pending,
      long requests,
      long attempts,
      long bytes) {}

  private final long start = System.nanoTime();
  private final Map<Rule, Long> warnings = new EnumMap<>(Rule.class);

  /** How many records of each open batch are still unsettled, by the batch's first record. */
  private final TreeMap<Long, Integer> unsettled = new TreeMap<>();

  /** The last record that an earlier export settled. */
  private final long resumeAfter;

  /** Whether a record that is passed over for a failure is settled. */
  private boolean settlesFailures;

  private boolean open;
  private long read;
  private long accepted;
  private long acceptedWithProblems;
  private long invalid;
  private long rejected;
  private long unknown;
  private long notSent;
  private long pending;
  private long requests;
  private long attempts;
  private long bytes;

  Ledger(long resumeAfter, InvalidRecordPolicy policy) {
    this.settlesFailures = policy == InvalidRecordPolicy.SKIP;
    this.resumeAfter = resumeAfter;
  }

  /** Counts a record, and returns its number. It is open until its place is known. */
  synchronized long read() {
    read++;
    open = !isPassedOver(read);
    return read;
  }

  /** Returns whether an earlier export settled a record. */
  boolean isPassedOver(long record) {
    return record <= resumeAfter;
  }

  synchronized void warned(Rule rule) {
    warnings.merge(rule, 1L, Long::sum);
  }

  /** From now on, who failed isn't settled: nobody may have heard of it. */
  synchronized void settleNoFailure() {
    settlesFailures = false;
  }

  /** Settled if invalid records are passed over; else it is what whoever resumes begins with. */
  synchronized void invalid(long record) {
    invalid++;
    open = false;
    if (!settlesFailures) {
      unsettled.merge(record, 1, Integer::sum);
    }
  }

  /** Tells that a record waits in the batch that begins with record {@code batch}. */
  synchronized void batched(long batch) {
    pending++;
    open = false;
    unsettled.merge(batch, 1, Integer::sum);
  }

  synchronized void attempted(boolean first) {
    requests += first ? 1 : 0;
    attempts++;
  }

  synchronized void accepted(long batch, int records, long bodyBytes, boolean problems) {
    accepted += records;
    acceptedWithProblems += problems ? records : 0;
    bytes += bodyBytes;
    settled(batch, records);
  }

  /** Settled if invalid records are passed over. */
  synchronized void rejected(long batch, int records) {
    rejected += records;
    if (settlesFailures) {
      settled(batch, records);
    } else {
      pending -= records;
    }
  }

  /** Not settled: whoever resumes must send them again. */
  synchronized void unknown(int records) {
    unknown += records;
    pending -= records;
  }

  /** Not settled: whoever resumes must send them again. */
  synchronized void notSent(int records) {
    notSent += records;
    pending -= records;
  }

  /** Tells that a record was read and never got into a batch. */
  synchronized void abandoned(long record) {
    notSent++;
    open = false;
    unsettled.merge(record, 1, Integer::sum);
  }

  private void settled(long batch, int records) {
    pending -= records;
    unsettled.merge(
        batch, -records, (before, change) -> before + change == 0 ? null : before + change);
  }

  synchronized ExportReport report() {
    Counts counts =
        new Counts(
            read,
            passedOver(),
            accepted,
            acceptedWithProblems,
            invalid,
            rejected,
            unknown,
            notSent,
            pending + (open ? 1 : 0),
            requests,
            attempts,
            bytes);
    long last = open ? read - 1 : read;
    long settledUpTo = unsettled.isEmpty() ? last : unsettled.firstKey() - 1;
    return new ExportReport(
        counts,
        warnings,
        Math.max(settledUpTo, resumeAfter),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private long passedOver() {
    return Math.min(read, resumeAfter);
  }

  /**
   * Returns the account of an export that is over.
   *
   * @throws IllegalStateException if it doesn't add up, which would be an error of this library
   */
  synchronized ExportReport close() {
    ExportReport report = report();
    long ended = passedOver() + accepted + invalid + rejected + unknown + notSent;
    if (read != ended || report.pending() != 0) {
      throw new IllegalStateException("the account does not add up: " + report);
    }
    return report;
  }
}
