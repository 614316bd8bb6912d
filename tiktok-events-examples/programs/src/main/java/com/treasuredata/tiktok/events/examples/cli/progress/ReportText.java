package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Prints the account of an export for people. */
public final class ReportText {
  private static final int MAX_LINES = 20;

  private ReportText() {}

  /**
   * Prints it.
   *
   * @param first the first record of a kind of failure or warning; 0 if it isn't known
   * @param dryRun whether nothing was sent
   */
  public static void print(
      PrintStream out,
      String title,
      ExportReport report,
      ToLongFunction<String> first,
      boolean dryRun) {
    out.println(title);
    out.println("  " + account(report, dryRun));
    warned(report, dryRun).ifPresent(line -> out.println("  " + line));
    if (report.isTest()) {
      out.println("  test events: Events Manager shows them, and counts none");
    }
    printCounts(out, report.failures(), "failed:", first);
    printCounts(out, report.warnings(), "warned:", first);
    if (report.acceptedWithProblems() > 0) {
      out.printf(
          Locale.ROOT,
          "  TikTok took %s with problems (code 20001)%n",
          Plural.of(report.acceptedWithProblems(), "record", "records"));
    }
    SentText.lines(report).forEach(line -> out.println("  " + line));
    double seconds = report.elapsed().toMillis() / 1000.0;
    String requests = Plural.of(report.requests(), "request", "requests");
    out.printf(
        Locale.ROOT,
        "  %s; %s; %.1f s; %s%n",
        dryRun
            ? "would take " + requests
            : requests + String.format(Locale.ROOT, ", %,d repeated", report.retries()),
        Plural.of(report.bytes(), "byte", "bytes"),
        seconds,
        rate((report.read() - report.passedOver()) / Math.max(0.001, seconds)));
  }

  /** Returns {@code 1 record/s}. */
  static String rate(double perSecond) {
    return Plural.of(Math.round(perSecond), "record/s", "records/s");
  }

  /** Returns how many of the accepted records lack values or have other warnings, in one line. */
  static Optional<String> warned(ExportReport report, boolean dryRun) {
    return warned(report)
        .map(
            warned ->
                String.format(
                    Locale.ROOT, "%,d %s: %s", report.accepted(), accepted(dryRun), warned));
  }

  /**
   * Returns how many of the accepted records lack values, and how many have other warnings; empty
   * if none has any.
   */
  public static Optional<String> warned(ExportReport report) {
    long lacking = report.acceptedWithValuesLeftOut();
    long others = report.acceptedWithWarnings() - lacking;
    List<String> parts = new ArrayList<>();
    if (lacking > 0) {
      parts.add(String.format(Locale.ROOT, "values were left out of %,d", lacking));
    }
    if (others > 0) {
      parts.add(
          String.format(
              Locale.ROOT, lacking > 0 ? "%,d more with warnings" : "%,d with warnings", others));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  /** Returns what became of the records, in one line. */
  static String account(ExportReport report, boolean dryRun) {
    StringBuilder account = new StringBuilder();
    account.append(
        String.format(
            Locale.ROOT, "%,d read = %,d %s", report.read(), report.accepted(), accepted(dryRun)));
    append(account, report.passedOver(), "passed over");
    append(account, report.invalid(), "invalid");
    append(account, report.rejected(), "rejected");
    append(account, report.unknown(), "unknown");
    append(account, report.notSent(), "not sent");
    append(account, report.withheld(), "withheld");
    return account.toString();
  }

  /** Returns what those records are that a report counts as accepted. */
  static String accepted(boolean dryRun) {
    return dryRun ? "would be sent" : "accepted";
  }

  private static void append(StringBuilder account, long count, String what) {
    if (count > 0) {
      account.append(String.format(Locale.ROOT, " + %,d %s", count, what));
    }
  }

  private static void printCounts(
      PrintStream out, Map<String, Long> counts, String heading, ToLongFunction<String> firstOf) {
    String label = heading;
    int lines = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      if (lines++ == MAX_LINES) {
        out.printf(
            Locale.ROOT, "  %-7s %9s  and %,d more reasons%n", "", "", counts.size() - MAX_LINES);
        return;
      }
      out.printf(
          Locale.ROOT,
          "  %-7s %,9d  %s%s%n",
          label,
          entry.getValue(),
          entry.getKey(),
          FirstRecords.shown(entry.getValue(), firstOf.applyAsLong(entry.getKey())));
      label = "";
    }
  }
}
