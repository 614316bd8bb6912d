package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.credentials.AccessTokenProvider;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.export.Export;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.ExportStoppedException;
import com.treasuredata.tiktok.events.export.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.schema.Limits;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports the rows of a file: the main job. */
@Command(name = "export", description = "Exports the rows of a file to an event source.")
final class ExportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin final InputOptions input = new InputOptions();
  @Mixin final ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--source",
      required = true,
      paramLabel = "TYPE",
      description = "The kind of event source: web, app, offline or crm.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  EventSourceType type;

  @Option(
      names = "--source-id",
      required = true,
      paramLabel = "ID",
      description = "The pixel code, TikTok App ID, offline or CRM event set id.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  String sourceId;

  @Option(
      names = "--test-event-code",
      paramLabel = "CODE",
      description = "Send as test events, which count nowhere.")
  @Nullable String testEventCode;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many requests at once, 1 to 10; by default ${DEFAULT-VALUE}.")
  int threads;

  @Option(
      names = "--limited-data-use",
      description = "Set limited_data_use on web and app events that don't say themselves.")
  boolean limitedDataUse;

  @Option(
      names = "--skip-invalid",
      description = "Go on after a record that can't be sent; by default the export stops.")
  boolean skipInvalid;

  @Option(names = "--strict", description = "Make errors of most warnings; see 'schema'.")
  boolean strict;

  @Option(
      names = "--max-request-bytes",
      paramLabel = "N",
      description = "The most bytes of a request body; by default 1000000.")
  long maxRequestBytes = Limits.DEFAULT_MAX_REQUEST_BYTES;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write a line of JSON for each record that was not delivered.")
  @Nullable Path rejects;

  @Option(
      names = "--dry-run",
      description = "Send nothing; print each request body as a line of JSON. Needs no token.")
  boolean dryRun;

  @Option(names = "--quiet", description = "Print nothing but errors.")
  boolean quiet;

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (RowSource rows = input.open(surroundings);
        EventsClient client = client()) {
      RowEvents events = RowEvents.of(type, rows);
      try (ExportConsole console = new ExportConsole(surroundings, quiet, rejects)) {
        return run(client, rows, events, console);
      }
    }
  }

  private int run(EventsClient client, RowSource rows, RowEvents events, ExportConsole console) {
    Export<Row> export =
        client
            .export(events)
            .threads(threads)
            .batchLimits(Limits.MAX_EVENTS_PER_REQUEST, maxRequestBytes)
            .invalidRecords(skipInvalid ? InvalidRecordPolicy.SKIP : InvalidRecordPolicy.FAIL)
            .listener(console);
    console.unmatched(events.unmatchedColumns());
    String target = type.wireName() + " " + sourceId;
    String title = dryRun ? "dry run for " + target + ", nothing was sent" : "export to " + target;
    try {
      // In a dry run the order of requests is that of rows.
      ExportReport report = (dryRun ? export.threads(1) : export).run(RowEvents.iterate(rows));
      console.finished(title, report);
      return report.isComplete() ? Main.OK : Main.FAILED;
    } catch (ExportStoppedException e) {
      console.stopped(title, e);
      return Main.FAILED;
    } finally {
      console.unmatched(events.unmatchedColumns());
    }
  }

  private EventsClient client() {
    PrintStream out = surroundings.out();
    AccessToken token = dryRun ? AccessToken.of("dry-run") : connection.accessToken(surroundings);
    return EventsClient.builder()
        .credentials(AccessTokenProvider.of(token))
        .source(new EventSource(type, sourceId))
        .testEventCode(testEventCode)
        .limitedDataUse(limitedDataUse)
        .strict(strict)
        .transport(dryRun ? DryRun.transport(out) : connection.transport(surroundings))
        .build();
  }
}
