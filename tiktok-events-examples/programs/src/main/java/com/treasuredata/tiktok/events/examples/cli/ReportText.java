package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.export.ExportReport;
import java.io.PrintStream;
import java.util.Locale;

/** Prints the account of an export for people. */
final class ReportText {
  private ReportText() {}

  static void print(PrintStream out, String title, ExportReport report, Failures failures) {
    double seconds = report.elapsed().toMillis() / 1000.0;
    out.println(title);
    line(out, "read", report.read(), "");
    line(out, "accepted", report.accepted(), "");
    line(out, "invalid", report.invalid(), "");
    line(out, "rejected", report.rejected(), "");
    line(
        out,
        "unknown",
        report.unknown(),
        report.unknown() == 0 ? "" : "sent without an answer; send again");
    line(out, "not sent", report.notSent(), "");
    failures.byFrequency().forEach((reason, count) -> out.printf("    %,9d  %s%n", count, reason));
    if (report.acceptedWithProblems() > 0) {
      line(out, "accepted with problems", report.acceptedWithProblems(), "TikTok answered 20001");
    }
    if (!report.warnings().isEmpty()) {
      out.println("  sent nonetheless, with a warning");
      report
          .warnings()
          .forEach((rule, count) -> out.printf("    %,9d  %s: %s%n", count, rule, rule.summary()));
    }
    out.println(
        String.format(
            Locale.ROOT,
            "  %,d requests, %,d of them repeated; %,d bytes; %.1f s; %,.0f records/s",
            report.requests(),
            report.retries(),
            report.bytes(),
            seconds,
            report.read() / Math.max(0.001, seconds)));
  }

  private static void line(PrintStream out, String name, long count, String remark) {
    out.println(
        String.format(Locale.ROOT, "  %-9s %,11d  %s", name, count, remark).stripTrailing());
  }
}
