package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/** A write, planned and perhaps explained, but not begun: nothing was asked of TikTok. */
final class EventsWrite implements WriteBuilder, Write {
  private final SinkOptions options;
  private final StructType schema;
  private final String queryId;

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
    return new EventsBatch(options, schema, queryId);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return SinkMetrics.all();
  }

  /** This is what plans show. */
  @Override
  public String toString() {
    return description();
  }
}
