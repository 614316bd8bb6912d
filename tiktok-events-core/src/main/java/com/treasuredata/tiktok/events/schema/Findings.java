package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.text.PersonalData;
import java.util.ArrayList;
import java.util.List;

/** Where a check is in its event, and which broken rules it has found so far. */
final class Findings {
  private static final String NOT_APPLICABLE = "; left out";

  /**
   * So many findings are told of one event; a row of a million wrong values would cost gigabytes.
   */
  private static final int MAX_FINDINGS = 100;

  private final boolean strict;
  private final StringBuilder path = new StringBuilder();
  private final List<Violation> violations = new ArrayList<>();
  private int untold;
  private boolean hasUntoldErrors;

  Findings(boolean strict) {
    this.strict = strict;
  }

  /** Goes to a field of the object where the check is, and returns the way back. */
  int enter(String name) {
    int back = path.length();
    if (back > 0) {
      path.append('.');
    }
    path.append(name);
    return back;
  }

  /** Goes to an item of the list where the check is, and returns the way back. */
  int enter(int index) {
    int back = path.length();
    path.append('[').append(index).append(']');
    return back;
  }

  /** Goes back to where the check was before it went to a field or item. */
  void leave(int back) {
    path.setLength(back);
  }

  /** Reports a rule that is broken here. */
  void report(Rule rule, String message) {
    reportAt(path.toString(), rule, message);
  }

  /** Reports a rule that is broken elsewhere, or by the event as a whole. */
  void reportAt(String path, Rule rule, String message) {
    add(path, rule, rule.severity(strict, false), message);
  }

  /**
   * Reports that the value here is of no use.
   *
   * @param essential whether the event can't do without it; otherwise only the value is left out
   */
  void leaveOut(Rule rule, boolean essential, String message) {
    Severity severity = rule.severity(strict, essential);
    String end = severity == Severity.WARNING ? NOT_APPLICABLE : "";
    add(path.toString(), rule, severity, message + end);
  }

  private void add(String path, Rule rule, Severity severity, String message) {
    if (violations.size() < MAX_FINDINGS) {
      violations.add(new Violation(path, rule, severity, message));
    } else {
      untold++;
      hasUntoldErrors |= severity == Severity.ERROR;
    }
  }

  /** Reports that the value here is, or holds, what must not be sent as it is. */
  void leaveOutPersonalData(PersonalData.Kind kind, boolean essential) {
    leaveOut(
        Rule.PERSONAL_DATA,
        essential,
        kind.shown() + " belongs in " + kind.place() + ", where it is hashed");
  }

  /** Returns a URL without what is personal in it, and reports that. */
  String redacted(String url) {
    PersonalData.Redacted redacted = PersonalData.redact(url);
    PersonalData.Kind kind = redacted.found();
    if (kind != null) {
      String belongs =
          kind.place().isEmpty() ? "" : "; it belongs in " + kind.place() + ", where it is hashed";
      report(
          Rule.PERSONAL_DATA,
          kind.shown() + " in the URL was replaced by the word redacted" + belongs);
    }
    return redacted.url();
  }

  /** Makes errors of what was found wrong with a field: the event can't do without it after all. */
  void makeEssential(String field) {
    violations.replaceAll(found -> isAbout(field, found) ? essential(found) : found);
  }

  private static boolean isAbout(String field, Violation found) {
    String path = found.path();
    return path.equals(field) || path.startsWith(field + '[');
  }

  private Violation essential(Violation found) {
    Severity severity = found.rule().severity(strict, true);
    String message = found.message();
    if (severity == Severity.ERROR && message.endsWith(NOT_APPLICABLE)) {
      message = message.substring(0, message.length() - NOT_APPLICABLE.length());
    }
    return new Violation(found.path(), found.rule(), severity, message);
  }

  boolean hasErrors() {
    if (hasUntoldErrors) {
      return true;
    }
    for (Violation violation : violations) {
      if (violation.severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /** Returns the findings; the last one says how many more there are. */
  List<Violation> violations() {
    if (untold == 0) {
      return violations;
    }
    List<Violation> all = new ArrayList<>(violations);
    all.add(
        new Violation(
            "",
            Rule.MORE_FINDINGS,
            hasUntoldErrors ? Severity.ERROR : Severity.WARNING,
            untold + " more findings are not listed"));
    return all;
  }
}
