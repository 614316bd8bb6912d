package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** A table into which rows can be appended, and from which nothing can be read. */
final class EventsTable implements SupportsWrite {
  /** What begins the name of an option that is given for a session. */
  private static final String SESSION = "spark.datasource." + ConnectorConfig.TYPE + '.';

  private final StructType schema;
  private final Map<String, String> properties;

  EventsTable(StructType schema, Map<String, String> properties) {
    this.schema = schema;
    this.properties = Map.copyOf(properties);
  }

  @Override
  public String name() {
    return ConnectorConfig.TYPE;
  }

  @Override
  @Deprecated // Spark asks for it, and derives columns() from it.
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    Map<String, String> options = new HashMap<>();
    CollectionConverters.asJava(SparkSession.active().conf().getAll())
        .forEach(
            (key, value) -> {
              if (key.startsWith(SESSION)) {
                options.put(key.substring(SESSION.length()).toLowerCase(Locale.ROOT), value);
              }
            });
    properties.forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
    options.putAll(info.options()); // Of this write; their keys are in lower case.
    return new EventsWrite(SinkOptions.of(options), info.schema(), info.queryId());
  }

  /** Shows no option, one of which may be the token. */
  @Override
  public String toString() {
    return name();
  }
}
