package com.treasuredata.tiktok.events.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of SQL into which events are inserted. */
class SqlTest {
  @TempDir Path directory;
  private Shop shop = new Shop(Path.of(""));

  @BeforeEach
  void start() {
    shop.close();
    shop = new Shop(directory);
    shop.texts(shop.orders().rows(1, 10)).createOrReplaceTempView("orders");
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  /** Returns what Spark answers, as text. */
  private static String sql(String statement) {
    return LocalSpark.session().sql(statement).collectAsList().stream()
        .map(Row::toString)
        .collect(Collectors.joining("\n"));
  }

  private void createTable(String columns, String moreOptions) {
    sql(
        """
        CREATE TABLE shop %s USING tiktok_events OPTIONS (
          event_source_id '%s', base_url '%s' %s)
        """
            .formatted(columns, Shop.PIXEL, shop.tiktok().baseUrl(), moreOptions));
  }

  @Test
  void aTableTakesTheColumnsOfWhatIsInserted() {
    createTable("", "");

    sql("INSERT INTO shop SELECT event, event_time, email, url, value, currency FROM orders");

    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(10);
    assertThat(shop.tiktok().events().get(0).json()).contains("\"currency\":\"USD\"");
  }

  @Test
  void aColumnIsNamedInTheQueryAlsoWhenTheTableHasColumns() {
    createTable("(event STRING, event_time TIMESTAMP, email STRING, url STRING)", "");

    sql(
        "INSERT INTO shop SELECT 'CompletePayment' AS event, cast(event_time as timestamp) AS"
            + " event_time, email, url FROM orders");

    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(10);
  }

  @Test
  void theStatementsInTheReadmeRun() throws Exception {
    String page = Files.readString(Path.of("README.md"));
    int begin = page.indexOf("```sql") + "```sql".length();
    String statements = page.substring(begin, page.indexOf("```", begin));
    LocalSpark.session().conf().set(LocalSpark.OPTION + "base_url", shop.tiktok().baseUrl());
    LocalSpark.session()
        .table("orders")
        .selectExpr(
            "cast(event_time as timestamp) AS paid_at",
            "email",
            "url",
            "value AS total",
            "currency")
        .createOrReplaceTempView("orders");

    for (String statement : statements.split(";", -1)) {
      if (!statement.isBlank()) {
        sql(statement);
      }
    }

    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(10);
  }

  @Test
  void aDataFrameIsAppendedToTheTable() throws Exception {
    createTable("", "");

    LocalSpark.session().table("orders").writeTo("shop").option("thread_count", "1").append();

    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(10);
  }

  @Test
  void explainingAnInsertAsksNothingAndShowsNoToken() {
    createTable("", ", access_token '" + Shop.token() + "'");

    String plan = sql("EXPLAIN EXTENDED INSERT INTO shop SELECT * FROM orders");
    String table = sql("DESCRIBE TABLE EXTENDED shop") + sql("SHOW CREATE TABLE shop");

    assertThat(plan + table).contains("tiktok_events").doesNotContain(Shop.token());
    assertThat(shop.tiktok().stats().eventsReceived()).isZero();
  }
}
