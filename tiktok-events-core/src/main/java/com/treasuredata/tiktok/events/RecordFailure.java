package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.List;
import java.util.Optional;

/** Why one record was not delivered. No value of the record is in it. Immutable. */
public final class RecordFailure {
  /** Where a record that was not delivered ends. */
  public enum Outcome {
    /** It breaks TikTok's specification and was not sent. */
    INVALID,
    /** TikTok refused it. */
    REJECTED,
    /** It was sent and no answer came: TikTok may or may not have it. */
    UNKNOWN,
    /** It was not sent, or TikTok certainly didn't take it, and the export stopped. */
    NOT_SENT
  }

  private final long record;
  private final Outcome outcome;
  private final EventsException cause;
  private final int rejectedTogetherWith;
  private final Optional<String> requestId;

  RecordFailure(
      long record,
      Outcome outcome,
      EventsException cause,
      int rejectedTogetherWith,
      Optional<String> requestId) {
    this.record = record;
    this.outcome = outcome;
    this.cause = cause;
    this.rejectedTogetherWith = rejectedTogetherWith;
    this.requestId = requestId;
  }

  RecordFailure(long record, Outcome outcome, EventsException cause) {
    this(record, outcome, cause, 0, Optional.empty());
  }

  /** Returns the record's number, from 1. */
  public long record() {
    return record;
  }

  /** Returns where the record ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns what went wrong. */
  public EventsException cause() {
    return cause;
  }

  /**
   * Returns how many other records TikTok refused together with this one, so that the fault may be
   * any one's; 0 if it refused this one alone, and for all other outcomes.
   */
  public int rejectedTogetherWith() {
    return rejectedTogetherWith;
  }

  /** Returns the rules that the record breaks, warnings included; empty unless it is invalid. */
  public List<Violation> violations() {
    return cause instanceof InvalidEventException invalid ? invalid.violations() : List.of();
  }

  /**
   * Returns TikTok's id of the request that carried the record, if it answered with one; empty if
   * none did.
   */
  public Optional<String> requestId() {
    return requestId;
  }

  /** Returns all of it in one line: {@code "record 17 INVALID: …"}. */
  @Override
  public String toString() {
    String together =
        rejectedTogetherWith == 0 ? "" : ", together with " + rejectedTogetherWith + " others";
    return "record " + record + ' ' + outcome + together + ": " + cause.getMessage();
  }
}
