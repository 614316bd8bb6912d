package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record of an export; a row of a table of results.
 *
 * <p>It holds no value of the record but its {@linkplain #key key}, if {@link Export#recordKey} is
 * set, its {@code event_id} and its {@code event_time}. Immutable and serializable.
 */
public final class RecordResult implements Serializable {
  private static final long serialVersionUID = 1;

  /** Where a record ends. */
  public enum Outcome {
    /** TikTok accepted it. */
    ACCEPTED,
    /** It breaks TikTok's specification and was not sent. */
    INVALID,
    /** TikTok refused it. */
    REJECTED,
    /** It was sent and no answer came: TikTok may or may not have it. */
    UNKNOWN,
    /** It was not sent, or TikTok certainly didn't accept it, and the export stopped. */
    NOT_SENT,
    /** It may not be sent, as {@link Export#consent} says. */
    WITHHELD;

    /** Returns the outcome as tables of results spell it, such as {@code not_sent}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the record should have been delivered, and was not. */
    public boolean isFailure() {
      return this != ACCEPTED && this != WITHHELD;
    }
  }

  private final RecordId id;
  private final Outcome outcome;
  private final @Nullable String eventId;
  private final @Nullable Instant eventTime;
  private final @Nullable EventsException cause;
  private final @Nullable String problem;
  private final List<Violation> violations;
  private final int rejectedTogetherWith;
  private final @Nullable String requestId;

  private RecordResult(
      RecordId id,
      Outcome outcome,
      @Nullable String eventId,
      @Nullable Instant eventTime,
      @Nullable EventsException cause,
      @Nullable String problem,
      List<Violation> violations,
      int rejectedTogetherWith,
      @Nullable String requestId) {
    this.id = id;
    this.outcome = outcome;
    this.eventId = eventId;
    this.eventTime = eventTime;
    this.cause = cause;
    this.problem = problem;
    this.violations = List.copyOf(violations);
    this.rejectedTogetherWith = rejectedTogetherWith;
    this.requestId = requestId;
  }

  /** Returns the result of a record that TikTok accepted. */
  static RecordResult accepted(
      EncodedEvent event, Optional<String> requestId, Optional<String> problem) {
    return new RecordResult(
        event.id(),
        Outcome.ACCEPTED,
        event.eventId(),
        event.eventTime(),
        null,
        problem.orElse(null),
        event.warnings(),
        0,
        requestId.orElse(null));
  }

  /**
   * Returns the result of a record that was in a batch and was not accepted.
   *
   * @param others how many records TikTok refused together with it
   */
  static RecordResult failed(
      EncodedEvent event,
      Outcome outcome,
      EventsException cause,
      int others,
      Optional<String> requestId) {
    return new RecordResult(
        event.id(),
        outcome,
        event.eventId(),
        event.eventTime(),
        cause,
        null,
        event.warnings(),
        others,
        requestId.orElse(null));
  }

  /** Returns the result of a record that breaks a rule. */
  static RecordResult invalid(RecordId id, @Nullable String eventId, InvalidEventException cause) {
    return new RecordResult(
        id, Outcome.INVALID, eventId, null, cause, null, cause.violations(), 0, null);
  }

  /** Returns the result of a record that never got into a batch. */
  static RecordResult notSent(RecordId id, EventsException cause) {
    return new RecordResult(id, Outcome.NOT_SENT, null, null, cause, null, List.of(), 0, null);
  }

  /** Returns the result of a record that may not be sent. */
  static RecordResult withheld(RecordId id) {
    return new RecordResult(id, Outcome.WITHHELD, null, null, null, null, List.of(), 0, null);
  }

  /** Returns the record's number, from 1. */
  public long record() {
    return id.number();
  }

  /** Returns what names the record in messages: {@code "task 3, record 17 [order-7]"}. */
  String label() {
    return id.toString();
  }

  /** Returns the record's key, as {@link Export#recordKey} says; empty if it has none. */
  public Optional<String> key() {
    return Optional.ofNullable(id.key());
  }

  /** Returns where the record ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns whether the record should have been delivered, and was not. */
  public boolean isFailure() {
    return outcome.isFailure();
  }

  /**
   * Returns the id of the record's event, its own or one that was made of its content; empty if it
   * has none, or never became an event.
   */
  public Optional<String> eventId() {
    return Optional.ofNullable(eventId);
  }

  /** Returns when the event happened; empty if the record never became an event. */
  public Optional<Instant> eventTime() {
    return Optional.ofNullable(eventTime);
  }

  /** Returns what went wrong; empty if nothing did. */
  public Optional<EventsException> cause() {
    return Optional.ofNullable(cause);
  }

  /**
   * Returns in a sentence why the record was not delivered or, of one that was accepted, what
   * TikTok found wrong with its request (code 20001); usually empty. No value of a record is in it.
   */
  public Optional<String> reason() {
    return cause == null ? Optional.ofNullable(problem) : Optional.ofNullable(cause.getMessage());
  }

  /**
   * Returns the rules that the record breaks; of a record that was sent, those that cost it no more
   * than a value.
   */
  public List<Violation> violations() {
    return violations;
  }

  /**
   * Returns how many other records TikTok refused together with this one, so that any of them may
   * be at fault; 0 if it refused this one alone, and for all other outcomes.
   */
  public int rejectedTogetherWith() {
    return rejectedTogetherWith;
  }

  /**
   * Returns TikTok's id of the request that carried the record, if it answered with one; empty if
   * none did.
   */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /**
   * Returns the kind of failure, to count records by: {@code "event_time MISSING"}, {@code
   * "rejected with code 40002"}, {@code "unknown"}; empty if it is no failure.
   */
  public Optional<String> kind() {
    return isFailure() ? Optional.of(kindOfFailure()) : Optional.empty();
  }

  private String kindOfFailure() {
    String ended = outcome.wireName().replace('_', ' ');
    return switch (outcome) {
      case INVALID ->
          violations.stream()
              .filter(violation -> violation.severity() == Severity.ERROR)
              .map(Violation::kind)
              .distinct()
              .collect(Collectors.joining(", "));
      case REJECTED ->
          cause instanceof ApiException refusal && refusal.code() >= 0
              ? ended + " with code " + refusal.code()
              : ended;
      case UNKNOWN, NOT_SENT, ACCEPTED, WITHHELD -> ended;
    };
  }

  /**
   * Returns all of it as a JSON object on one line, for files of results such as {@link
   * ResultsFile}. Characters that a terminal obeys are escaped.
   *
   * <pre>{@code
   * {"record":17,"export":"task 3","key":"order-7","outcome":"accepted","event_id":"te1-…",
   *  "event_time":"2026-01-02T03:04:05Z","request_id":"2026…"}
   * }</pre>
   *
   * <p>What is empty is absent: {@code export}, the {@linkplain Export#name name} of its export,
   * {@code key}, {@code event_id}, {@code event_time}, {@code request_id}, {@code reason}, {@code
   * rejected_together_with}, and {@code violations}, each of which has {@code path}, {@code rule},
   * {@code severity} and {@code message}.
   */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("record", record());
    if (!id.session().isEmpty()) {
      json.put("export", id.session());
    }
    key().ifPresent(key -> json.put("key", key));
    json.put("outcome", outcome.wireName());
    eventId().ifPresent(text -> json.put("event_id", text));
    eventTime().ifPresent(time -> json.put("event_time", time.toString()));
    requestId().ifPresent(text -> json.put("request_id", text));
    reason().ifPresent(text -> json.put("reason", text));
    if (rejectedTogetherWith > 0) {
      json.put("rejected_together_with", rejectedTogetherWith);
    }
    if (!violations.isEmpty()) {
      json.put("violations", violations.stream().map(RecordResult::json).toList());
    }
    return ForeignText.escaped(JsonTree.toJson(json));
  }

  private static Map<String, Object> json(Violation violation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", violation.path());
    json.put("rule", violation.rule().name());
    json.put("severity", violation.severity().name().toLowerCase(Locale.ROOT));
    json.put("message", violation.message());
    return json;
  }

  /** Returns all of it in one line: {@code "record 17 [order-7] INVALID: …"}. */
  @Override
  public String toString() {
    String together =
        rejectedTogetherWith == 0 ? "" : ", together with " + rejectedTogetherWith + " others";
    return id + " " + outcome + together + reason().map(text -> ": " + text).orElse("");
  }

  /**
   * What names a record.
   *
   * @param session the name of its session; empty if it has none
   * @param number its number, from 1
   * @param key its key, if it has one
   */
  record RecordId(String session, long number, @Nullable String key) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Returns {@code "task 3, record 17 [order-7]"}. */
    @Override
    public String toString() {
      return (session.isEmpty() ? "" : session + ", ")
          + "record "
          + number
          + (key == null ? "" : " [" + ForeignText.cut(key) + ']');
    }
  }
}
