package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.examples.cli.EscapingStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far an export is: a line rewritten on a terminal, a new line now and then elsewhere.
 */
final class StatusLine {
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);
  private static final int WIDTH = 78;

  private final EscapingStream err;
  private final boolean terminal;
  private final long interval;
  private long last = System.nanoTime();
  private boolean shown;

  StatusLine(EscapingStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
    this.interval = (terminal ? ON_TERMINAL : ELSEWHERE).toNanos();
  }

  void show(ExportReport report) {
    long now = System.nanoTime();
    if (now - last < interval) {
      return;
    }
    last = now;
    double seconds = Math.max(0.001, report.elapsed().toMillis() / 1000.0);
    String line =
        String.format(
            Locale.ROOT,
            "%,d read, %,d accepted, %,d skipped, %,.0f records/s",
            report.read(),
            report.accepted(),
            report.skipped(),
            report.read() / seconds);
    if (terminal) {
      err.printControl('\r' + padded(line));
      shown = true;
    } else {
      err.println(line);
    }
  }

  /** Takes the line away, for what is printed next. */
  void clear() {
    if (shown) {
      err.printControl('\r' + padded("") + '\r');
      shown = false;
    }
  }

  private static String padded(String line) {
    return line + " ".repeat(Math.max(0, WIDTH - line.length()));
  }
}
