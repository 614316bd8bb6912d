package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.TargetMethod;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.export.Export;
import com.treasuredata.tiktok.events.export.ExportListener;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.ExportStoppedException;
import com.treasuredata.tiktok.events.schema.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write a line of JSON for each record that was not delivered.")
  @Nullable Path rejects;

  @Option(
      names = "--rejects-with-values",
      description = "Write the row itself to the rejects file, too: it is personal data.")
  boolean rejectsWithValues;

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
    if (rejectsWithValues && rejects == null) {
      throw new UsageException("--rejects-with-values goes with --rejects FILE");
    }
    ConnectorConfig config = settings.config();
    ResumeFile resumeFile = resume == null || dryRun ? null : ResumeFile.open(resume, input.name());
    try (RowSource rows = input.open(surroundings);
        Connector connector = connector(config, resumeFile)) {
      RowEvents events = RowEvents.of(config.sourceType(), rows);
      Function<Row, @Nullable String> distinction = distinction(rows);
      try (StopOnSignal stop = new StopOnSignal(surroundings.err());
          RejectsFile rejectsFile = openRejects(resumeFile)) {
        Export<Row> export = export(connector, events).distinguishBy(distinction);
        return run(export, connector.source(), rows, events, rejectsFile, resumeFile);
      }
    }
  }

  private Connector connector(ConnectorConfig config, @Nullable ResumeFile resumeFile) {
    Connector.Builder builder =
        Connector.builder(config).strict(strict).deriveEventIds(!noDerivedIds);
    if (dryRun) {
      return builder.dryRun(surroundings.out()::println).build();
    }
    if (config.accessToken().isEmpty()) {
      builder.credentials(connection.credentials(surroundings));
    }
    if (resumeFile != null && config.targetMethod() == TargetMethod.NEW) {
      resumeFile.source().ifPresent(builder::source); // It is there since the first run.
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

  private @Nullable RejectsFile openRejects(@Nullable ResumeFile resumeFile) {
    return rejects == null
        ? null
        : RejectsFile.open(
            rejects, rejectsWithValues, resumeFile == null ? 0 : resumeFile.settledUpTo());
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
      Export<Row> export,
      EventSource source,
      RowSource rows,
      RowEvents events,
      @Nullable RejectsFile rejectsFile,
      @Nullable ResumeFile resumeFile) {
    ExportConsole console = new ExportConsole(surroundings, quiet, rejectsFile != null);
    console.unmatched(events.unmatchedColumns());
    List<ExportListener> listeners = new ArrayList<>(List.of(console));
    Iterator<Row> records = RowEvents.iterate(rows);
    if (rejectsFile != null) {
      listeners.add(rejectsFile);
      export = export.onUndelivered(rejectsFile::add);
    }
    if (resumeFile != null) { // After the rejects file, on which it relies.
      resumeFile.begin(source);
      listeners.add(resumeFile);
      export = export.resumeAfter(resumeFile.settledUpTo());
      records = resumeFile.checking(records);
    }
    Listeners all = new Listeners(listeners);
    String target = source.type().wireName() + " " + source.id();
    String title = dryRun ? "dry run for " + target + ", nothing was sent" : "export to " + target;
    try {
      ExportReport report = export.listener(all).run(records);
      all.onProgress(report);
      if (resumeFile != null) {
        resumeFile.ended(report);
      }
      console.finished(title, report);
      return report.isComplete() ? Main.OK : Main.FAILED;
    } catch (ExportStoppedException e) {
      if (e.getCause() instanceof UsageException wrong) {
        throw wrong;
      }
      all.onProgress(e.report());
      console.stopped(title, e);
      return Main.FAILED;
    } finally {
      console.unmatched(events.unmatchedColumns());
    }
  }
}
