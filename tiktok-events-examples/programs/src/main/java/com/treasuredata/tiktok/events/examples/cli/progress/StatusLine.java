package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.EscapingStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Shows how far an export is: a line rewritten on a terminal, of as much as its width has room for;
 * a new line with the time of day now and then elsewhere.
 */
final class StatusLine {
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);

  /** Below this, what is left says nothing yet. */
  private static final double LEAST_SHARE = 0.01;

  private final EscapingStream err;
  private final boolean terminal;
  private final int width;
  private final String accepted;
  private final Supplier<OptionalDouble> share;
  private final long interval;
  private long last = System.nanoTime();
  private int shown;

  /**
   * Creates one.
   *
   * @param accepted what those records are that were accepted
   * @param share how much of the input was read, 0 to 1, if that is known; what was read and is
   *     neither sent nor failed is taken off
   */
  StatusLine(CliContext context, String accepted, Supplier<OptionalDouble> share) {
    this.err = context.err();
    this.terminal = context.terminal();
    this.width = context.columns() - 1; // A full line would begin another one.
    this.accepted = accepted;
    this.share = share;
    this.interval = (terminal ? ON_TERMINAL : ELSEWHERE).toNanos();
  }

  void show(ExportReport report) {
    long now = System.nanoTime();
    if (now - last < interval) {
      return;
    }
    last = now;
    OptionalDouble read = share.get();
    Counts counts = Counts.of(report);
    if (terminal) {
      String line = line(counts, accepted, read, width);
      err.printControl('\r' + padded(line, shown));
      shown = line.length();
    } else {
      err.println(
          LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
              + " "
              + line(counts, accepted, read, Integer.MAX_VALUE));
    }
  }

  /** What the line tells of a report. */
  record Counts(
      long read, long passedOver, long accepted, long failed, long undone, double seconds) {
    private static Counts of(ExportReport report) {
      return new Counts(
          report.read(),
          report.passedOver(),
          report.accepted(),
          report.skipped(),
          report.pending() + report.notSent(),
          report.elapsed().toMillis() / 1000.0);
    }
  }

  /** A part of the line, and how dear it is: the least dear goes first where room is short. */
  private record Part(int rank, String text) {}

  /**
   * Returns as much as {@code width} has room for. The rate is this run's: what an earlier one
   * settled is only read.
   */
  static String line(Counts counts, String accepted, OptionalDouble share, int width) {
    double seconds = Math.max(0.001, counts.seconds());
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(4, text("%,d read", counts.read())));
    parts.add(new Part(3, text("%,d %s", counts.accepted(), accepted)));
    parts.add(new Part(1, text("%,d failed", counts.failed())));
    parts.add(new Part(2, ReportText.rate((counts.read() - counts.passedOver()) / seconds)));
    if (share.isPresent()) {
      double settled = 1 - (double) counts.undone() / Math.max(1, counts.read());
      double done = Math.min(1, share.getAsDouble()) * settled;
      parts.add(new Part(6, text("%.0f %%", Math.floor(100 * done))));
      if (done >= LEAST_SHARE && done < 1) {
        parts.add(new Part(5, left(seconds * (1 - done) / done)));
      }
    }
    while (parts.size() > 1 && length(parts) > width) {
      Part least = parts.get(0);
      for (Part part : parts) {
        least = part.rank() < least.rank() ? part : least;
      }
      parts.remove(least);
    }
    String line = String.join(", ", parts.stream().map(Part::text).toList());
    return line.length() > width ? line.substring(0, Math.max(0, width)) : line;
  }

  private static int length(List<Part> parts) {
    return parts.stream().mapToInt(part -> part.text().length() + 2).sum() - 2;
  }

  private static String left(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s left";
    }
    return whole < 3600
        ? text("%d:%02d min left", whole / 60, whole % 60)
        : text("%d:%02d h left", whole / 3600, whole % 3600 / 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Takes the line away, for what is printed next. */
  void clear() {
    if (shown > 0) {
      err.printControl('\r' + padded("", shown) + '\r');
      shown = 0;
    }
  }

  private static String padded(String line, int length) {
    return line + " ".repeat(Math.max(0, length - line.length()));
  }
}
