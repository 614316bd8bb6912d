package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.error.EventsException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event can't be sent because it breaks the schema.
 *
 * <p>A {@code RecordMapper} may throw one to say that it can't make an event of a record.
 */
public final class InvalidEventException extends EventsException {
  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /** Creates one that lists {@code violations}, of which at least one is an error. */
  public InvalidEventException(List<Violation> violations) {
    super(
        "the event can't be sent: "
            + violations.stream()
                .filter(violation -> violation.severity() == Severity.ERROR)
                .map(Violation::toString)
                .collect(Collectors.joining("; ")),
        null);
    this.violations = List.copyOf(violations);
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
    return violations;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
