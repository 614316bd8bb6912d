package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.progress.FirstRecords;
import com.treasuredata.tiktok.events.examples.cli.progress.Plural;
import com.treasuredata.tiktok.events.examples.cli.progress.ReportText;
import com.treasuredata.tiktok.events.examples.cli.rows.RowMapper;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.examples.sample.BundledSample;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.schema.Violation;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Exports the bundled sample to a fake TikTok, and holds what was reported against what arrived.
 */
@Command(
    name = "demo",
    description =
        "Exports a bundled sample to a fake TikTok inside this process: no account needed.")
public final class DemoCommand implements Callable<Integer> {
  private static final String TOKEN = "demo-token";

  private static final List<String> NEXT =
      List.of(
          "",
          "What the lines say:",
          "  failed   records that break a rule: not sent",
          "  warned   records that were sent: without the value that the line names, or with one that"
              + " TikTok may not use",
          "Next:",
          "  tiktok-events demo --save DIRECTORY          writes the sample's files",
          "  tiktok-events validate --source web --input DIRECTORY/web.csv",
          "                                               says of each record what is wrong in it",
          "  tiktok-events schema --source web            lists the fields, and what each rule means",
          "  tiktok-events export --preview --source web --source-id ANY --input FILE",
          "                                               shows what would become of your own columns",
          "  tiktok-events fake-server                    runs the fake, to export your own rows to it");

  /** The sample's events happened around this time, so the demo's clocks show it. */
  private static final Clock CLOCK = Clock.fixed(BundledSample.TIME, ZoneOffset.UTC);

  private final CliContext context;
  private final List<ExportReport> reports = new ArrayList<>();

  @Option(
      names = "--save",
      paramLabel = "DIRECTORY",
      description =
          "Write the sample's files there instead, to look at their records or to export them.")
  @Nullable Path saveTo;

  public DemoCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PrintStream out = context.out();
    if (saveTo != null) {
      return save(saveTo);
    }
    boolean allRight = true;
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken(TOKEN).clock(CLOCK).start()) {
      out.println("A fake TikTok listens on " + tiktok.baseUrl());
      for (EventSourceType type : EventSourceType.values()) {
        out.println();
        allRight &= export(type, tiktok);
      }
      FakeTikTok.Stats stats = tiktok.stats();
      ExportReport all = ExportReport.sum(reports);
      out.printf(
          Locale.ROOT,
          "%nIn all: %,d records read = %,d accepted + %,d invalid; the fake received %,d events and"
              + " counts %,d: %s%n",
          all.read(),
          all.accepted(),
          all.invalid(),
          stats.eventsReceived(),
          stats.eventsCounted(),
          allRight ? "every record is accounted for" : "THE ACCOUNT IS WRONG");
    }
    NEXT.forEach(out::println);
    return allRight ? ExitCode.DONE.code() : ExitCode.FAILED.code();
  }

  private int save(Path directory) {
    try {
      for (EventSourceType type : EventSourceType.values()) {
        Path file = BundledSample.of(type).saveTo(directory);
        context.out().printLine(type.wireName() + " events: " + ShownPath.of(file));
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "--save: a file of the sample is there already: name another directory");
    } catch (IOException e) {
      throw new UsageException("--save " + ShownPath.of(directory) + ": it can't be written");
    }
    return ExitCode.DONE.code();
  }

  private boolean export(EventSourceType type, FakeTikTok tiktok) {
    PrintStream out = context.out();
    BundledSample sample = BundledSample.of(type);
    FirstRecords firsts = new FirstRecords();
    Set<Long> invalid = new TreeSet<>();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void onResult(RecordResult result) {
            firsts.onResult(result);
            if (result.isFailure()) {
              invalid.add(result.record());
            }
          }

          @Override
          public void onWarning(long record, Violation warning) {
            firsts.onWarning(record, warning);
          }
        };
    EventSource source = new EventSource(type, "DEMO" + type);
    try (RowSource rows = sample.open();
        EventsClient client =
            EventsClient.builder()
                .accessToken(TOKEN)
                .source(source)
                .clock(CLOCK)
                .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
                .build()) {
      if (type == EventSourceType.WEB) {
        out.println(
            "(the fake fails the first request on purpose, so that there is something to repeat)");
        tiktok.answerNext(1, Answer.html(502));
      }
      ExportReport report =
          client
              .export(RowMapper.of(type, rows))
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .listener(listener)
              .run(RowMapper.iterate(rows));
      reports.add(report);
      ReportText.print(
          out, "the sample of " + type.wireName() + " events", report, firsts::of, false);
      FakeTikTok.Stats stats = tiktok.stats(type.wireName());
      boolean right =
          invalid.equals(sample.invalidRecords())
              && report.accepted() == stats.eventsReceived()
              && stats.duplicates() == sample.duplicates();
      out.printf(
          Locale.ROOT,
          "  the fake received %,d events and counts %,d%s: %s%n",
          stats.eventsReceived(),
          stats.eventsCounted(),
          stats.duplicates() == 0
              ? ""
              : ", since "
                  + Plural.of(stats.duplicates(), "is a repeat", "are repeats")
                  + " of an earlier one",
          right ? "as expected" : "NOT as expected");
      return right;
    }
  }
}
