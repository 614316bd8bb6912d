package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Exports the rows of a data frame, or of a query, as events to TikTok; with the settings of {@link
 * com.treasuredata.tiktok.events.connector.ConnectorSetting} as options.
 *
 * <pre>{@code
 * orders.write().format("tiktok_events")
 *     .option("event_source_id", "C4A1EXAMPLE0PIXEL7QG")
 *     .mode("append")
 *     .save();
 * }</pre>
 *
 * <p>An option can also be given for all writes and tables of a session, as {@code
 * spark.datasource.tiktok_events.thread_count}; those of a table go before, and those of a write
 * before both.
 */
public final class TikTokEventsSource implements TableProvider, DataSourceRegister {
  /** Creates one, as Spark does by reflection. */
  public TikTokEventsSource() {}

  @Override
  public String shortName() {
    return ConnectorConfig.TYPE;
  }

  /** Returns no columns: what is written names its own. */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return new StructType();
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true; // A table may say which columns it has.
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new EventsTable(schema, properties);
  }
}
