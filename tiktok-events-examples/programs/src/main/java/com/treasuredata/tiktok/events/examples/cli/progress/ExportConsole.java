package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.EscapingStream;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.rows.UnmatchedColumns;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.schema.Violation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/** Tells a person at the console how an export goes. */
public final class ExportConsole implements ExportListener {
  private static final int MOST_SHOWN = 10;

  /** How an id begins that was derived from an event's fields. */
  private static final String DERIVED_ID = "te1-";

  private final EscapingStream err;
  private final boolean quiet;
  private final boolean dryRun;
  private final StatusLine status;
  private final String title;
  private final Optional<Path> list;
  private final FirstRecords firsts = new FirstRecords();
  private final Set<String> shownKinds = new HashSet<>();
  private final Set<String> knownUnmatched = new HashSet<>();
  private boolean derivesIds;

  /**
   * Creates one.
   *
   * @param target where events go, for titles
   * @param list the file that has a line for each record that isn't delivered, if one has
   * @param share how much of the input was read, 0 to 1, if that is known
   */
  public ExportConsole(
      CliContext context,
      boolean quiet,
      boolean dryRun,
      String target,
      Optional<Path> list,
      Supplier<OptionalDouble> share) {
    this.err = context.err();
    this.quiet = quiet;
    this.dryRun = dryRun;
    this.status = new StatusLine(context, ReportText.accepted(dryRun), share);
    this.title = dryRun ? "dry run for " + target + ", nothing was sent" : "export to " + target;
    this.list = list;
  }

  /**
   * Tells that an export goes on where an earlier run was.
   *
   * @param before the records that the earlier run leaves nothing to do for
   * @param otherRejects where it listed records that it didn't deliver, if this run doesn't
   * @param tooLongAgo when it ended, if TikTok recognises its events no more
   */
  public void resumed(
      Checkpoint before, Optional<String> otherRejects, Optional<Instant> tooLongAgo) {
    if (!quiet && !before.equals(Checkpoint.NONE)) {
      err.printf(
          Locale.ROOT,
          "going on after record %,d%s%n",
          before.position(),
          before.last() > before.position() ? "; some records after it are settled, too" : "");
    }
    if (before.unknown() > 0) {
      err.printf(
          Locale.ROOT,
          "%s may have reached TikTok, which can't recognise them: not sent again;"
              + " --resend-unknown does that%n",
          Plural.of(before.unknown(), "record", "records"));
    }
    otherRejects.ifPresent(
        file ->
            err.printLine(
                "records that the earlier run skipped are passed over; "
                    + file
                    + " lists them, if it is still there"));
    tooLongAgo.ifPresent(
        time ->
            err.println(
                "the earlier run ended at "
                    + time.truncatedTo(ChronoUnit.SECONDS)
                    + ", more than 48 hours ago: what it sent without an answer may count twice"));
  }

  /** Shows the first failure of each kind. */
  @Override
  public void onResult(RecordResult result) {
    firsts.onResult(result);
    derivesIds |= result.eventId().filter(id -> id.startsWith(DERIVED_ID)).isPresent();
    boolean tells =
        !quiet
            && result.isFailure()
            && result.outcome() != RecordResult.Outcome.NOT_SENT
            && !(dryRun && result.outcome() == RecordResult.Outcome.UNKNOWN)
            && shownKinds.size() < MOST_SHOWN;
    if (tells && shownKinds.add(result.kind().orElse(""))) {
      status.clear();
      err.printLine(result.toString());
    }
  }

  @Override
  public void onWarning(long record, Violation warning) {
    firsts.onWarning(record, warning);
  }

  @Override
  public void onProgress(ExportReport soFar) {
    if (!quiet) {
      status.show(soFar);
    }
  }

  /** Warns of columns that match nothing, once each. */
  public void unmatched(Set<String> columns) {
    for (String column : columns) {
      if (knownUnmatched.add(column) && !quiet) {
        warn(UnmatchedColumns.sentence(column));
      }
    }
  }

  /** Says again at the end what can't be matched by, since nobody mended it before. */
  public void unsent(Map<String, Long> identifiers) {
    unsentIdentifiers(identifiers).forEach(this::warn);
  }

  /** Returns a sentence for each column. */
  public static List<String> unsentIdentifiers(Map<String, Long> identifiers) {
    return identifiers.entrySet().stream()
        .map(
            column ->
                String.format(
                    Locale.ROOT,
                    "column %s was not sent, with %s by which people could be matched",
                    column.getKey(),
                    Plural.of(column.getValue(), "value", "values")))
        .toList();
  }

  public void warn(String problem) {
    status.clear();
    err.printLine(problem);
  }

  /**
   * Tells how an export ended that wasn't stopped.
   *
   * @param isRest whether records were left out that an earlier run is done with
   */
  public void finished(ExportReport report, boolean isRest) {
    status.clear();
    if (!quiet) {
      printAccounts(report.bySource());
      ReportText.print(err, title, report, firsts::of, dryRun);
      hint(report);
    }
    if (report.read() == 0) {
      err.println(
          isRest
              ? "tiktok-events: nothing is left to send"
              : "tiktok-events: the input has no rows");
    }
    report
        .refusals()
        .forEach(
            (source, refusal) ->
                err.printLine("tiktok-events: " + source + ": " + refusal.getMessage()));
    if (report.refusals().isEmpty() && ExitCode.of(report) != ExitCode.DONE) {
      err.println("tiktok-events: " + shortcoming(report));
    }
  }

  /** Why an export that wasn't stopped isn't done all the same, in one line. */
  private String shortcoming(ExportReport report) {
    if (report.unknown() > 0) {
      return String.format(
          Locale.ROOT,
          "%,d of %s %s unknown: sent, and no answer came%s",
          report.unknown(),
          Plural.of(report.read(), "record", "records"),
          report.unknown() == 1 ? "is" : "are",
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
    long failed = report.read() - report.passedOver();
    return failed == 1
        ? "nothing was delivered: the one record failed"
        : String.format(Locale.ROOT, "nothing was delivered: all of %,d records failed", failed);
  }

  private void printAccounts(Map<EventSource, ExportReport> bySource) {
    if (bySource.size() > 1) {
      bySource.forEach(
          (source, report) -> err.printLine(source + ": " + ReportText.account(report, dryRun)));
    }
  }

  public void stopped(ExportStoppedException stop) {
    status.clear();
    printAccounts(stop.report().bySource());
    ReportText.print(err, title + ", stopped", stop.report(), firsts::of, dryRun);
    if (!dryRun) {
      err.printf(
          Locale.ROOT, "  settled up to record %,d%n", stop.report().checkpoint().position());
    }
    hint(stop.report());
    err.printLine("tiktok-events: " + reason(stop));
  }

  private void hint(ExportReport report) {
    if (derivesIds && SentText.tells(report) && report.sent().repeatedIds() > 0) {
      err.println(
          "  rows without an event_id that are equal in every field are one event: --rename"
              + " COLUMN=event_id takes ids from a column, --deduplication-key COLUMN tells the rows"
              + " apart");
    }
    long failed = report.skipped() + report.unknown() + report.notSent();
    if (failed > shownKinds.size()) {
      String shown =
          shownKinds.isEmpty() ? "" : ", " + shownKinds.size() + " shown above, one of each kind";
      err.printLine(
          "  %s failed%s; %s lists each"
              .formatted(
                  Plural.of(failed, "record", "records"),
                  shown,
                  list.map(ShownPath::of).orElse("--rejects FILE")));
    }
  }

  /** Says why an export was stopped. */
  public String reason(ExportStoppedException stop) {
    Throwable cause = stop.getCause();
    if (cause instanceof InterruptedException) {
      return "interrupted; with --resume FILE, the same command goes on where it was";
    }
    return String.valueOf((cause instanceof EventsException ? cause : stop).getMessage());
  }
}
