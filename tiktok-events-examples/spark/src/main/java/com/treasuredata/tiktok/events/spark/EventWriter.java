package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.ResultsFile;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.RowReader;
import java.io.IOException;
import java.time.Duration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at one task. Spark calls it from one thread. */
final class EventWriter implements DataWriter<InternalRow> {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  /** How long an attempt that was killed or failed holds its slot to hear TikTok's answers. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Connector connector;
  private final ExportSession<RowReader> session;
  private final SparkRow row;
  private final @Nullable ResultsFile results;
  private final @Nullable String nameOfResults;

  private EventWriter(
      String name,
      Connector connector,
      ExportSession<RowReader> session,
      SparkRow row,
      @Nullable ResultsFile results,
      @Nullable String nameOfResults) {
    this.name = name;
    this.connector = connector;
    this.session = session;
    this.row = row;
    this.results = results;
    this.nameOfResults = nameOfResults;
  }

  /** Opens a session; {@code connector} is closed with it. */
  static EventWriter open(
      Connector connector,
      StructType schema,
      int partition,
      long taskId,
      @Nullable ResultsDirectory directory) {
    String name = "task " + partition;
    Export<RowReader> export =
        connector
            .exportTable(SparkColumns.of(schema))
            .name(name)
            .invalidRecords(connector.config().invalidRecords().ofPart());
    if (directory == null) {
      return new EventWriter(name, connector, export.open(), new SparkRow(schema), null, null);
    }
    String file = directory.nameOfFile(partition, taskId);
    ResultsFile results = directory.open(file);
    return new EventWriter(
        name, connector, export.listener(results).open(), new SparkRow(schema), results, file);
  }

  @Override
  public void write(InternalRow values) {
    row.moveTo(values);
    session.add(row); // All of it is read when this returns.
  }

  @Override
  public WriterCommitMessage commit() {
    ExportReport report = session.finish();
    LOG.info("{}: {}", name, report);
    if (!report.isComplete()) {
      report.orThrow();
    }
    closeResults();
    return new TaskDone(report, nameOfResults);
  }

  /** What was accepted can't be taken back, so all that is left is to say it. */
  @Override
  public void abort() {
    ExportReport report = session.close(PATIENCE);
    LOG.warn(
        "{} is aborted, but TikTok has accepted {} of its events already, which can't be taken"
            + " back: {}",
        name,
        report.accepted(),
        report);
  }

  @Override
  public void close() {
    session.close();
    closeResults();
    connector.close();
  }

  /** Once more does nothing. */
  private void closeResults() {
    try {
      if (results != null) {
        results.close();
      }
    } catch (IOException e) {
      throw ResultsDirectory.failed(e);
    }
  }
}
