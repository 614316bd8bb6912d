package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.examples.input.InputException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells a person at the console how an export goes. */
final class ExportConsole implements ExportListener {
  private static final int MOST_SHOWN = 10;

  private final EscapingStream err;
  private final boolean quiet;
  private final StatusLine status;
  private final String title;
  private final Journal journal;
  private final Set<String> shownKinds = new HashSet<>();
  private final Set<String> knownUnmatched = new HashSet<>();

  ExportConsole(CliContext context, boolean quiet, boolean dryRun, String target, Journal journal) {
    this.err = context.err();
    this.quiet = quiet;
    this.status = new StatusLine(err, context.terminal());
    this.title = dryRun ? "dry run for " + target + ", nothing was sent" : "export to " + target;
    this.journal = journal;
    if (!quiet && !journal.before().equals(Checkpoint.NONE)) {
      boolean hasOthers = journal.before().last() > journal.before().position();
      err.printf(
          Locale.ROOT,
          "going on after record %,d%s%n",
          journal.before().position(),
          hasOthers ? ", but for some behind it that are settled, too" : "");
    }
    if (journal.before().unknown() > 0) {
      err.printf(
          Locale.ROOT,
          "%,d records may have reached TikTok, which can't recognise them: they are not sent again;"
              + " --resend-unknown does that%n",
          journal.before().unknown());
    }
    journal
        .otherRejects()
        .ifPresent(
            file ->
                err.printLine(
                    "records that the earlier run didn't deliver are passed over, and listed in "
                        + file
                        + " or, if that is gone, nowhere"));
    journal
        .tooLongAgo()
        .ifPresent(
            time ->
                err.println(
                    "the earlier run ended at "
                        + time.truncatedTo(ChronoUnit.SECONDS)
                        + ", more than 48 hours ago: what it sent without an answer may count twice"));
  }

  /** Shows the first failure of each kind. */
  @Override
  public void onResult(RecordResult result) {
    boolean tells =
        !quiet
            && result.isFailure()
            && result.outcome() != RecordResult.Outcome.NOT_SENT
            && shownKinds.size() < MOST_SHOWN;
    if (tells && shownKinds.add(result.kind().orElse(""))) {
      status.clear();
      err.printLine(result.toString());
    }
  }

  @Override
  public void onProgress(ExportReport soFar) {
    if (!quiet) {
      status.show(soFar);
    }
  }

  /** Warns of columns that match nothing, once each. */
  void unmatched(Set<String> columns) {
    for (String column : columns) {
      if (knownUnmatched.add(column) && !quiet) {
        warn("column " + column + " matches no field and is not sent");
      }
    }
  }

  /** Says again at the end what can't be matched by, since nobody mended it before. */
  void unsent(Map<String, Long> identifiers) {
    unsentIdentifiers(identifiers).forEach(this::warn);
  }

  /** Returns a sentence for each column. */
  static List<String> unsentIdentifiers(Map<String, Long> identifiers) {
    return identifiers.entrySet().stream()
        .map(
            column ->
                String.format(
                    Locale.ROOT,
                    "column %s was not sent, with %,d values by which people could be matched",
                    column.getKey(),
                    column.getValue()))
        .toList();
  }

  void warn(String problem) {
    status.clear();
    err.printLine(problem);
  }

  void finished(ExportReport report) {
    status.clear();
    if (!quiet) {
      ReportText.print(err, title, report);
      hint(report);
    }
    if (report.read() == 0) {
      err.println("tiktok-events: the input has no rows");
    }
    if (ExitCode.of(report) != ExitCode.DONE) {
      err.println("tiktok-events: " + shortcoming(report));
    }
  }

  /** Why an export that wasn't stopped isn't done all the same, in one line. */
  private static String shortcoming(ExportReport report) {
    if (report.unknown() > 0) {
      return String.format(
          Locale.ROOT,
          "%,d of %,d records are unknown: they were sent and no answer came%s",
          report.unknown(),
          report.read(),
          ExitCode.of(report) == ExitCode.TEMPORARY
              ? "; with --resume FILE, the same command sends them again, and they count once"
              : ", and sent again they could count twice");
    }
    if (report.rejectedTogether() > 0) {
      return String.format(
          Locale.ROOT,
          "%,d of %,d records were rejected together with others, so good ones may be among them",
          report.rejectedTogether(),
          report.read());
    }
    return String.format(
        Locale.ROOT, "nothing was delivered: all of %,d records failed", report.read());
  }

  void stopped(ExportStoppedException stop) {
    status.clear();
    ReportText.print(err, title + ", stopped", stop.report());
    err.printf(Locale.ROOT, "  settled up to record %,d%n", stop.report().checkpoint().position());
    hint(stop.report());
    err.printLine("tiktok-events: " + reason(stop));
  }

  private void hint(ExportReport report) {
    long failed = report.skipped() + report.unknown() + report.notSent();
    if (failed > shownKinds.size() && !journal.keepsRejects()) {
      err.println("  --rejects FILE lists each record that failed");
    }
  }

  private static String reason(ExportStoppedException stop) {
    Throwable cause = stop.getCause();
    if (cause instanceof InterruptedException) {
      return "interrupted; with --resume FILE, the same command goes on where it was";
    }
    boolean isOurs =
        cause instanceof EventsException
            || cause instanceof InputException
            || cause instanceof WriteException;
    return String.valueOf((cause != null && isOurs ? cause : stop).getMessage());
  }
}
