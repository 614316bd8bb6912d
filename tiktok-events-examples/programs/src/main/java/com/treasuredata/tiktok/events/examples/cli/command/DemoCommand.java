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
import com.treasuredata.tiktok.events.examples.cli.progress.FirstRecords;
import com.treasuredata.tiktok.events.examples.cli.progress.ReportText;
import com.treasuredata.tiktok.events.examples.cli.rows.RowMapper;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.examples.sample.BundledSample;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.schema.Violation;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Exports the bundled sample to a fake TikTok, and holds what was reported against what arrived.
 */
@Command(
    name = "demo",
    description =
        "Exports a bundled sample to a fake TikTok inside this process: no account needed.")
public final class DemoCommand implements Callable<Integer> {
  private static final String TOKEN = "demo-token";

  /** The sample's events happened around this time, so the demo's clocks show it. */
  private static final Clock CLOCK = Clock.fixed(BundledSample.TIME, ZoneOffset.UTC);

  private final CliContext context;

  public DemoCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PrintStream out = context.out();
    boolean allRight = true;
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken(TOKEN).clock(CLOCK).start()) {
      out.println("A fake TikTok listens on " + tiktok.baseUrl());
      for (EventSourceType type : EventSourceType.values()) {
        out.println();
        allRight &= export(type, tiktok);
      }
      FakeTikTok.Stats stats = tiktok.stats();
      out.printf(
          Locale.ROOT,
          "%nIn all: %,d events received, %,d counted, %,d were there twice; %s%n",
          stats.eventsReceived(),
          stats.eventsCounted(),
          stats.duplicates(),
          allRight ? "every record is accounted for" : "THE ACCOUNT IS WRONG");
    }
    return allRight ? ExitCode.DONE.code() : ExitCode.FAILED.code();
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
      ReportText.print(
          out, "the sample of " + type.wireName() + " events", report, firsts::of, false);
      FakeTikTok.Stats stats = tiktok.stats(type.wireName());
      boolean right =
          invalid.equals(sample.invalidRecords())
              && report.accepted() == stats.eventsReceived()
              && stats.duplicates() == sample.duplicates();
      out.printf(
          Locale.ROOT,
          "  the fake received %,d events and counts %,d, because %,d are in the sample twice: %s%n",
          stats.eventsReceived(),
          stats.eventsCounted(),
          stats.duplicates(),
          right ? "as expected" : "NOT as expected");
      return right;
    }
  }
}
