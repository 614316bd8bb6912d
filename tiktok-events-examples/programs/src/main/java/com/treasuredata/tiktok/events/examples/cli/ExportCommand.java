package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.TargetMethod;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.export.Export;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.ExportStoppedException;
import com.treasuredata.tiktok.events.schema.Limits;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports the rows of a file: the main job. */
@Command(name = "export", description = "Exports the rows of a file to an event source.")
final class ExportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin final InputOptions input = new InputOptions();
  @Mixin final ConnectionOptions connection = new ConnectionOptions();
  @Mixin final JournalOptions files = new JournalOptions();

  @ArgGroup(multiplicity = "1")
  final SettingsOptions settings = new SettingsOptions();

  @Option(names = "--strict", description = "Make errors of most warnings; see 'schema'.")
  boolean strict;

  @Option(
      names = "--max-request-bytes",
      paramLabel = "N",
      description = "The most bytes of a request body; by default 1000000.")
  long maxRequestBytes = Limits.DEFAULT_MAX_REQUEST_BYTES;

  @Option(
      names = "--max-time-without-success",
      paramLabel = "TIME",
      description =
          "How long to go on while requests only fail, such as 90s, 15m or 2h; by default 15m. Not even one"
              + " that gets through: the export stops at once.")
  @Nullable Duration maxTimeWithoutSuccess;

  @Option(
      names = "--distinguish-by",
      paramLabel = "COLUMN",
      description =
          "Rows without an event_id that are equal in every field are one event, unless they differ in"
              + " COLUMN. It is sent nowhere.")
  @Nullable String distinguishBy;

  @Option(
      names = "--no-derived-ids",
      description =
          "Give no event_id to rows that have none. What was sent without an answer is then not repeated.")
  boolean noDerivedIds;

  @Option(
      names = "--dry-run",
      description =
          "Send nothing; print each request body as a line of JSON. Needs no token, and looks up no"
              + " source by its name.")
  boolean dryRun;

  @Option(names = "--quiet", description = "Print nothing but errors.")
  boolean quiet;

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  @SuppressWarnings("try") // It is enough that StopOnSignal is there.
  public Integer call() {
    if (maxRequestBytes < 1_000) {
      throw new UsageException("--max-request-bytes must be at least 1000: " + maxRequestBytes);
    }
    ConnectorConfig config = settings.config();
    try (Journal journal = files.open(input.name(), dryRun);
        RowSource rows = input.open(surroundings);
        Connector connector = connector(config, journal)) {
      RowEvents events = RowEvents.of(config.sourceType(), rows);
      Function<Row, @Nullable String> distinction = distinction(rows);
      try (StopOnSignal stop = new StopOnSignal(surroundings.err())) {
        journal.begin(connector.source());
        Export<Row> export = export(connector, events).distinguishBy(distinction);
        return run(export, connector.source(), rows, events, journal);
      }
    }
  }

  private Connector connector(ConnectorConfig config, Journal journal) {
    Connector.Builder builder =
        Connector.builder(config).strict(strict).deriveEventIds(!noDerivedIds);
    if (dryRun) {
      return builder.dryRun(surroundings.out()::println).build();
    }
    if (config.accessToken().isEmpty()) {
      builder.credentials(connection.credentials(surroundings));
    }
    if (config.targetMethod() == TargetMethod.NEW) {
      journal.knownSource().ifPresent(builder::source); // The first run has created it.
    }
    return builder.transport(connection.transport(surroundings)).build();
  }

  private Function<Row, @Nullable String> distinction(RowSource rows) {
    if (distinguishBy == null) {
      return row -> null;
    }
    if (!rows.columns().isEmpty()
        && rows.columns().stream().noneMatch(distinguishBy::equalsIgnoreCase)) {
      throw new UsageException("--distinguish-by %s: no such column".formatted(distinguishBy));
    }
    return row ->
        row.values().entrySet().stream()
            .filter(value -> value.getKey().equalsIgnoreCase(distinguishBy))
            .map(value -> value.getValue().toString())
            .findFirst()
            .orElse(null);
  }

  private Export<Row> export(Connector connector, RowEvents events) {
    Export<Row> export =
        connector.export(events).batchLimits(Limits.MAX_EVENTS_PER_REQUEST, maxRequestBytes);
    if (maxTimeWithoutSuccess != null) {
      export = export.maxTimeWithoutSuccess(maxTimeWithoutSuccess);
    }
    return dryRun ? export.threads(1) : export; // The order of requests is then that of rows.
  }

  private int run(
      Export<Row> export, EventSource source, RowSource rows, RowEvents events, Journal journal) {
    ExportConsole console = new ExportConsole(surroundings, quiet, journal.keepsRejects());
    console.unmatched(events.unmatchedColumns());
    String target = source.type().wireName() + " " + source.id();
    String title = dryRun ? "dry run for " + target + ", nothing was sent" : "export to " + target;
    try {
      ExportReport report =
          journal
              .keptFor(export)
              .listener(new Listeners(console, journal))
              .run(journal.checking(RowEvents.iterate(rows)));
      journal.ended(report);
      console.finished(title, report);
      return report.isComplete() ? Main.OK : Main.FAILED;
    } catch (ExportStoppedException e) {
      if (e.getCause() instanceof UsageException wrong) {
        throw wrong;
      }
      journal.onProgress(e.report());
      console.stopped(title, e);
      return Main.FAILED;
    } finally {
      console.unmatched(events.unmatchedColumns());
    }
  }
}
