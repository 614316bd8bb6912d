package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.export.Export;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.ExportStoppedException;
import com.treasuredata.tiktok.events.schema.Limits;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write a line of JSON for each record that was not delivered.")
  @Nullable Path rejects;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Keep in FILE up to which record all is settled, and go on there when it exists. The input must"
              + " be the same.")
  @Nullable Path resume;

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
    try (RowSource rows = input.open(surroundings);
        Connector connector = connector(config)) {
      RowEvents events = RowEvents.of(config.sourceType(), rows);
      try (StopOnSignal stop = new StopOnSignal(surroundings.err());
          ExportConsole console = new ExportConsole(surroundings, quiet, rejects)) {
        return run(connector, rows, events, console);
      }
    }
  }

  private int run(Connector connector, RowSource rows, RowEvents events, ExportConsole console) {
    console.unmatched(events.unmatchedColumns());
    EventSource source = connector.source();
    ResumeFile resumeFile =
        resume == null || dryRun ? null : ResumeFile.open(resume, input.name(), source);
    Export<Row> export =
        connector
            .export(events)
            .batchLimits(Limits.MAX_EVENTS_PER_REQUEST, maxRequestBytes)
            .listener(resumeFile == null ? console : new Listeners(console, resumeFile));
    if (resumeFile != null) {
      export = export.resumeAfter(resumeFile.settledUpTo());
    }
    String target = source.type().wireName() + " " + source.id();
    String title = dryRun ? "dry run for " + target + ", nothing was sent" : "export to " + target;
    try {
      // In a dry run the order of requests is that of rows.
      ExportReport report = (dryRun ? export.threads(1) : export).run(RowEvents.iterate(rows));
      if (resumeFile != null) {
        resumeFile.ended(report);
      }
      console.finished(title, report);
      return report.isComplete() ? Main.OK : Main.FAILED;
    } catch (ExportStoppedException e) {
      if (resumeFile != null) {
        resumeFile.ended(e.report());
      }
      console.stopped(title, e);
      return Main.FAILED;
    } finally {
      console.unmatched(events.unmatchedColumns());
    }
  }

  private Connector connector(ConnectorConfig config) {
    Connector.Builder builder = Connector.builder(config).strict(strict);
    if (dryRun) {
      return builder.dryRun(surroundings.out()::println).build();
    }
    if (config.accessToken().isEmpty()) {
      builder.credentials(connection.credentials(surroundings));
    }
    return builder.transport(connection.transport(surroundings)).build();
  }
}
