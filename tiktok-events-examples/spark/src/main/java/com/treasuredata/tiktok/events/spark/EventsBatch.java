package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write on the driver: finds or creates the source, and adds up what the tasks did. */
final class EventsBatch implements BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(EventsBatch.class);

  private final SinkOptions options;
  private final StructType schema;
  private final Optional<ResultsDirectory> results;
  private ExportReport report = ExportReport.sum(List.of());

  EventsBatch(SinkOptions options, StructType schema, String queryId) {
    this.options = options;
    this.schema = schema;
    this.results =
        options
            .results()
            .map(path -> ResultsDirectory.of(path, queryId, context().hadoopConfiguration()));
  }

  /** Returns the account of all tasks; of none before they are done. */
  ExportReport report() {
    return report;
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    AccessTokenProvider tokens = options.credentials().tokens();
    tokens.token(); // It must be there before anything is read.
    int executors =
        Math.max(1, Math.min(Executors.expected(options, context()), info.numPartitions()));
    ExportPlan plan;
    try (Connector driver =
        Connector.builder(options.settings()).tokenProvider(tokens).processes(executors).build()) {
      plan = driver.plan(SparkColumns.of(schema));
    }
    results.ifPresent(ResultsDirectory::create);
    LOG.info(
        "exporting to {}{}, {} tasks",
        plan.source(),
        plan.isCreated() ? ", which was created," : "",
        info.numPartitions());
    return new EventWriterFactory(plan, options.credentials(), schema, results.orElse(null));
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    List<TaskDone> tasks = tasks(messages);
    report = sum(tasks);
    LOG.info("{}", report);
    report.firstFailures().forEach(failure -> LOG.warn("{}", failure));
    report.failures().forEach((kind, count) -> LOG.warn("{} x {}", count, kind));
    report.warnings().forEach((kind, count) -> LOG.warn("{} x {}", count, kind));
    report.orThrow(options.settings().invalidRecords());
    results.ifPresent(directory -> directory.commit(tasks, report));
  }

  /** What was accepted can't be taken back, so all that is left is to say it. */
  @Override
  public void abort(WriterCommitMessage[] messages) {
    List<TaskDone> tasks = tasks(messages);
    LOG.warn(
        "the job is aborted, but TikTok has accepted events of it already, which can't be taken"
            + " back: in {} tasks that were done {}; for others see the executors' logs",
        tasks.size(),
        sum(tasks));
    results.ifPresent(ResultsDirectory::abort);
  }

  /** Returns those that are done; there is {@code null} for others. */
  private static List<TaskDone> tasks(WriterCommitMessage[] messages) {
    return Arrays.stream(messages).filter(Objects::nonNull).map(TaskDone.class::cast).toList();
  }

  private static ExportReport sum(List<TaskDone> tasks) {
    return ExportReport.sum(tasks.stream().map(TaskDone::report).toList());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
