package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.text.PersonalData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which broken rules the check of an event has found so far, and where it is. */
final class Findings {
  private static final String LEFT_OUT = "left out: ";

  /**
   * So many findings are told of one event; a row of a million wrong values would cost gigabytes.
   */
  private static final int MAX_FINDINGS = 100;

  /** What the event as a whole breaks is told last. */
  private static final long LAST = Long.MAX_VALUE;

  /** A broken rule with its place in the order in which they are told. */
  private record Found(long order, Violation violation) {}

  private final boolean strict;
  private final Place place = new Place();
  private final List<Found> found = new ArrayList<>();
  private int untold;
  private boolean hasUntoldErrors;
  private boolean isSorted = true;

  Findings(boolean strict) {
    this.strict = strict;
  }

  /** Begins anew. */
  void clear() {
    place.clear();
    found.clear();
    untold = 0;
    hasUntoldErrors = false;
    isSorted = true;
  }

  /** Returns where the check is. */
  Place place() {
    return place;
  }

  /** Returns how many there are, told or not. */
  int count() {
    return found.size() + untold;
  }

  /** Takes back what was found since there were {@code count}, of which not all could be told. */
  void truncate(int count) {
    while (found.size() > count) {
      found.remove(found.size() - 1);
    }
    untold = Math.max(0, count - found.size());
    hasUntoldErrors &= untold > 0;
  }

  /** Reports a rule that is broken here. */
  void report(Rule rule, String message) {
    add(place.order(), place.path(), rule, rule.severity(strict, false), message);
  }

  /** Reports a rule that is broken by what was read before. */
  void reportAt(long order, String path, Rule rule, String message) {
    add(order, path, rule, rule.severity(strict, false), message);
  }

  /** Reports a rule that is broken elsewhere, or by the event as a whole. */
  void reportAt(String path, Rule rule, String message) {
    add(LAST, path, rule, rule.severity(strict, false), message);
  }

  /**
   * Reports that the value here is of no use.
   *
   * @param essential whether the event can't do without it; otherwise only the value is left out
   */
  void leaveOut(Rule rule, boolean essential, String message) {
    Severity severity = rule.severity(strict, essential);
    String outcome = severity == Severity.WARNING ? LEFT_OUT : "";
    add(place.order(), place.path(), rule, severity, outcome + message);
  }

  private void add(long order, String path, Rule rule, Severity severity, String message) {
    if (found.size() < MAX_FINDINGS) {
      isSorted &= found.isEmpty() || found.get(found.size() - 1).order() <= order;
      found.add(new Found(order, new Violation(path, rule, severity, message)));
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
    found.replaceAll(
        each ->
            isAbout(field, each.violation())
                ? new Found(each.order(), essential(each.violation()))
                : each);
  }

  private static boolean isAbout(String field, Violation found) {
    String path = found.path();
    return path.equals(field) || path.startsWith(field + '[');
  }

  private Violation essential(Violation found) {
    Severity severity = found.rule().severity(strict, true);
    String message = found.message();
    if (severity == Severity.ERROR && message.startsWith(LEFT_OUT)) {
      message = message.substring(LEFT_OUT.length());
    }
    return new Violation(found.path(), found.rule(), severity, message);
  }

  boolean hasErrors() {
    if (hasUntoldErrors) {
      return true;
    }
    for (Found each : found) {
      if (each.violation().severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the findings in the order of the schema's table; the last one says how many more there
   * are.
   */
  List<Violation> violations() {
    if (found.isEmpty()) {
      return List.of();
    }
    if (!isSorted) {
      found.sort(Comparator.comparingLong(Found::order)); // Stable: items stay in their order.
    }
    List<Violation> all = new ArrayList<>(found.size() + 1);
    found.forEach(each -> all.add(each.violation()));
    if (untold > 0) {
      all.add(
          new Violation(
              "",
              Rule.MORE_FINDINGS,
              hasUntoldErrors ? Severity.ERROR : Severity.WARNING,
              untold + " more findings are not listed"));
    }
    return all;
  }
}
