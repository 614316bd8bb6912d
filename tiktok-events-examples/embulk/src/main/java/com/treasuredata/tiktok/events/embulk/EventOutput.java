package com.treasuredata.tiktok.events.embulk;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.ResultsFile;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.RowReader;
import com.treasuredata.tiktok.events.error.EventsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.embulk.config.ConfigException;
import org.embulk.config.TaskReport;
import org.embulk.spi.Exec;
import org.embulk.spi.Page;
import org.embulk.spi.PageReader;
import org.embulk.spi.Schema;
import org.embulk.spi.TransactionalPageOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's export. Embulk calls it from one thread at a time. */
final class EventOutput implements TransactionalPageOutput {
  private static final Logger LOG = LoggerFactory.getLogger(EventOutput.class);

  private final String name;
  private final Connector connector;
  private final ExportSession<RowReader> session;
  private final PageReader reader;
  private final RowReader row;
  private final @Nullable ResultsFile results;

  private EventOutput(
      String name,
      Connector connector,
      ExportSession<RowReader> session,
      PageReader reader,
      @Nullable ResultsFile results) {
    this.results = results;
    this.name = name;
    this.connector = connector;
    this.session = session;
    this.reader = reader;
    this.row = EmbulkColumns.row(reader);
  }

  /**
   * Opens a session, with which {@code connector} is closed, or if there is none.
   *
   * @param results the directory for files of results, if they were asked for
   * @throws ConfigException if no file can be written there
   */
  static EventOutput open(
      Connector connector, Schema schema, int taskIndex, @Nullable String results) {
    String name = "task " + taskIndex;
    ResultsFile file = null;
    try {
      file = results == null ? null : resultsFile(results, taskIndex);
      Export<RowReader> export =
          connector
              .exportTable(EmbulkColumns.of(schema))
              .name(name)
              .invalidRecords(connector.config().invalidRecords().ofPart())
              .listener(file == null ? ExportListener.NONE : file);
      return new EventOutput(name, connector, export.open(), Exec.getPageReader(schema), file);
    } catch (RuntimeException e) {
      connector.close();
      close(file);
      throw e;
    }
  }

  /** Takes the place of an earlier run's, whose task sent all of its records anew too. */
  private static ResultsFile resultsFile(String directory, int taskIndex) {
    try {
      return ResultsFile.open(
          Files.createDirectories(Path.of(directory))
              .resolve(String.format(Locale.ROOT, "task-%03d.jsonl", taskIndex)),
          Checkpoint.NONE);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("results: no file can be written in that directory", e);
    }
  }

  @Override
  public void add(Page page) {
    reader.setPage(page);
    try {
      while (reader.nextRecord()) {
        session.add(row); // All of it is read when this returns.
      }
    } catch (EventsException e) {
      throw TikTokEventsOutputPlugin.forEmbulk(e);
    }
  }

  @Override
  public void finish() {
    try {
      ExportReport report = session.finish();
      LOG.info("{}: {}", name, report);
      report.firstFailures().forEach(failure -> LOG.warn("{}", failure));
      report.failures().forEach((kind, count) -> LOG.warn("{}: {} x {}", name, count, kind));
      report.warnings().forEach((kind, count) -> LOG.warn("{}: {} x {}", name, count, kind));
      if (!report.isComplete()) {
        report.orThrow();
      }
    } catch (EventsException e) {
      throw TikTokEventsOutputPlugin.forEmbulk(e);
    }
  }

  @Override
  public void close() {
    session.close();
    reader.close();
    connector.close();
    close(results);
  }

  private static void close(@Nullable ResultsFile results) {
    try {
      if (results != null) {
        results.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the task's file of results can't be written", e);
    }
  }

  /** What was accepted can't be taken back, so all that is left is to say it. */
  @Override
  public void abort() {
    ExportReport report = session.report();
    LOG.warn(
        "{} is aborted, but TikTok has accepted {} of its events already, which can't be taken"
            + " back: {}",
        name,
        report.accepted(),
        report);
  }

  @Override
  public TaskReport commit() {
    return TikTokEventsOutputPlugin.newTaskReport(session.report().counts());
  }
}
