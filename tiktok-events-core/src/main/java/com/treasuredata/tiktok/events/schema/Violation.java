package com.treasuredata.tiktok.events.schema;

import java.io.Serializable;
import java.util.Objects;

/**
 * One broken rule: where, which, how grave, and what to do. No value of the event is in it.
 *
 * @param path the field, as in {@code user.email} or {@code properties.contents[2].price}; empty if
 *     the whole record is meant
 * @param rule the rule
 * @param severity whether the event can be sent nonetheless
 * @param message a sentence for people, such as {@code "expected one e-mail address such as
 *     name@example.com"}
 */
public record Violation(String path, Rule rule, Severity severity, String message)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Says which argument is null, if one is. */
  public Violation {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
  }

  /**
   * Returns all of it in one line: {@code "user.email MALFORMED (warning): expected one e-mail
   * address …"}.
   */
  @Override
  public String toString() {
    return (path.isEmpty() ? "record" : path)
        + ' '
        + rule
        + (severity == Severity.WARNING ? " (warning): " : ": ")
        + message;
  }

  /**
   * Returns what violations of the same kind have in common: field and rule, without what differs
   * from record to record. Places in lists and names of custom fields are not in it: {@code
   * "properties.contents.price MALFORMED"}, {@code "properties.[custom] MALFORMED"}.
   */
  public String kind() {
    return FieldPaths.kind(path) + ' ' + rule;
  }
}
