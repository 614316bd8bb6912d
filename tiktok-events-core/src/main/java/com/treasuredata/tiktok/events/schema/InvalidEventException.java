package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An event can't be sent because it breaks the schema.
 *
 * <p>A {@code RecordMapper} may throw one to say that it can't make an event of a record.
 */
public final class InvalidEventException extends EventsException {
  private static final long serialVersionUID = 1;

  /** So many errors stand in the message; {@link #violations} has all that were found. */
  private static final int MAX_SHOWN = 10;

  private final ArrayList<Violation> violations;

  /** Creates one that lists {@code violations}, of which at least one is an error. */
  public InvalidEventException(List<Violation> violations) {
    super(
        "the event can't be sent: " + errors(Objects.requireNonNull(violations, "violations")),
        null);
    this.violations = new ArrayList<>(violations);
  }

  private static String errors(List<Violation> violations) {
    List<Violation> errors =
        violations.stream().filter(found -> found.severity() == Severity.ERROR).toList();
    String shown =
        errors.stream().limit(MAX_SHOWN).map(Violation::toString).collect(Collectors.joining("; "));
    int others = errors.size() - MAX_SHOWN;
    return others <= 0 ? shown : shown + "; and " + others + " more";
  }

  /**
   * Returns the exception of a record that can't be read at all.
   *
   * @param message why, without any of the record's values: {@code "line 17 isn't a JSON object"}
   */
  public static InvalidEventException unreadable(String message) {
    return new InvalidEventException(
        List.of(new Violation("", Rule.UNREADABLE, Severity.ERROR, message)));
  }

  /** Returns every broken rule, errors and warnings. */
  public List<Violation> violations() {
    return Collections.unmodifiableList(violations);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.RECORDS;
  }
}
