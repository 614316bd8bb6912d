package com.treasuredata.tiktok.events.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.ReceivedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Spark job does with its rows, from CSV files to TikTok. */
class SparkSinkTest {
  private static final String TOKEN = "s3cret-t0ken-0123456789abcdef";
  private static final String SHOP = "7000000000000000011";

  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .accessToken(TOKEN)
          .accessToken("environment-t0ken") // See this module's pom.
          .pixel(SHOP, "C4A1EXAMPLE0PIXEL7QG", "Main store")
          .keepEvents(10_000)
          .start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
    LocalSpark.reset();
  }

  /** Returns rows as Spark reads them of a CSV file, all of them texts. */
  private Dataset<Row> texts(List<List<String>> rows) throws IOException {
    Path file = directory.resolve("rows-" + System.nanoTime() + ".csv");
    Orders.write(file, rows);
    return LocalSpark.session()
        .read()
        .option("header", "true")
        .option("escape", "\"")
        .csv(file.toString());
  }

  private Dataset<Row> typed(List<List<String>> rows) throws IOException {
    return texts(rows)
        .withColumn("event_time", col("event_time").cast("timestamp"))
        .withColumn("value", col("value").cast("double"))
        .withColumn(
            "contents",
            expr(
                "from_json(contents, 'array<struct<content_id string, price decimal(9,2), quantity int>>')"))
        .withColumn("properties.gift_wrap", expr("cast(`properties.gift_wrap` as boolean)"))
        .withColumn("properties.points", expr("cast(`properties.points` as bigint)"))
        .withColumn("properties.score", expr("cast(`properties.score` as double)"))
        .withColumn("properties.first_seen", expr("cast(`properties.first_seen` as timestamp)"));
  }

  private DataFrameWriter<Row> write(Dataset<Row> rows) {
    return rows.write()
        .format("tiktok_events")
        .option("access_token", TOKEN)
        .option("event_source_id", "C4A1EXAMPLE0PIXEL7QG")
        .option("base_url", tiktok.baseUrl())
        .mode("append");
  }

  private static void assertThatJobFails(ThrowingCallable job, String... words) {
    assertThatThrownBy(job)
        .satisfies(
            thrown -> {
              StringBuilder told = new StringBuilder();
              for (Throwable t = thrown; t != null; t = t.getCause()) {
                told.append(t).append('\n');
              }
              assertThat(told.toString()).contains(words).doesNotContain(TOKEN);
            });
  }

  @Test
  void sendsEachRow() throws Exception {
    write(texts(Orders.rows(1, 2000)).repartition(3)).save();

    assertThat(tiktok.stats().eventsAccepted()).isEqualTo(2000);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(2000);
  }

  @Test
  void typedColumnsGiveTheSameEventIdsAsTextsAndAsAnExportWithoutSpark() throws Exception {
    write(typed(Orders.rows(1, 24))).save();
    write(texts(Orders.rows(1, 24))).save();
    try (Connector connector =
        Connector.of(
            ConnectorConfig.of(
                Map.of(
                    "type",
                    "tiktok_events",
                    "access_token",
                    TOKEN,
                    "event_source_id",
                    "C4A1EXAMPLE0PIXEL7QG",
                    "base_url",
                    tiktok.baseUrl())))) {
      connector
          .exportTable(Orders.NAMES)
          .run(Orders.rows(1, 24).stream().map(Orders::asMap).toList());
    }

    assertThat(tiktok.stats().eventsReceived()).isEqualTo(72);
    assertThat(tiktok.stats().eventsAccepted()).isEqualTo(24);
    assertThat(tiktok.events().stream().map(ReceivedEvent::fields).map(e -> e.get("event_id")))
        .doesNotContainNull();
  }

  @Test
  void skipsInvalidRowsAndSaysWhy() throws Exception {
    List<List<String>> rows = new ArrayList<>(Orders.rows(1, 20));
    rows.set(6, Orders.rowWithoutEvent(7));
    Dataset<Row> data = texts(rows);

    List<String> log =
        CapturedLog.of(() -> write(data).option("skip_invalid_record", "true").save());

    assertThat(tiktok.stats().eventsAccepted()).isEqualTo(19);
    assertThat(log)
        .anyMatch(
            line -> line.contains("task 0, record 7 INVALID: ") && line.contains("event MISSING"))
        .anyMatch(line -> line.contains("20 read = 19 accepted + 1 invalid"));
  }

  @Test
  void stopsAtAnInvalidRow() throws Exception {
    Dataset<Row> data = texts(Orders.rowsWithoutEvent(1, 1));

    assertThatJobFails(
        write(data)::save,
        "task 0",
        "record 1",
        "event MISSING",
        "1 read = 0 accepted + 1 invalid");
  }

  @Test
  void aTableInSqlTakesWhatIsInserted() throws Exception {
    texts(Orders.rows(1, 10)).createOrReplaceTempView("orders");
    LocalSpark.session()
        .sql(
            """
            CREATE TABLE shop USING tiktok_events OPTIONS (
              event_source_id 'C4A1EXAMPLE0PIXEL7QG', base_url '%s')
            """
                .formatted(tiktok.baseUrl()));

    LocalSpark.session()
        .sql("INSERT INTO shop SELECT event, event_time, email, url, value, currency FROM orders");

    assertThat(tiktok.stats().eventsAccepted()).isEqualTo(10);
    assertThat(tiktok.events().get(0).json()).contains("\"currency\":\"USD\"");
  }
}
