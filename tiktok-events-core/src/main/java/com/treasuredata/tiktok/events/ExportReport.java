package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.Counts.Count;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.event.EventSource;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The account of an export: every record that was read ended in exactly one place.
 *
 * <p>{@code read = passedOver + accepted + invalid + rejected + unknown + notSent + withheld +
 * pending}, and nothing is pending when the export is over. Accepted means that TikTok accepted the
 * event, not that it counts it: events with the same id count once, test events don't count, and an
 * event that matches nobody isn't attributed to an ad.
 *
 * <p>The account of a {@link RoutedExport} is the one over all of its sources, and has those of
 * {@linkplain #bySource each source} in it.
 *
 * <p>Immutable and serializable, so that the tasks of an engine can send their reports to its
 * driver.
 */
public final class ExportReport implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many failures {@link #firstFailures} holds at most. */
  static final int MAX_FIRST_FAILURES = 10;

  private final Counts counts;
  private final Map<String, Long> warnings;
  private final Map<String, Long> failures;
  private final List<RecordResult> firstFailures;
  private final Checkpoint checkpoint;
  private final Duration elapsed;
  private final boolean isTest;
  private final SentStatistics sent;
  private final Map<EventSource, ExportReport> bySource;
  private final Map<EventSource, ApiException> refusals;

  ExportReport(
      Counts counts,
      Map<String, Long> warnings,
      Map<String, Long> failures,
      List<RecordResult> firstFailures,
      Checkpoint checkpoint,
      Duration elapsed,
      boolean isTest,
      SentStatistics sent,
      Map<EventSource, ExportReport> bySource,
      Map<EventSource, ApiException> refusals) {
    this.counts = counts;
    this.warnings = warnings;
    this.failures = failures;
    this.firstFailures = firstFailures;
    this.checkpoint = checkpoint;
    this.elapsed = elapsed;
    this.isTest = isTest;
    this.sent = sent;
    this.bySource = Collections.unmodifiableMap(new LinkedHashMap<>(bySource));
    this.refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
  }

  /**
   * Returns the sum of {@code reports}, such as those of a job's tasks. Its time is the longest of
   * theirs. Its checkpoint is empty, since each report numbers its own records.
   */
  public static ExportReport sum(Collection<ExportReport> reports) {
    return sum(reports, Checkpoint.NONE, Map.of(), Map.of());
  }

  /**
   * Returns the account over several sources, whose records have one numbering.
   *
   * @param before the checkpoint from which all of them resumed
   */
  static ExportReport ofSources(
      Checkpoint before,
      Map<EventSource, ExportReport> bySource,
      Map<EventSource, ApiException> refusals) {
    List<Checkpoint> checkpoints = new ArrayList<>(List.of(before));
    bySource.values().forEach(report -> checkpoints.add(report.checkpoint));
    return sum(bySource.values(), Checkpoint.union(checkpoints), bySource, refusals);
  }

  private static ExportReport sum(
      Collection<ExportReport> reports,
      Checkpoint checkpoint,
      Map<EventSource, ExportReport> bySource,
      Map<EventSource, ApiException> refusals) {
    Counts counts = new Counts();
    KindCounts warnings = new KindCounts();
    KindCounts failures = new KindCounts();
    List<RecordResult> firstFailures = new ArrayList<>();
    Duration elapsed = Duration.ZERO;
    boolean isTest = false;
    for (ExportReport report : reports) {
      counts.addAll(report.counts);
      warnings.addAll(report.warnings);
      failures.addAll(report.failures);
      int room = MAX_FIRST_FAILURES - firstFailures.size();
      report.firstFailures.stream().limit(room).forEach(firstFailures::add);
      elapsed = elapsed.compareTo(report.elapsed) < 0 ? report.elapsed : elapsed;
      isTest |= report.isTest;
    }
    return new ExportReport(
        counts,
        warnings.byFrequency(),
        failures.byFrequency(),
        List.copyOf(firstFailures),
        checkpoint,
        elapsed,
        isTest,
        SentStatistics.sum(reports.stream().map(report -> report.sent).toList()),
        bySource,
        refusals);
  }

  /** Returns how many records were read; also the number of the last one. */
  public long read() {
    return counts.get(Count.READ);
  }

  /**
   * Returns how many records were read and passed over because an earlier export settled them; 0
   * unless {@link Export#resumeFrom} says otherwise.
   */
  public long passedOver() {
    return counts.get(Count.PASSED_OVER);
  }

  /**
   * Returns how many records TikTok accepted. It counts those once whose events have the name and
   * the id of an earlier one; {@link SentStatistics#repeatedIds} says how many these are.
   */
  public long accepted() {
    return counts.get(Count.ACCEPTED);
  }

  /** Returns how many records break the specification and were not sent. */
  public long invalid() {
    return counts.get(Count.INVALID);
  }

  /** Returns how many records TikTok refused. */
  public long rejected() {
    return counts.get(Count.REJECTED);
  }

  /**
   * Returns how many of the rejected records TikTok refused together with others, so that valid
   * ones may be among them: isolating the invalid ones would have taken too many requests, or might
   * have counted events twice.
   */
  public long rejectedTogether() {
    return counts.get(Count.REJECTED_TOGETHER);
  }

  /** Returns how many records were sent without an answer: TikTok may or may not have them. */
  public long unknown() {
    return counts.get(Count.UNKNOWN);
  }

  /**
   * Returns how many records were read and not delivered because the export stopped, for example
   * because the token was refused.
   */
  public long notSent() {
    return counts.get(Count.NOT_SENT);
  }

  /** Returns how many records may not be sent, as {@link Export#consent} says. */
  public long withheld() {
    return counts.get(Count.WITHHELD);
  }

  /** Returns how many records have no outcome yet; 0 when the export is over. */
  public long pending() {
    return counts.get(Count.PENDING);
  }

  /**
   * Returns how many records were skipped: invalid or rejected ones after which the export went on.
   */
  public long skipped() {
    return invalid() + rejected();
  }

  /**
   * Returns whether every record was accepted, or skipped as the policy allows: invalid, or
   * rejected alone.
   */
  public boolean isComplete() {
    return unknown() == 0 && notSent() == 0 && pending() == 0 && rejectedTogether() == 0;
  }

  /**
   * Returns this report if the export was a success, for an engine that commits on it: every record
   * was accepted, skipped as the policy allows, passed over or withheld, and if any was to be sent
   * at least one was accepted.
   *
   * @throws ExportIncompleteException if it wasn't
   */
  public ExportReport orThrow() {
    boolean isInVain = accepted() == 0 && read() > passedOver() + withheld();
    if (!isComplete() || isInVain) {
      throw new ExportIncompleteException(this);
    }
    return this;
  }

  /**
   * Returns this report if the export was a success and skipped no more records than {@code policy}
   * allows; for the {@linkplain #sum sum} of several parts, each of which ran by the policy's
   * {@linkplain InvalidRecordPolicy#ofPart part}.
   *
   * @throws ExportIncompleteException if it was none, or skipped more
   */
  public ExportReport orThrow(InvalidRecordPolicy policy) {
    if (!Objects.requireNonNull(policy, "policy").allows(skipped(), read())) {
      throw new ExportIncompleteException(this, policy);
    }
    return orThrow();
  }

  /**
   * Returns all counts by name, in a fixed order: {@code read}, {@code passed_over}, {@code
   * accepted}, {@code accepted_with_warnings}, {@code accepted_with_values_left_out}, {@code
   * accepted_with_problems}, {@code invalid}, {@code rejected}, {@code rejected_together}, {@code
   * unknown}, {@code not_sent}, {@code withheld}, {@code pending}, {@code requests}, {@code
   * retries}, {@code bytes}. The names don't change from version to version; new ones may come.
   * {@link SentStatistics#counts} has more, such as {@code repeated_ids}.
   */
  public Map<String, Long> counts() {
    return counts.byName();
  }

  /** Returns how many requests were sent, retries included. */
  public long requests() {
    return counts.get(Count.REQUESTS);
  }

  /** Returns how many of the requests were retries. */
  public long retries() {
    return counts.get(Count.RETRIES);
  }

  /** Returns how many bytes of request bodies TikTok accepted. */
  public long bytes() {
    return counts.get(Count.BYTES);
  }

  /**
   * Returns how many of the accepted records have warnings: a value was {@linkplain
   * #acceptedWithValuesLeftOut left out} of them, was sent though TikTok may not use it, or is
   * recommended and absent. {@link #warnings} says which, and {@link RecordResult#violations} of
   * which record.
   */
  public long acceptedWithWarnings() {
    return counts.get(Count.ACCEPTED_WITH_WARNINGS);
  }

  /**
   * Returns how many of the accepted records lost data: a value that was given, but is wrong, was
   * left out of them. Their other values were sent, and can't be corrected afterwards.
   */
  public long acceptedWithValuesLeftOut() {
    return counts.get(Count.ACCEPTED_WITH_VALUES_LEFT_OUT);
  }

  /** Returns how many records TikTok accepted with problems (code 20001). */
  public long acceptedWithProblems() {
    return counts.get(Count.ACCEPTED_WITH_PROBLEMS);
  }

  /**
   * Returns how many warnings there were of each {@linkplain
   * com.treasuredata.tiktok.events.schema.Violation#kind kind}, such as {@code "user.phone
   * MALFORMED"}, the most frequent first. Kinds beyond the first 100 are counted as {@code others}.
   */
  public Map<String, Long> warnings() {
    return warnings;
  }

  /**
   * Returns how many records failed, by {@linkplain RecordResult#kind kind} of failure, such as
   * {@code "event_time MISSING"} or {@code "rejected with code 40002"}, the most frequent first.
   * Kinds beyond the first 100 are counted as {@code others}.
   */
  public Map<String, Long> failures() {
    return failures;
  }

  /** Returns what became of the first records that failed, at most 10. */
  public List<RecordResult> firstFailures() {
    return firstFailures;
  }

  /**
   * Returns statistics of the events that were put into requests: what they can be matched by, how
   * old they are and what they lack. They are complete after {@link ExportSession#flush} and at the
   * end.
   */
  public SentStatistics sent() {
    return sent;
  }

  /** Returns whether the events were test events, none of which TikTok counts. */
  public boolean isTest() {
    return isTest;
  }

  /**
   * Returns the records that need no further request. An export that {@linkplain Export#resumeFrom
   * resumes from it} loses nothing and counts nothing twice. It holds all that the checkpoint held
   * from which this export resumed.
   */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Returns the account of each source of a {@link RoutedExport}, in the order in which their first
   * records were read; empty for an export to one source.
   */
  public Map<EventSource, ExportReport> bySource() {
    return bySource;
  }

  /**
   * Returns the sources of a {@link RoutedExport} that TikTok refused, with its answers: the export
   * to these stopped, and their further records were not sent.
   */
  public Map<EventSource, ApiException> refusals() {
    return refusals;
  }

  /** Returns the time since the export began. */
  public Duration elapsed() {
    return elapsed;
  }

  /** Returns the account in one line. */
  @Override
  public String toString() {
    return counted()
        + (bySource.size() < 2 ? "" : " in " + bySource.size() + " sources")
        + warned()
        + repeated()
        + (isTest ? "; test events, which don't count" : "");
  }

  private String warned() {
    long leftOut = acceptedWithValuesLeftOut();
    long others = acceptedWithWarnings() - leftOut;
    if (leftOut == 0) {
      return others == 0
          ? ""
          : "; " + others + " of the accepted " + haveWarnings(others) + ", no value was left out";
    }
    return "; values were left out of "
        + leftOut
        + " of the accepted"
        + (others == 0 ? "" : ", " + others + " more " + haveWarnings(others));
  }

  private static String haveWarnings(long records) {
    return records == 1 ? "has warnings" : "have warnings";
  }

  private String repeated() {
    long repeats = sent.repeatedIds();
    return repeats == 0
        ? ""
        : "; "
            + (sent.estimatesRepeatedIds() ? "about " : "")
            + (repeats == 1 ? "1 event repeats" : repeats + " events repeat")
            + " the name and event_id of an earlier one, which TikTok counts once";
  }

  private String counted() {
    return read()
        + " read = "
        + (passedOver() == 0 ? "" : passedOver() + " passed over + ")
        + accepted()
        + " accepted + "
        + invalid()
        + " invalid + "
        + rejected()
        + " rejected"
        + (rejectedTogether() == 0 ? "" : " (" + rejectedTogether() + " of them together)")
        + " + "
        + unknown()
        + " unknown + "
        + notSent()
        + " not sent"
        + (withheld() == 0 ? "" : " + " + withheld() + " withheld")
        + (pending() == 0 ? "" : " + " + pending() + " pending");
  }
}
