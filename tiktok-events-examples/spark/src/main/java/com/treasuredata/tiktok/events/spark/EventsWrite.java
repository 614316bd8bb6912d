package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A write, planned and perhaps explained, but not begun: nothing was asked of TikTok. */
final class EventsWrite implements WriteBuilder, Write {
  private final SinkOptions options;
  private final StructType schema;
  private final String queryId;
  private @Nullable EventsBatch batch;

  EventsWrite(SinkOptions options, StructType schema, String queryId) {
    this.options = options;
    this.schema = schema;
    this.queryId = queryId;
  }

  @Override
  public Write build() {
    return this;
  }

  @Override
  public String description() {
    return ConnectorConfig.TYPE;
  }

  @Override
  public BatchWrite toBatch() {
    batch = new EventsBatch(options, schema, queryId);
    return batch;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return SinkMetrics.all();
  }

  /**
   * Tells what the tasks did. They don't tell it themselves, since Spark asks them before they have
   * sent their last events.
   */
  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return batch == null ? new CustomTaskMetric[0] : SinkMetrics.of(batch.report());
  }

  /** This is what plans show. */
  @Override
  public String toString() {
    return description();
  }
}
