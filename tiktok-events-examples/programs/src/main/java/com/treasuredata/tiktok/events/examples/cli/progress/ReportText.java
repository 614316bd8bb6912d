package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportReport;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
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
    if (report.isTest()) {
      out.println("  test events: Events Manager shows them, and counts none");
    }
    printCounts(out, report.failures(), "failed:", first);
    printCounts(out, report.warnings(), "warned:", first);
    if (report.acceptedWithProblems() > 0) {
      out.printf(
          Locale.ROOT,
          "  TikTok took %,d records with problems (code 20001)%n",
          report.acceptedWithProblems());
    }
    SentText.lines(report.sent()).forEach(line -> out.println("  " + line));
    double seconds = report.elapsed().toMillis() / 1000.0;
    String requests =
        String.format(
            Locale.ROOT,
            "%,d %s",
            report.requests(),
            report.requests() == 1 ? "request" : "requests");
    out.printf(
        Locale.ROOT,
        "  %s; %,d bytes; %.1f s; %,.0f records/s%n",
        dryRun
            ? "would take " + requests
            : requests + String.format(Locale.ROOT, ", %,d repeated", report.retries()),
        report.bytes(),
        seconds,
        (report.read() - report.passedOver()) / Math.max(0.001, seconds));
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
          first(entry.getValue(), firstOf.applyAsLong(entry.getKey())));
      label = "";
    }
  }

  private static String first(long count, long record) {
    return count > 1 && record > 0
        ? String.format(Locale.ROOT, " (the first of %,d: record %,d)", count, record)
        : "";
  }
}
