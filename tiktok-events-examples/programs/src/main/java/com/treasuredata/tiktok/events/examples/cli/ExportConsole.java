package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.export.ExportListener;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.ExportStoppedException;
import com.treasuredata.tiktok.events.export.RecordFailure;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Tells a person at the console how an export goes. */
final class ExportConsole implements ExportListener {
  private static final int SHOWN_FAILURES = 5;

  private final PrintStream err;
  private final boolean quiet;
  private final StatusLine status;
  private final Tally tally = new Tally();
  private final boolean rejectsAreKept;
  private final Set<String> knownUnmatched = new HashSet<>();
  private int shown;

  ExportConsole(Surroundings surroundings, boolean quiet, boolean rejectsAreKept) {
    this.err = surroundings.err();
    this.quiet = quiet;
    this.status = new StatusLine(err, surroundings.terminal());
    this.rejectsAreKept = rejectsAreKept;
  }

  @Override
  public void onFailure(RecordFailure failure) {
    tally.onFailure(failure);
    if (!quiet && shown < SHOWN_FAILURES && failure.outcome() != RecordFailure.Outcome.NOT_SENT) {
      shown++;
      status.clear();
      err.println(failure);
      if (shown == SHOWN_FAILURES) {
        err.println(
            "further failures are counted below"
                + (rejectsAreKept ? "" : "; --rejects FILE lists them all"));
      }
    }
  }

  @Override
  public void onWarning(long record, Violation warning) {
    tally.onWarning(record, warning);
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
        status.clear();
        err.println("column " + column + " matches no field and is not sent");
      }
    }
  }

  void finished(String title, ExportReport report) {
    status.clear();
    if (!quiet) {
      ReportText.print(err, title, report, tally);
    }
  }

  void stopped(String title, ExportStoppedException stop) {
    status.clear();
    ReportText.print(err, title + ", stopped", stop.report(), tally);
    err.printf(Locale.ROOT, "  settled up to record %,d%n", stop.report().settledUpTo());
    Throwable cause = stop.getCause();
    Throwable reason =
        cause instanceof EventsException || cause instanceof InputException ? cause : stop;
    err.println("tiktok-events: " + reason.getMessage());
  }
}
