package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.export.ExportListener;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.ExportStoppedException;
import com.treasuredata.tiktok.events.export.RecordFailure;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a person at the console how an export goes, and writes the rejects file. */
final class ExportConsole implements ExportListener, AutoCloseable {
  private static final int SHOWN_FAILURES = 5;

  private final PrintStream err;
  private final boolean quiet;
  private final StatusLine status;
  private final Tally tally = new Tally();
  private final @Nullable RejectsFile rejects;
  private final Set<String> knownUnmatched = new HashSet<>();
  private int shown;

  ExportConsole(Surroundings surroundings, boolean quiet, @Nullable Path rejects) {
    this.err = surroundings.err();
    this.quiet = quiet;
    this.status = new StatusLine(err, surroundings.terminal());
    this.rejects = rejects == null ? null : RejectsFile.create(rejects);
  }

  @Override
  public void onFailure(RecordFailure failure) {
    tally.onFailure(failure);
    if (rejects != null) {
      rejects.add(failure);
    }
    if (!quiet && shown < SHOWN_FAILURES && failure.outcome() != RecordFailure.Outcome.NOT_SENT) {
      shown++;
      status.clear();
      err.println(failure);
      if (shown == SHOWN_FAILURES) {
        err.println(
            "further failures are counted below"
                + (rejects == null ? "; --rejects FILE lists them all" : ""));
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
    Throwable cause = stop.getCause();
    Throwable reason =
        cause instanceof EventsException || cause instanceof InputException ? cause : stop;
    err.println("tiktok-events: " + reason.getMessage());
  }

  @Override
  public void close() {
    if (rejects != null) {
      rejects.close();
    }
  }
}
