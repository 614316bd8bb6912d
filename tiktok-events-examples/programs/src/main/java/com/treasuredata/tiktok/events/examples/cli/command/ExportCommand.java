package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.JournalException;
import com.treasuredata.tiktok.events.RoutedExport;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.cli.Checks;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.WriteException;
import com.treasuredata.tiktok.events.examples.cli.files.ExportOutputs;
import com.treasuredata.tiktok.events.examples.cli.files.Journal;
import com.treasuredata.tiktok.events.examples.cli.options.ConnectionOptions;
import com.treasuredata.tiktok.events.examples.cli.options.DeliveryOptions;
import com.treasuredata.tiktok.events.examples.cli.options.InputOptions;
import com.treasuredata.tiktok.events.examples.cli.options.JournalOptions;
import com.treasuredata.tiktok.events.examples.cli.options.ResultOptions;
import com.treasuredata.tiktok.events.examples.cli.options.RowOptions;
import com.treasuredata.tiktok.events.examples.cli.options.SettingsOptions;
import com.treasuredata.tiktok.events.examples.cli.options.TestUntilOption;
import com.treasuredata.tiktok.events.examples.cli.progress.ExportConsole;
import com.treasuredata.tiktok.events.examples.cli.progress.RecordPreview;
import com.treasuredata.tiktok.events.examples.cli.rows.FirstRows;
import com.treasuredata.tiktok.events.examples.cli.rows.KeyColumn;
import com.treasuredata.tiktok.events.examples.cli.rows.RowMapper;
import com.treasuredata.tiktok.events.examples.cli.rows.SourceColumns;
import com.treasuredata.tiktok.events.examples.cli.rows.SourceMappers;
import com.treasuredata.tiktok.events.examples.cli.rows.UnmatchedColumns;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.schema.EventValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports the rows of a file or a query: the main job. */
@Command(
    name = "export",
    description = {
      "Exports the rows of a file or a query to an event source.",
      "Columns are named as TikTok's fields, such as event, event_time, email or user.email; 'schema'"
          + " lists them, and --rename takes other names."
    })
final class ExportCommand implements Callable<Integer> {
  private final CliContext context;
  private @Nullable KeyColumn deduplicationKey;

  @Mixin final InputOptions input = new InputOptions();

  @Mixin final RowOptions rowOptions = new RowOptions();
  @Mixin final ConnectionOptions connection = new ConnectionOptions();
  @Mixin final DeliveryOptions delivery = new DeliveryOptions();
  @Mixin final TestUntilOption testUntil = new TestUntilOption();
  @Mixin final JournalOptions files = new JournalOptions();
  @Mixin final ResultOptions told = new ResultOptions();

  @Mixin final SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--dry-run",
      description =
          "Send nothing; print each request body as a line of JSON. Needs no token, looks up no source by"
              + " its name, and doesn't heed --resume.")
  boolean dryRun;

  @Option(
      names = "--preview",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "5",
      description =
          "Send nothing; show of the first N records, by default 5, each column, what would be sent, what"
              + " would be left out, and why. Values are masked.")
  @Nullable Long preview;

  @Option(
      names = "--route-by-source",
      description =
          "Send each row to the source that its columns event_source_id and event_source (web, app, offline or"
              + " crm) name, and the others to that of --source; limits of invalid records are for each.")
  boolean routes;

  @Option(names = "--quiet", description = "Print nothing but warnings and errors.")
  boolean quiet;

  ExportCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try {
      return export();
    } catch (JournalException e) {
      throw wrong(e);
    }
  }

  /** A journal that can't be used is an option that is wrong; one that can't be written is not. */
  private static RuntimeException wrong(JournalException e) {
    return e.getCause() == null ? new UsageException("--resume " + e.getMessage()) : e;
  }

  @SuppressWarnings("try") // It is enough that StopOnSignal is there.
  private int export() {
    ConnectorConfig config = checked();
    connection.startFrom(config.transport());
    connection.transport(context); // Names another server than TikTok's before all else.
    if (preview != null) {
      return preview(config, preview);
    }
    try (StopOnSignal stop = new StopOnSignal(context.err());
        Journal journal = journal(config);
        RowSource rows = testUntil.applyTo(told.remaining(input.open(context)), Clock.systemUTC());
        Connector connector = connector(config, journal)) {
      SourceMappers events =
          new SourceMappers(type -> rowOptions.applyTo(config.columnMapper(type)), rows, routes);
      events.of(config.sourceType()); // Says what is wrong with columns before anything is done.
      told.checkKey(rowOptions.applyTo(config.columnMapper()).build(), config.keyColumn());
      deduplicationKey = delivery.deduplicationKey(rows);
      journal.prepare(config.source());
      EventSource source = connector.source();
      String target = source.type().wireName() + ' ' + source.id() + server();
      ExportConsole console =
          new ExportConsole(
              context, quiet, dryRun, target, journal.rejects().or(told::results), input::share);
      console.resumed(journal.before(), journal.otherRejects(), journal.tooLongAgo());
      ExportOutputs outputs =
          ExportOutputs.open(
              told.results(), told.report(), told.isJson(), journal.before(), source, target);
      Function<EventSource, Export<Row>> exports =
          each ->
              journal
                  .rejecting(
                      export(connector.exportTo(each, events.of(each.type()), Row::values), rows))
                  .listener(console)
                  .listener(outputs)
                  .listener(journal);
      return run(source, exports, rows, events, console, journal, outputs);
    }
  }

  private ConnectorConfig checked() {
    Checks checks = new Checks();
    checks.add(input::check);
    checks.add(delivery::check);
    told.check(dryRun, checks);
    Optional<ConnectorConfig> config = checks.make(() -> settings.config(rowOptions));
    config.ifPresent(known -> checks.add(() -> testUntil.check(known, Clock.systemUTC())));
    checks.add(this::checkPreview);
    checks.end();
    return config.orElseThrow();
  }

  private void checkPreview() {
    if (preview != null && preview < 1) {
      throw new UsageException("--preview must be at least 1: " + preview);
    }
  }

  private Export<Row> export(Export<Row> bare, RowSource rows) {
    Export<Row> export = told.applyTo(delivery.applyTo(bare), rows);
    if (deduplicationKey != null) {
      export = export.deduplicationKey(deduplicationKey);
    }
    return dryRun ? export.threads(1) : export; // The order of requests is then that of rows.
  }

  private int preview(ConnectorConfig config, long records) {
    EventValidator validator =
        EventValidator.builder(config.sourceType())
            .strict(delivery.isStrict())
            .limitedDataUse(config.limitedDataUse())
            .timeZone(config.timeZone().orElse(null))
            .phoneCountry(config.phoneCountry().orElse(null))
            .build();
    try (RowSource rows = new FirstRows(input.open(context), records)) {
      RowMapper mapper = RowMapper.of(rowOptions.applyTo(config.columnMapper()), rows);
      RecordPreview preview =
          new RecordPreview(
              context.out(), validator, mapper, rowOptions.applyTo(config.columnMapper()).build());
      int exitCode = print(rows, preview);
      mapper
          .unmatchedColumns()
          .forEach(column -> context.err().printLine(UnmatchedColumns.sentence(column)));
      return exitCode;
    }
  }

  private int print(RowSource rows, RecordPreview preview) {
    long printed = 0;
    try {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        preview.print(row);
        printed++;
      }
      return ExitCode.DONE.code();
    } catch (InputException e) {
      return BrokenInput.tell(context, e, printed);
    }
  }

  /** A report says where events went, unless it is TikTok. */
  private String server() {
    TransportOptions transport = connection.transport(context);
    return transport.isTikTok() ? "" : " at " + transport.baseUrl();
  }

  private Journal journal(ConnectorConfig config) {
    if (dryRun) {
      return files.openDry();
    }
    Map<String, String> job = new LinkedHashMap<>();
    job.put("input", input.name());
    job.put("limit", input.limit());
    job.put("base_url", connection.transport(context).baseUrl().toString());
    job.put("test_event_code", config.testEventCode().orElse(""));
    job.put("limited_data_use", Boolean.toString(config.limitedDataUse()));
    delivery.describeTo(job);
    told.describeTo(job);
    rowOptions.describeTo(job, config);
    if (files.resumes()) {
      input.requireOrder();
    }
    files.warnings().forEach(context.err()::printLine);
    Map<String, Optional<Path>> others = new LinkedHashMap<>();
    others.putAll(input.files());
    others.put("--config", Optional.ofNullable(settings.file()));
    others.put("--access-token-file", Optional.ofNullable(connection.accessTokenFile()));
    others.put("--grant-file", Optional.ofNullable(connection.grantFile()));
    others.putAll(told.files());
    return files.open(others, job);
  }

  private Connector connector(ConnectorConfig config, Journal journal) {
    Connector.Builder builder = delivery.applyTo(Connector.builder(config));
    if (dryRun) {
      return builder.dryRun(this::print).build();
    }
    if (config.accessToken().isEmpty()) {
      builder.tokenProvider(connection.tokenProvider(context));
    } else {
      connection.refuseToken("access_token in the settings");
    }
    journal.keepSourceOf(builder);
    return builder.transport(connection.transport(context)).build();
  }

  /** A reader that has gone away, as head does, ends the export. */
  private void print(String body) {
    context.out().println(body);
    if (context.out().checkError()) {
      throw new UncheckedIOException(new IOException("standard output can't be written"));
    }
  }

  private int run(
      EventSource source,
      Function<EventSource, Export<Row>> exports,
      RowSource rows,
      SourceMappers events,
      ExportConsole console,
      Journal journal,
      ExportOutputs outputs) {
    console.unmatched(events.unmatchedColumns());
    try (outputs) {
      ExportReport report =
          routes
              ? journal
                  .resuming(RoutedExport.of(source, new SourceColumns(source), exports))
                  .run(RowMapper.iterate(rows))
              : journal.resuming(exports.apply(source)).run(RowMapper.iterate(rows));
      ended(report, journal, outputs);
      console.finished(report, told.leavesOut());
      ExitCode code = inBudget(report, ExitCode.of(report));
      outputs.ended(context, report, code);
      return code.code();
    } catch (ExportStoppedException e) {
      if (context.out().checkError()) {
        if (!context.out().isReaderGone()) {
          context.err().println("tiktok-events: standard output can't be written");
        }
        return ExitCode.FAILED.code();
      }
      if (e.getCause() instanceof UsageException wrong) {
        throw wrong;
      }
      if (e.getCause() instanceof JournalException wrong && wrong.getCause() == null) {
        throw wrong;
      }
      if (!(e.getCause() instanceof WriteException)) {
        ended(e.report(), journal, outputs);
      }
      console.stopped(e);
      ExitCode code = Objects.requireNonNull(ExitCode.of(e));
      outputs.ended(context, e, code, console.reason(e));
      return code.code();
    } finally {
      console.unmatched(events.unmatchedColumns());
      console.unsent(events.unsentIdentifiers());
      if (deduplicationKey != null) {
        deduplicationKey
            .problem()
            .ifPresent(problem -> console.warn(problem + ": rows that are equal are one event"));
      }
      testUntil.ended().ifPresent(console::warn);
      told.problems().forEach(console::warn);
    }
  }

  private static void ended(ExportReport report, Journal journal, ExportOutputs outputs) {
    outputs.onProgress(report);
    journal.flush();
  }

  private ExitCode inBudget(ExportReport report, ExitCode code) {
    if (code != ExitCode.DONE || !told.isOverBudget(report)) {
      return code;
    }
    context.err().println("tiktok-events: more records were skipped than --max-invalid allows");
    return ExitCode.FAILED;
  }
}
