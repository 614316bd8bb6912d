package com.treasuredata.tiktok.events.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.support.Orders;
import com.treasuredata.tiktok.events.testing.ReceivedEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same CSV gives the same events, whatever Spark makes of its columns. */
class TypesTest {
  @TempDir Path directory;
  private Shop shop = new Shop(Path.of(""));
  private List<List<String>> rows = List.of();

  @BeforeEach
  void start() {
    shop.close();
    shop = new Shop(directory);
    rows = shop.orders().rows(1, 24);
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private Dataset<Row> as(String column, String type) {
    return shop.texts(rows).withColumn(column, cast(column, type));
  }

  private static org.apache.spark.sql.Column cast(String column, String type) {
    return expr("cast(`" + column + "` as " + type + ")");
  }

  private Set<Object> eventIds() {
    return shop.tiktok().events().stream()
        .map(ReceivedEvent::fields)
        .map(fields -> fields.get("event_id"))
        .collect(Collectors.toSet());
  }

  /** Sends the rows as core does, without Spark. */
  private void exportWithoutSpark() {
    Map<String, String> settings =
        Map.of(
            "type",
            "tiktok_events",
            "access_token",
            "s3cret-t0ken-0123456789abcdef",
            "event_source_id",
            Shop.PIXEL,
            "base_url",
            shop.tiktok().baseUrl());
    try (Connector connector = Connector.of(ConnectorConfig.of(settings))) {
      connector.exportTable(Orders.NAMES).run(rows.stream().map(Orders::asMap).toList());
    }
  }

  private void assertThatIdsAreTheSame(Dataset<Row> data, int runs) {
    shop.write(data).save();

    assertThat(shop.tiktok().stats().eventsReceived()).isEqualTo(24L * runs);
    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(24);
    assertThat(eventIds()).hasSize(24).doesNotContainNull();
  }

  @Test
  void eachTypeGivesTheSameEventIdsAsWithoutSpark() {
    exportWithoutSpark();
    int runs = 2;
    assertThatIdsAreTheSame(shop.texts(rows), runs++);
    assertThatIdsAreTheSame(as("event_time", "timestamp"), runs++);
    assertThatIdsAreTheSame(
        shop.texts(rows)
            .withColumn("event_time", expr("unix_timestamp(cast(event_time as timestamp))")),
        runs++);
    assertThatIdsAreTheSame(as("value", "double"), runs++);
    assertThatIdsAreTheSame(as("value", "float"), runs++);
    assertThatIdsAreTheSame(as("value", "decimal(18,4)"), runs++);
    assertThatIdsAreTheSame(as("properties.gift_wrap", "boolean"), runs++);
    assertThatIdsAreTheSame(as("properties.points", "bigint"), runs++);
    assertThatIdsAreTheSame(as("properties.points", "int"), runs++);
    assertThatIdsAreTheSame(as("properties.points", "smallint"), runs++);
    assertThatIdsAreTheSame(as("properties.points", "tinyint"), runs++);
    assertThatIdsAreTheSame(as("properties.score", "double"), runs++);
    assertThatIdsAreTheSame(as("properties.first_seen", "timestamp"), runs++);
    assertThatIdsAreTheSame(as("email", "binary"), runs++);
    String contents = "array<struct<content_id string, price decimal(9,2), quantity int>>";
    assertThatIdsAreTheSame(
        shop.texts(rows).withColumn("contents", expr("from_json(contents, '" + contents + "')")),
        runs++);
    assertThatIdsAreTheSame(
        shop.texts(rows)
            .withColumn("contents", expr("from_json(contents, 'array<map<string, string>>')")),
        runs++);
    assertThatIdsAreTheSame(
        shop.texts(rows).withColumn("contents", expr("parse_json(contents)")), runs++);
    assertThatIdsAreTheSame(
        shop.texts(rows).withColumn("currency", expr("parse_json('\"USD\"')")), runs++);
    assertThatIdsAreTheSame(
        shop.texts(rows)
            .withColumn("user", expr("named_struct('email', email, 'phone', phone)"))
            .drop("email", "phone"),
        runs++);
  }

  @Test
  void aTimeWithoutAZoneIsLocalWhereTheSettingsSay() {
    exportWithoutSpark();
    shop.write(as("event_time", "timestamp_ntz")).option("time_zone", "UTC").save();

    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(24);
    assertThat(shop.tiktok().stats().eventsReceived()).isEqualTo(48);
    Shop.assertThatJobFails(
        shop.write(as("event_time", "timestamp_ntz"))::save, "event_time", "time_zone");
  }

  @Test
  void typesThatNoFieldHasAreReadableInCustomProperties() {
    shop.write(
            shop.texts(rows.subList(0, 1))
                .select(
                    col("event"),
                    col("event_time"),
                    col("url"),
                    col("email"),
                    expr("date'2026-02-03'").as("properties.day"),
                    expr("interval '36' hour").as("properties.age"),
                    expr("map('a', 1, 'b', 2)").as("properties.sizes"),
                    expr("array('x', null, 'y')").as("properties.tags"),
                    expr("cast(null as bigint)").as("properties.none"),
                    expr("parse_json('null')").as("properties.nothing")))
        .save();

    assertThat(shop.tiktok().events().get(0).json())
        .contains("\"day\":\"2026-02-03\"", "PT36H", "\"a\":1", "[\"x\",\"y\"]")
        .doesNotContain("none", "nothing");
  }
}
