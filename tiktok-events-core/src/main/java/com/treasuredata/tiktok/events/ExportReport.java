package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Rule;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The account of an export: every record that was read ended in exactly one place.
 *
 * <p>{@code read = passedOver + accepted + invalid + rejected + unknown + notSent + pending}, and
 * nothing is pending when the export is over. Accepted means that TikTok took the event, not that
 * it matched it to a person. Immutable.
 */
public final class ExportReport implements Serializable {
  private static final long serialVersionUID = 1;

  private final ExportAccount.Counts counts;
  private final EnumMap<Rule, Long> warnings;
  private final Checkpoint checkpoint;
  private final Duration elapsed;

  ExportReport(
      ExportAccount.Counts counts,
      Map<Rule, Long> warnings,
      Checkpoint checkpoint,
      Duration elapsed) {
    this.counts = counts;
    this.warnings = new EnumMap<>(Rule.class);
    this.warnings.putAll(warnings);
    this.checkpoint = checkpoint;
    this.elapsed = elapsed;
  }

  /** Returns how many records were read; the last one's number. */
  public long read() {
    return counts.read();
  }

  /**
   * Returns how many records were read and passed over because an earlier export settled them; 0
   * unless {@link Export#resumeFrom} says otherwise.
   */
  public long passedOver() {
    return counts.passedOver();
  }

  /** Returns how many records TikTok took. */
  public long accepted() {
    return counts.accepted();
  }

  /** Returns how many records break the specification and were not sent. */
  public long invalid() {
    return counts.invalid();
  }

  /** Returns how many records TikTok refused. */
  public long rejected() {
    return counts.rejected();
  }

  /**
   * Returns how many of the rejected records TikTok refused together with others, so that good ones
   * may be among them: the search for the offender would have taken too many requests, or could
   * have counted events twice.
   */
  public long rejectedTogether() {
    return counts.rejectedTogether();
  }

  /** Returns how many records were sent without an answer: TikTok may or may not have them. */
  public long unknown() {
    return counts.unknown();
  }

  /**
   * Returns how many records were read and not sent, or not taken for a reason that is none of
   * theirs, because the export stopped.
   */
  public long notSent() {
    return counts.notSent();
  }

  /** Returns how many records are on their way; 0 when the export is over. */
  public long pending() {
    return counts.pending();
  }

  /** Returns how many records the export went on without: invalid or rejected ones. */
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

  /** Returns how many requests were sent, repeated ones included. */
  public long requests() {
    return counts.attempts();
  }

  /** Returns how many of the requests repeated one that had failed. */
  public long retries() {
    return counts.attempts() - counts.requests();
  }

  /** Returns how many bytes of request bodies TikTok took. */
  public long bytes() {
    return counts.bytes();
  }

  /** Returns how many records TikTok took with code 20001, "accepted with problems". */
  public long acceptedWithProblems() {
    return counts.acceptedWithProblems();
  }

  /** Returns how often each rule was broken by records that were sent nonetheless. */
  public Map<Rule, Long> warnings() {
    return Collections.unmodifiableMap(warnings);
  }

  /**
   * Returns the records that need no further request. An export that {@linkplain Export#resumeFrom
   * resumes from it} loses nothing and counts nothing twice. It holds all that the checkpoint held
   * from which this export resumed.
   */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Returns the time since the export began. */
  public Duration elapsed() {
    return elapsed;
  }

  /** Returns the account in one line. */
  @Override
  public String toString() {
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
        + (pending() == 0 ? "" : " + " + pending() + " pending");
  }
}
