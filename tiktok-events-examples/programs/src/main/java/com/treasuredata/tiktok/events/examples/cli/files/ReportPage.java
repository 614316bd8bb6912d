package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.SentStatistics;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.WriteException;
import com.treasuredata.tiktok.events.examples.cli.progress.FirstRecords;
import com.treasuredata.tiktok.events.examples.cli.progress.Plural;
import com.treasuredata.tiktok.events.examples.cli.progress.ReportText;
import com.treasuredata.tiktok.events.examples.cli.progress.SentText;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.schema.Identifier;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page for people who didn't run the export: what became of its records, why some failed, how old
 * the events were, and how it went over time. It is complete in itself and may load and run
 * nothing; texts of others are escaped; no value or key of a record is in it. Only its owner may
 * read it.
 */
final class ReportPage implements ExportListener {
  private static final String START =
      "<!doctype html>\n<!-- tiktok-events: report of an export -->\n";
  private static final int MAX_ROWS = 20;
  private static final int WIDTH = 800;
  private static final int HEIGHT = 160;

  private static final String STYLE =
      """
      :root {
        --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --panel: #f6f8fa;
        --a: #2563b0; --i: #b45f06; --r: #c0272d; --u: #7b3fa0; --n: #8b949e; --w: #55a0a0;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --paper: #14181d; --ink: #e6edf3; --soft: #9ba6b2; --line: #343c45; --panel: #1d232a;
          --a: #5ea0ee; --i: #e3983e; --r: #f0716f; --u: #c08ae0; --n: #78828d; --w: #66b9b6;
        }
      }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
      main { max-width: 860px; margin: 0 auto; padding: 24px 16px 48px; }
      h1 { font-size: clamp(1.5rem, 4.5vw, 2.25rem); line-height: 1.2; margin: 0 0 8px; }
      h2 { font-size: 1.15rem; margin: 40px 0 12px; }
      p { margin: 0 0 8px; color: var(--soft); overflow-wrap: anywhere; }
      .over { text-transform: none; letter-spacing: .01em; }
      .note { color: var(--ink); background: var(--panel); border-left: 4px solid var(--n);
        padding: 8px 12px; margin-top: 12px; border-radius: 4px; }
      .note.bad { border-color: var(--r); }
      .note.warn { border-color: var(--i); }
      table { width: 100%; border-collapse: collapse; font-size: .94rem; }
      th, td { text-align: left; vertical-align: top; padding: 7px 12px 7px 0;
        border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      th { color: var(--soft); font-weight: 600; font-size: .85rem; }
      .name { overflow-wrap: break-word; }
      .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
      svg { display: block; width: 100%; }
      .bar { height: 28px; border-radius: 6px; margin-bottom: 16px; }
      .chart { height: auto; background: var(--panel); border-radius: 6px; }
      .mini { height: 10px; margin-top: 7px; }
      .wide { width: 40%; }
      .axis { stroke: var(--line); }
      .a { fill: var(--a); background: var(--a); } .i { fill: var(--i); background: var(--i); }
      .r { fill: var(--r); background: var(--r); } .u { fill: var(--u); background: var(--u); }
      .n { fill: var(--n); background: var(--n); } .w { fill: var(--w); background: var(--w); }
      .key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 8px; }
      .key.round { border-radius: 50%; margin-left: 16px; }
      .gap { margin-left: 16px; }
      .legend { margin-top: 10px; }
      footer { margin-top: 40px; border-top: 1px solid var(--line); padding-top: 16px; font-size: .9rem; }
      @media (max-width: 560px) {
        table, tbody, tr, td { display: block; }
        thead { display: none; }
        tr { border-bottom: 1px solid var(--line); padding: 8px 0; }
        td { border: 0; padding: 2px 0; }
        td.num { display: inline-block; text-align: left; margin-right: 16px; }
        td[data-of]::after { content: " " attr(data-of); color: var(--soft); }
        .wide { width: 100%; }
        .gap, .key.round { margin-left: 0; }
      }
      @media print { body { background: #fff; color: #000; } }
      """;

  /** What the ages of events are called in an account, and here. */
  private static final Map<String, String> AGES =
      Map.of(
          "ahead", "from the future, by the clock of the sender",
          "hour", "up to an hour",
          "day", "up to a day",
          "week", "up to 7 days",
          "older", "older");

  private final Path file;
  private final String target;
  private final Instant began = Instant.now();
  private final Timeline timeline = new Timeline();
  private final FirstRecords firsts = new FirstRecords();

  private ReportPage(Path file, String target) {
    this.file = file;
    this.target = target;
  }

  /**
   * Makes sure that the page can be written, before anything is done.
   *
   * @throws UsageException if it can't, or something else is there
   */
  static ReportPage open(Path file, String target) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isEarlierOne(file)) {
      throw new UsageException(
          "--report %s: something else is there already; name a new file"
              .formatted(ShownPath.of(file)));
    }
    try (PrivateFile probe = PrivateFile.beside(file)) {
      probe.force();
    } catch (IOException e) {
      throw new UsageException("--report " + ShownPath.of(file) + ": it can't be written");
    }
    return new ReportPage(file, target);
  }

  private static boolean isEarlierOne(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(START.length()), StandardCharsets.UTF_8);
      return start.isEmpty() || start.equals(START);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void onResult(RecordResult result) {
    firsts.onResult(result);
  }

  @Override
  public void onWarning(long record, Violation warning) {
    firsts.onWarning(record, warning);
  }

  @Override
  public void onProgress(ExportReport soFar) {
    timeline.add(soFar);
  }

  /**
   * Writes the page, in one step.
   *
   * @param stopped why the export was stopped; {@code null} if it wasn't
   */
  void write(ExportReport report, @Nullable String stopped) {
    timeline.add(report);
    try (PrivateFile next = PrivateFile.beside(file)) {
      next.write(html(report, stopped));
      next.force();
      next.replaceTarget();
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  private String html(ExportReport report, @Nullable String stopped) {
    StringBuilder page = new StringBuilder(START);
    page.append(
        """
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>Export to TikTok</title>
        <style>
        """);
    page.append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    String early = stopped == null ? null : "The export stopped early: " + stopped;
    head(page, report, report.refusals().isEmpty() ? early : stopped(report));
    outcomes(page, report);
    sources(page, report);
    kinds(page, "Why records were not delivered", report.failures(), report);
    kinds(page, "Warnings: what was wrong and held up no record", report.warnings(), report);
    if (SentText.tells(report)) {
      identifiers(page, report);
      ages(page, report.sent());
    }
    time(page, report);
    firstFailures(page, report);
    page.append(
        "<footer><p>“Accepted” means that TikTok took the event. Whether it could match it to a"
            + " person, and to an advertisement, it shows in Events Manager. Events that repeat the"
            + " event_id of an earlier one within 48 hours count once.</p></footer>\n");
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head(StringBuilder page, ExportReport report, @Nullable String stopped) {
    long own = report.read() - report.passedOver();
    page.append("<header><p class=\"over\">")
        .append(escaped("Export to " + target))
        .append("</p>\n<h1>")
        .append(text("%,d of %,d records were accepted", report.accepted(), own))
        .append("</h1>\n<p>")
        .append(escaped(began.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ')))
        .append(", took ")
        .append(duration(report.elapsed().toMillis()))
        .append(
            text(
                "; %s, %,d repeated",
                Plural.of(report.requests(), "request", "requests"), report.retries()))
        .append("</p>\n");
    if (stopped != null) {
      note(page, "bad", stopped);
    }
    if (report.isTest()) {
      note(page, "warn", "These were test events: Events Manager shows them, and counts none.");
    }
    if (report.passedOver() > 0) {
      note(
          page, "plain", text("An earlier run had settled %,d more records.", report.passedOver()));
    }
    page.append("</header>\n");
  }

  /** The table of sources has the reasons. */
  private static String stopped(ExportReport report) {
    return text(
        "The export to %,d of %,d event sources stopped early; the table of sources says why.",
        report.refusals().size(), report.bySource().size());
  }

  private static void note(StringBuilder page, String kind, String text) {
    page.append("<p class=\"note ").append(kind).append("\">").append(escaped(text));
    page.append("</p>\n");
  }

  private record Part(String name, String meaning, String style, long count) {}

  private static void outcomes(StringBuilder page, ExportReport report) {
    List<Part> parts =
        List.of(
            new Part("accepted", accepted(report), "a", report.accepted()),
            new Part("invalid", "breaks TikTok's rules; not sent", "i", report.invalid()),
            new Part("rejected", "TikTok refused it", "r", report.rejected()),
            new Part("unknown", "sent, and no answer came", "u", report.unknown()),
            new Part("not sent", "the export stopped before", "n", report.notSent()),
            new Part("withheld", "may not be sent: no consent", "w", report.withheld()));
    long all = parts.stream().mapToLong(Part::count).sum();
    page.append("<section><h2>What became of the records</h2>\n");
    page.append(
        "<svg class=\"bar\" viewBox=\"0 0 800 28\" preserveAspectRatio=\"none\" role=\"img\"");
    page.append(" aria-label=\"Shares of the outcomes, as in the table below\">");
    double x = 0;
    for (Part part : parts) {
      double width = all == 0 ? 0 : 1.0 * WIDTH * part.count() / all;
      if (part.count() > 0) {
        page.append(
            text(
                "<rect class=\"%s\" x=\"%.2f\" y=\"0\" width=\"%.2f\" height=\"28\"/>",
                part.style(), x, Math.max(width, 1.5)));
      }
      x += width;
    }
    page.append("</svg>\n<table>\n<thead><tr><th>Outcome</th><th class=\"num\">Records</th>");
    page.append("<th class=\"num\">Share</th><th>What it means</th></tr></thead>\n<tbody>\n");
    for (Part part : parts) {
      if (part.count() > 0 || part.name().equals("accepted")) {
        page.append("<tr><td><span class=\"key ").append(part.style()).append("\"></span>");
        page.append(part.name()).append("</td>").append(number(part.count()));
        page.append(share(part.count(), all)).append("<td>").append(escaped(part.meaning()));
        page.append("</td></tr>\n");
      }
    }
    page.append("</tbody></table></section>\n");
  }

  private static String accepted(ExportReport report) {
    return ReportText.warned(report)
        .map(warned -> "TikTok took it; " + warned + ", see below")
        .orElse("TikTok took it");
  }

  private static void sources(StringBuilder page, ExportReport whole) {
    if (whole.bySource().isEmpty()) {
      return;
    }
    page.append("<section><h2>What became of them, by event source</h2>\n<table>\n<thead><tr>");
    page.append("<th>Event source</th><th class=\"num\">Records</th>");
    page.append("<th class=\"num\">Accepted</th><th class=\"num\">Share</th>");
    page.append("<th>Others</th></tr></thead>\n<tbody>\n");
    whole
        .bySource()
        .forEach(
            (source, report) -> {
              long own = report.read() - report.passedOver();
              ApiException refusal = whole.refusals().get(source);
              String others = others(report, refusal == null ? null : refusal.getMessage());
              page.append("<tr><td class=\"name\"><code>").append(escaped(source.toString()));
              page.append("</code></td>");
              page.append(text("<td class=\"num\" data-of=\"records\">%,d</td>", own));
              page.append(
                  text("<td class=\"num\" data-of=\"accepted\">%,d</td>", report.accepted()));
              page.append(share(report.accepted(), own)).append("<td>");
              page.append(escaped(others)).append("</td></tr>\n");
            });
    page.append("</tbody></table></section>\n");
  }

  /**
   * Returns what became of the records that weren't accepted, as in {@code 2 invalid}, and why the
   * export to their source was stopped, if it was.
   */
  private static String others(ExportReport report, @Nullable String stopped) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("invalid", report.invalid());
    counts.put("rejected", report.rejected());
    counts.put("unknown", report.unknown());
    counts.put("not sent", report.notSent());
    counts.put("withheld", report.withheld());
    counts.values().removeIf(count -> count == 0);
    Stream<String> parts =
        counts.entrySet().stream().map(count -> text("%,d %s", count.getValue(), count.getKey()));
    return Stream.concat(parts, Stream.ofNullable(stopped).map(why -> "stopped early: " + why))
        .collect(Collectors.joining("; "));
  }

  private void kinds(
      StringBuilder page, String title, Map<String, Long> kinds, ExportReport report) {
    if (kinds.isEmpty()) {
      return;
    }
    page.append("<section><h2>").append(escaped(title)).append("</h2>\n<table>\n<thead><tr>");
    page.append(
        "<th>Field and rule</th><th class=\"num\">Records</th><th class=\"num\">Share</th>");
    page.append("<th class=\"num\">First record</th>");
    page.append("<th>What it means</th></tr></thead>\n<tbody>\n");
    kinds.entrySet().stream()
        .limit(MAX_ROWS)
        .forEach(
            kind ->
                page.append("<tr><td><code>")
                    .append(escaped(kind.getKey()))
                    .append("</code></td>")
                    .append(number(kind.getValue()))
                    .append(share(kind.getValue(), report.read() - report.passedOver()))
                    .append(first(firsts.of(kind.getKey())))
                    .append("<td>")
                    .append(escaped(meaning(kind.getKey())))
                    .append("</td></tr>\n"));
    page.append("</tbody></table>\n");
    if (kinds.size() > MAX_ROWS) {
      page.append(text("<p>and %,d more kinds</p>%n", kinds.size() - MAX_ROWS));
    }
    page.append("</section>\n");
  }

  private static String first(long record) {
    return record == 0
        ? "<td class=\"num\"></td>"
        : text("<td class=\"num\" data-of=\"is the first record\">%,d</td>", record);
  }

  /** Returns what the rules in {@code "event_time MISSING, user.email MALFORMED"} are about. */
  private static String meaning(String kind) {
    if (kind.equals("record " + Rule.UNREADABLE)) {
      return "the row can't be read; the table of first records says why";
    }
    Map<String, String> meanings = new LinkedHashMap<>();
    for (String each : kind.split(", ", -1)) {
      String name = each.substring(each.lastIndexOf(' ') + 1);
      for (Rule rule : Rule.values()) {
        if (rule.name().equals(name)) {
          meanings.put(name, rule.summary());
        }
      }
    }
    if (meanings.isEmpty()) {
      return kind.startsWith("rejected")
          ? "TikTok refused it with this return code"
          : kind.equals("unknown")
              ? "sent, and no answer came"
              : kind.equals("not sent") ? "the export stopped before" : "";
    }
    return String.join("; ", meanings.values());
  }

  private static void identifiers(StringBuilder page, ExportReport report) {
    SentStatistics sent = report.sent();
    Map<Identifier, Long> counts = sent.identifiers();
    Map<Identifier, Double> shares = sent.shares();
    page.append("<section><h2>What TikTok can match the events by</h2>\n");
    page.append("<table class=\"bars\"><tbody>\n");
    counts.forEach(
        (identifier, count) ->
            bar(page, SentText.name(identifier), count, shares.getOrDefault(identifier, 0.0)));
    long none = sent.counts().getOrDefault("with_none", 0L);
    bar(page, "nothing at all", none, (double) none / sent.events());
    page.append("</tbody></table>\n");
    SentText.lines(report).stream().skip(1).forEach(line -> note(page, "warn", line));
    page.append("</section>\n");
  }

  private static void ages(StringBuilder page, SentStatistics sent) {
    page.append("<section><h2>How old the events were when they were sent</h2>\n");
    page.append("<table class=\"bars\"><tbody>\n");
    sent.ages()
        .forEach(
            (age, count) -> {
              if (count > 0 || !age.equals("ahead")) {
                bar(page, AGES.getOrDefault(age, age), count, (double) count / sent.events());
              }
            });
    page.append("</tbody></table></section>\n");
  }

  private static void bar(StringBuilder page, String name, long count, double share) {
    page.append("<tr><td>").append(escaped(name)).append("</td>").append(number(count));
    page.append("<td class=\"num\">").append(escaped(percent(share))).append("</td>");
    page.append("<td class=\"wide\">");
    page.append("<svg class=\"mini\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\"");
    page.append(" aria-hidden=\"true\"><rect class=\"a\" x=\"0\" y=\"0\" height=\"10\"");
    page.append(text(" width=\"%.2f\"/></svg></td></tr>%n", 100 * share));
  }

  private void time(StringBuilder page, ExportReport report) {
    List<Timeline.Stretch> stretches = timeline.stretches();
    long most = stretches.stream().mapToLong(Timeline.Stretch::accepted).max().orElse(0);
    if (most == 0) {
      return;
    }
    page.append("<section><h2>How it went over time</h2>\n");
    page.append(text("<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\"", WIDTH, HEIGHT));
    page.append(" aria-label=\"Accepted records over time, and repeated requests\">\n");
    page.append(text("<line class=\"axis\" x1=\"0\" y1=\"140\" x2=\"%d\" y2=\"140\"/>%n", WIDTH));
    double step = 1.0 * WIDTH / stretches.size();
    for (int i = 0; i < stretches.size(); i++) {
      Timeline.Stretch stretch = stretches.get(i);
      double height = 130.0 * stretch.accepted() / most;
      if (stretch.accepted() > 0) {
        page.append(
            text(
                "<rect class=\"a\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>%n",
                i * step, 140 - height, Math.max(0.8, step * 0.88), height));
      }
      if (stretch.retries() > 0) {
        page.append(
            text("<circle class=\"r\" cx=\"%.2f\" cy=\"150\" r=\"4\"/>%n", i * step + step / 2));
      }
    }
    page.append("</svg>\n<p class=\"legend\"><span class=\"key a\"></span>accepted: ");
    page.append(text("at most %,.0f records/s", most * 1000.0 / timeline.length()));
    page.append(" <span class=\"key r round\"></span>requests were repeated ");
    page.append("<span class=\"gap\">empty: nothing was answered, or it paused</span></p>\n");
    page.append(
        text(
            "<p>From left to right: %s, in stretches of %s.</p></section>%n",
            duration(report.elapsed().toMillis()), duration(timeline.length())));
  }

  private static void firstFailures(StringBuilder page, ExportReport report) {
    if (report.firstFailures().isEmpty()) {
      return;
    }
    page.append(
        "<section><h2>The first records that were not delivered</h2>\n<table>\n<thead><tr>");
    page.append(
        "<th class=\"num\">Record</th><th>Outcome</th><th>Reason</th></tr></thead>\n<tbody>\n");
    for (RecordResult failure : report.firstFailures()) {
      page.append("<tr>").append(number(failure.record())).append("<td>");
      page.append(escaped(failure.outcome().wireName().replace('_', ' '))).append("</td><td>");
      page.append(escaped(failure.reason().orElse(""))).append("</td></tr>\n");
    }
    page.append("</tbody></table></section>\n");
  }

  private static String number(long count) {
    return text("<td class=\"num\">%,d</td>", count);
  }

  private static String share(long count, long all) {
    return all == 0
        ? "<td class=\"num\"></td>"
        : "<td class=\"num\">" + escaped(percent((double) count / all)) + "</td>";
  }

  /** Rounds, but neither something to nothing nor a part to the whole. */
  private static String percent(double share) {
    if (share > 0 && share < 0.0005) {
      return "<0.1 %";
    }
    return share < 1 && share >= 0.9995 ? ">99.9 %" : text("%.1f %%", 100 * share);
  }

  private static String duration(long millis) {
    if (millis < 60_000) {
      return text("%.1f s", millis / 1000.0).replace(".0 s", " s");
    }
    long seconds = millis / 1000;
    return seconds < 3600
        ? text("%d min %02d s", seconds / 60, seconds % 60)
        : text("%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return ForeignText.escaped(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
