package com.treasuredata.tiktok.events.spark;

import static com.treasuredata.tiktok.events.spark.Shop.assertThatJobFails;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.testing.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Spark job does with its rows, from CSV files to TikTok. */
class SparkSinkTest {
  @TempDir Path directory;
  private Shop shop = new Shop(Path.of(""));

  @BeforeEach
  void start() {
    shop.close();
    shop = new Shop(directory);
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private Dataset<Row> good(int rows) {
    return shop.texts(shop.orders().rows(1, rows));
  }

  private Dataset<Row> goodAndBad() {
    List<List<String>> rows = new ArrayList<>(shop.orders().rows(1, 20));
    rows.set(6, shop.orders().rowWithoutEvent(7));
    return shop.texts(rows);
  }

  private long accepted() {
    return shop.tiktok().stats().eventsCounted();
  }

  @Test
  void sendsEachRowOnce() {
    shop.write(good(2000).repartition(3)).save();

    assertThat(accepted()).isEqualTo(2000);
    assertThat(shop.tiktok().stats().eventsReceived()).isEqualTo(2000);
  }

  @Test
  void aJobWithoutRowsIsASuccess() {
    shop.write(good(1).limit(0)).save();

    assertThat(accepted()).isZero();
  }

  @Test
  void optionsAreSettingsInAnyCase() {
    good(3)
        .write()
        .format("TikTok_Events")
        .option("Access_Token", "s3cret-t0ken-0123456789abcdef")
        .option("Event_Source_ID", Shop.PIXEL)
        .option("BASE_URL", shop.tiktok().baseUrl())
        .option("Columns", "{\"properties.shop\": {\"value\": \"north\"}}")
        .option("thread_count", 1)
        .mode("append")
        .save();

    assertThat(shop.tiktok().events().get(0).json()).contains("\"shop\":\"north\"");
  }

  @Test
  void saysAtOnceAllThatIsWrongWithTheSettings() {
    assertThatJobFails(
        shop.write(good(1)).option("thread_count", 99).option("event_data_source", "SEA")::save,
        "thread_count",
        "event_data_source");
    assertThatJobFails(shop.write(good(1)).option("executors", "many")::save, "executors");
  }

  @Test
  void warnsOfAnOptionThatIsNoSetting() {
    List<String> log = CapturedLog.of(() -> shop.write(good(1)).option("thred_count", "1").save());

    assertThat(log)
        .filteredOn(line -> line.contains("thred_count is no setting; did you mean thread_count?"))
        .hasSize(1);
    assertThat(log).filteredOn(line -> line.contains("is no setting")).hasSize(1);
  }

  @Test
  void takesTheTokenFromTheEnvironmentAFileOrTheSession() throws Exception {
    shop.writeWithoutToken(good(1)).save();
    Path file = Files.writeString(directory.resolve("token"), "s3cret-t0ken-0123456789abcdef\n");
    shop.writeWithoutToken(good(2)).option("access_token_file", file.toString()).save();
    LocalSpark.session()
        .conf()
        .set(LocalSpark.OPTION + "access_token", "s3cret-t0ken-0123456789abcdef");
    shop.writeWithoutToken(good(3)).save();

    assertThat(accepted()).isEqualTo(3);
  }

  @Test
  void aRefusedTokenFailsTheJob() {
    assertThatJobFails(
        shop.writeWithoutToken(good(1)).option("access_token", "wr0ng-t0ken")::save, "40105");
  }

  @Test
  void skipsInvalidRowsAndSaysWhyOnTheDriver() {
    Dataset<Row> rows = goodAndBad();

    List<String> log =
        CapturedLog.of(() -> shop.write(rows).option("skip_invalid_record", "true").save());

    assertThat(accepted()).isEqualTo(19);
    assertThat(log)
        .anyMatch(
            line -> line.contains("task 0, record 7 INVALID: ") && line.contains("event MISSING"))
        .anyMatch(line -> line.contains("EventsBatch 20 read = 19 accepted + 1 invalid"));
  }

  @Test
  void stopsAtAnInvalidRowAndSaysTheCounts() {
    assertThatJobFails(
        shop.write(goodAndBad())::save,
        "task 0",
        "record 7",
        "event MISSING",
        "7 read = 0 accepted + 1 invalid");
  }

  /** Returns 150 rows, all of them invalid, in one partition, and 350 good ones in another. */
  private DataFrameWriter<Row> uneven() {
    return shop.write(
            shop.texts(shop.orders().rowsWithoutEvent(1, 150))
                .union(shop.texts(shop.orders().rows(151, 500))))
        .option("skip_invalid_record", true);
  }

  @Test
  void judgesTheShareOfInvalidRowsOfTheWholeJob() {
    uneven().option("max_invalid_records", "30%").save();

    assertThat(accepted()).isEqualTo(350);
    assertThatJobFails(
        uneven().option("max_invalid_records", "10%")::save,
        "150 records were skipped, more than allowed (skip up to 10%)",
        "500 read = 350 accepted + 150 invalid");
  }

  @Test
  void judgesTheNumberOfInvalidRowsOfTheWholeJob() {
    Dataset<Row> rows = goodAndBad().union(goodAndBad());

    shop.write(rows).option("skip_invalid_record", true).option("max_invalid_records", 2).save();
    assertThatJobFails(
        shop.write(rows).option("skip_invalid_record", true).option("max_invalid_records", 1)::save,
        "2 records were skipped, more than allowed (skip up to 1)",
        "40 read = 38 accepted + 2 invalid");
  }

  @Test
  void aJobWhoseRowsAreAllInvalidFails() {
    assertThatJobFails(
        shop.write(shop.texts(shop.orders().rowsWithoutEvent(1, 2)))
                .option("skip_invalid_record", true)
            ::save,
        "2 read = 0 accepted + 2 invalid");
  }

  private DataFrameWriter<Row> toNewSource(Dataset<Row> rows) {
    return rows.write()
        .format("tiktok_events")
        .option("access_token", "s3cret-t0ken-0123456789abcdef")
        .option("base_url", shop.tiktok().baseUrl())
        .option("target_event_source", "NEW")
        .option("event_source_name", "Outlet")
        .option("advertiser_id", Shop.ADVERTISER)
        .mode("append");
  }

  @Test
  void createsTheSourceOnceForAllTasks() {
    toNewSource(good(30).repartition(4)).save();

    assertThat(shop.tiktok().calls("/pixel/create/")).isEqualTo(1);
    assertThat(accepted()).isEqualTo(30);
  }

  @Test
  void createsNoSourceForAColumnWhoseTypeCanNotBeRight() {
    assertThatJobFails(
        toNewSource(good(1).withColumn("phone", lit(819012345678L)))::save,
        "phone",
        "has lost its plus");

    assertThat(shop.tiktok().calls("/pixel/create/")).isZero();
  }

  @Test
  void anAddressThatIsNotTikToksFailsTheJob() {
    shop.tiktok().answerEvery(1, Answer.html(404));

    assertThatJobFails(shop.write(good(1))::save, "task 0", "Check the base URL");
  }

  @Test
  void aStreamIsExportedBatchByBatch() throws Exception {
    StructType columns = good(10).schema();
    VoidFunction2<Dataset<Row>, Long> export = (batch, id) -> shop.write(batch).save();

    LocalSpark.session()
        .readStream()
        .option("header", "true")
        .option("escape", "\"")
        .schema(columns)
        .csv(directory.toString())
        .writeStream()
        .option("checkpointLocation", directory.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .foreachBatch(export)
        .start()
        .awaitTermination();

    assertThat(accepted()).isEqualTo(10);
  }

  @Test
  void rowsAreAppendedAndReplaceNothing() {
    assertThatJobFails(shop.write(good(1)).mode("overwrite")::save, "truncate");
    assertThat(accepted()).isZero();
  }

  @Test
  void sharesTheThreadsBetweenAsManyExecutorsAsThereAreOrWereNamed() {
    Map<String, String> options = Map.of("event_source_id", Shop.PIXEL);
    SinkOptions usual = SinkOptions.of(options);
    SinkOptions named = SinkOptions.of(Map.of("event_source_id", Shop.PIXEL, "executors", "4"));

    assertThat(named.executors()).isEqualTo(OptionalInt.of(4));
    assertThat(Executors.expected(usual, LocalSpark.session().sparkContext())).isEqualTo(1);
    assertThat(Executors.expected(named, LocalSpark.session().sparkContext())).isEqualTo(4);
  }
}
