package com.treasuredata.tiktok.events.embulk;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.RowReader;
import com.treasuredata.tiktok.events.error.EventsException;
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

  private final @Nullable TaskResults results;

  private EventOutput(
      String name,
      Connector connector,
      ExportSession<RowReader> session,
      PageReader reader,
      @Nullable TaskResults results) {
    this.results = results;
    this.name = name;
    this.connector = connector;
    this.session = session;
    this.reader = reader;
    this.row = EmbulkColumns.row(reader);
  }

  /**
   * Opens a session; {@code connector} and {@code results} are closed with it, or if there is none.
   */
  static EventOutput open(
      Connector connector, Schema schema, int taskIndex, @Nullable TaskResults results) {
    String name = "task " + taskIndex;
    try {
      Export<RowReader> export =
          connector
              .exportTable(EmbulkColumns.of(schema))
              .name(name)
              .invalidRecords(connector.config().invalidRecords().ofPart())
              .listener(results == null ? ExportListener.NONE : results);
      return new EventOutput(name, connector, export.open(), Exec.getPageReader(schema), results);
    } catch (RuntimeException e) {
      connector.close();
      if (results != null) {
        results.close();
      }
      throw e;
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
    if (results != null) {
      results.close();
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
