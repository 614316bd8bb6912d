package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import com.treasuredata.tiktok.events.schema.Rule;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
      long unknown,
      long notSent,
      long pending,
      long requests,
      long attempts,
      long bytes) {}

  private final long start = System.nanoTime();
  private final Map<Rule, Long> warnings = new EnumMap<>(Rule.class);
  private final RecordRanges settled = new RecordRanges();
  private final RecordRanges inDoubt = new RecordRanges();

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
  private long unknown;
  private long notSent;
  private long requests;
  private long attempts;
  private long bytes;

  ExportAccount(Checkpoint resumedFrom, InvalidRecordPolicy policy) {
    this.settlesFailures = policy == InvalidRecordPolicy.SKIP;
    this.resumedFrom = resumedFrom;
    resumedFrom.copyTo(settled, inDoubt);
  }

  /** Counts a record, and returns its number. It is pending until its outcome is known. */
  synchronized long read() {
    read++;
    return read;
  }

  /** Passes over a record if an earlier export leaves nothing to do for it. */
  synchronized boolean passOver(long record) {
    boolean contained = resumedFrom.contains(record);
    passedOver += contained ? 1 : 0;
    return contained;
  }

  synchronized void warned(Rule rule) {
    warnings.merge(rule, 1L, Long::sum);
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

  synchronized void attempted(boolean first) {
    requests += first ? 1 : 0;
    attempts++;
  }

  synchronized void accepted(List<EncodedEvent> events, long bodyBytes, boolean problems) {
    accepted += events.size();
    acceptedWithProblems += problems ? events.size() : 0;
    bytes += bodyBytes;
    settle(events);
  }

  synchronized void rejected(List<EncodedEvent> events) {
    rejected += events.size();
    if (settlesFailures) {
      settle(events);
    }
  }

  /**
   * Counts records that TikTok may have; those that it can't recognise are not to be sent again.
   */
  synchronized void unknown(List<EncodedEvent> events) {
    unknown += events.size();
    for (EncodedEvent event : events) {
      if (!event.isRepeatable()) {
        inDoubt.add(event.record(), event.record());
      }
    }
  }

  synchronized void notSent(int records) {
    notSent += records;
  }

  private void settle(List<EncodedEvent> events) {
    long first = events.get(0).record();
    long last = first - 1;
    for (EncodedEvent event : events) {
      if (event.record() != last + 1) {
        settled.add(first, last);
        first = event.record();
      }
      last = event.record();
    }
    settled.add(first, last);
  }

  synchronized ExportReport report() {
    long ended = passedOver + accepted + invalid + rejected + unknown + notSent;
    Counts counts =
        new Counts(
            read,
            passedOver,
            accepted,
            acceptedWithProblems,
            invalid,
            rejected,
            unknown,
            notSent,
            read - ended,
            requests,
            attempts,
            bytes);
    return new ExportReport(
        counts,
        warnings,
        Checkpoint.of(settled, inDoubt),
        Duration.ofNanos(System.nanoTime() - start));
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
