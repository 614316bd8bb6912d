package com.treasuredata.tiktok.events.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that was found in one event, and the event as it can be sent, if it can. Immutable. */
public final class ValidationResult {
  private final List<Violation> violations;
  private final @Nullable PreparedEvent prepared;

  ValidationResult(List<Violation> violations, @Nullable PreparedEvent prepared) {
    this.violations = List.copyOf(violations); // No copy of an empty list.
    this.prepared = prepared;
  }

  /** Returns every broken rule, errors and warnings, in the order of the schema's fields. */
  public List<Violation> violations() {
    return violations;
  }

  /** Returns whether the event can be sent: no violation is an error. */
  public boolean isValid() {
    return prepared != null;
  }

  /** Returns the event as it can be sent, normalised and hashed; empty if it can't. */
  public Optional<PreparedEvent> prepared() {
    return Optional.ofNullable(prepared);
  }

  /**
   * Returns the event as it can be sent.
   *
   * @throws InvalidEventException if it can't; lists every violation
   */
  public PreparedEvent orThrow() {
    if (prepared == null) {
      throw new InvalidEventException(violations);
    }
    return prepared;
  }

  @Override
  public String toString() {
    return (isValid() ? "valid" : "invalid") + violations;
  }
}
