package com.treasuredata.tiktok.events.embulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Orders;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.ReceivedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.embulk.EmbulkEmbed;
import org.embulk.config.ConfigDiff;
import org.embulk.config.ConfigException;
import org.embulk.spi.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an Embulk job does with its rows, from CSV files to TikTok. */
class EmbulkOutputTest {
  private static final String TOKEN = "s3cret-t0ken-0123456789abcdef";
  private static final String SHOP = "7000000000000000011";

  private static final String TEXTS =
      String.join("\n", Orders.NAMES.stream().map(name -> column(name, "string")).toList());

  private static final String TYPES =
      String.join(
          "\n",
          column("event", "string"),
          "- {name: event_time, type: timestamp, format: '%Y-%m-%dT%H:%M:%S%z'}",
          column("email", "string"),
          column("phone", "string"),
          column("url", "string"),
          column("value", "double"),
          column("currency", "string"),
          column("contents", "json"),
          column("properties.gift_wrap", "boolean"),
          column("properties.points", "long"),
          column("properties.score", "double"),
          "- {name: properties.first_seen, type: timestamp, format: '%Y-%m-%dT%H:%M:%S.%L%z'}");

  private final Orders orders = new Orders();

  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .accessToken("s3cret-t0ken-0123456789abcdef")
          .accessToken("environment-t0ken") // See this module's pom.
          .pixel(SHOP, "C4A1EXAMPLE0PIXEL7QG", "Main store")
          .keepEvents(10_000)
          .start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  private static String column(String name, String type) {
    return "- {name: " + name + ", type: " + type + "}";
  }

  private EmbulkJob job(String columns) {
    return new EmbulkJob(tiktok, directory, columns).accessToken("s3cret-t0ken-0123456789abcdef");
  }

  private void write(String file, List<List<String>> rows) throws IOException {
    Orders.write(directory.resolve(file), rows);
  }

  private void writeGoodAndBad() throws IOException {
    List<List<String>> rows = new ArrayList<>(orders.rows(1, 20));
    rows.set(6, orders.rowWithoutEvent(7));
    write("a.csv", rows);
  }

  private static long count(ConfigDiff diff, String name) {
    return diff.getNested("report").get(Long.class, name);
  }

  private static void assertThatJobFails(
      ThrowingCallable job, Class<? extends Throwable> type, String... words) {
    assertThatThrownBy(job)
        .satisfies(
            thrown -> {
              Throwable told = thrown;
              while (!type.isInstance(told) && told.getCause() != null) {
                told = told.getCause();
              }
              assertThat(told).isInstanceOf(type).hasMessageContainingAll(words);
            });
  }

  @Test
  void sendsEachRowAndTellsTheCountsInTheConfigDiff() throws Exception {
    write("a.csv", orders.rows(1, 1500));
    write("b.csv", orders.rows(1501, 2000));

    ConfigDiff diff = job(TYPES).run();

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2000);
    assertThat(diff.get(String.class, "event_source")).isEqualTo("web C4A1EXAMPLE0PIXEL7QG");
    assertThat(diff.getNested("report").getAttributeNames())
        .contains("read", "accepted", "invalid", "rejected", "unknown", "not_sent");
    assertThat(count(diff, "read")).isEqualTo(2000);
    assertThat(count(diff, "accepted")).isEqualTo(2000);
    assertThat(count(diff, "requests")).isEqualTo(3);
  }

  @Test
  void theJobInTheReadmeRuns() throws Exception {
    Files.write(
        directory.resolve("a.csv"),
        List.of(
            "event,event_time,email,phone,url,total,currency",
            "Purchase," + orders.time(0) + ",ada@example.com,,https://shop.example/,59.90,USD",
            "," + orders.time(0) + ",ada@example.com,,https://shop.example/,59.90,USD"));

    ConfigDiff diff = new EmbulkJob(tiktok, directory, Path.of("README.md")).run();

    assertThat(count(diff, "accepted")).isEqualTo(1);
    assertThat(count(diff, "invalid")).isEqualTo(1);
    assertThat(tiktok.events().get(0).json()).contains("\"value\":59.9");
  }

  @Test
  void theNextRunTakesTheConfigDiffWithoutAWarning() throws Exception {
    write("a.csv", orders.rows(1, 3));
    ConfigDiff diff = job(TYPES).run();

    EmbulkJob next = job(TYPES);
    diff.getAttributeNames().forEach(key -> next.set(key, diff.get(Object.class, key)));

    assertThat(CapturedLog.of(next::run)).noneMatch(line -> line.contains("is no setting"));
    assertThat(tiktok.stats().duplicates()).isEqualTo(3);
  }

  @Test
  void columnsOfTypesGiveTheSameEventIdsAsColumnsOfText() throws Exception {
    write("a.csv", orders.rows(1, 24));
    job(TYPES).run();
    job(TEXTS).run();
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
          .run(orders.rows(1, 24).stream().map(Orders::asMap).toList());
    }

    assertThat(tiktok.stats().eventsReceived()).isEqualTo(72);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(24);
    assertThat(tiktok.events().stream().map(ReceivedEvent::fields).map(e -> e.get("event_id")))
        .doesNotContainNull();
  }

  @Test
  void typesArriveAsTikTokWantsThem() throws Exception {
    write("a.csv", orders.rows(2, 2));
    job(TYPES).run();

    assertThat(tiktok.events().get(0).json())
        .contains(
            "\"event_time\":" + orders.time(2).getEpochSecond(),
            "\"value\":1000",
            "\"contents\":[{\"content_id\":\"sku2\"",
            "\"gift_wrap\":true",
            "\"points\":2",
            "\"score\":10000000000");
  }

  @Test
  void skipsAnInvalidRowAndSaysWhy() throws Exception {
    writeGoodAndBad();
    EmbulkJob job = job(TYPES).set("skip_invalid_record", "true");

    List<String> log = CapturedLog.of(() -> assertThat(count(job.run(), "invalid")).isEqualTo(1));

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(19);
    assertThat(log)
        .anyMatch(
            line -> line.contains("task 0, record 7 INVALID: ") && line.contains("event MISSING"));
  }

  @Test
  void stopsAtAnInvalidRow() throws Exception {
    writeGoodAndBad();

    assertThatJobFails(job(TYPES)::run, DataException.class, "task 0", "record 7", "event MISSING");
  }

  @Test
  void aJobWhoseRowsAreAllInvalidFails() throws Exception {
    write("a.csv", List.of(orders.rowWithoutEvent(1), orders.rowWithoutEvent(2)));

    assertThatJobFails(
        job(TYPES).set("skip_invalid_record", true)::run,
        DataException.class,
        "no event was accepted, and 2 were skipped");
  }

  @Test
  void aTaskWhoseRowsAreAllInvalidFailsNoJobThatSkipsThem() throws Exception {
    write("a.csv", List.of(orders.rowWithoutEvent(1)));
    write("b.csv", orders.rows(2, 4));

    ConfigDiff diff = job(TYPES).set("skip_invalid_record", true).run();

    assertThat(count(diff, "invalid")).isEqualTo(1);
    assertThat(count(diff, "accepted")).isEqualTo(3);
  }

  @Test
  void saysAtOnceAllThatIsWrongWithTheSettings() throws Exception {
    write("a.csv", orders.rows(1, 1));

    assertThatJobFails(
        job(TYPES).set("thread_count", 99).set("event_data_source", "SEA")::run,
        ConfigException.class,
        "thread_count",
        "event_data_source");
  }

  @Test
  void createsNoSourceForAColumnWhoseTypeCanNotBeRight() throws Exception {
    write("a.csv", orders.rows(1, 1));
    String columns = TYPES.replace(column("phone", "string"), column("phone", "long"));

    assertThatJobFails(
        newSource(job(columns))::run, ConfigException.class, "phone", "has lost its plus");
    assertThat(tiktok.calls("/pixel/create/")).isZero();
  }

  private static EmbulkJob newSource(EmbulkJob job) {
    return job.without("event_source_id")
        .set("target_event_source", "NEW")
        .set("event_source_name", "Outlet")
        .set("advertiser_id", SHOP);
  }

  @Test
  void createsTheSourceOnceForAllTasks() throws Exception {
    write("a.csv", orders.rows(1, 2));
    write("b.csv", orders.rows(3, 4));

    newSource(job(TYPES)).run();

    assertThat(tiktok.calls("/pixel/create/")).isEqualTo(1);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(4);
  }

  @Test
  void aRefusedTokenIsAMatterOfTheConfiguration() throws Exception {
    write("a.csv", orders.rows(1, 2));

    assertThatJobFails(job(TYPES).accessToken("wr0ng-t0ken")::run, ConfigException.class, "40105");
  }

  @Test
  void takesTheTokenFromTheEnvironmentIfThereIsNoneInTheConfiguration() throws Exception {
    write("a.csv", orders.rows(1, 2));

    assertThat(count(job(TYPES).without("access_token").run(), "accepted")).isEqualTo(2);
  }

  @Test
  void anAddressThatIsNotTikToksIsAMatterOfTheConfiguration() throws Exception {
    write("a.csv", orders.rows(1, 2));
    tiktok.answerEvery(1, Answer.html(404));

    assertThatJobFails(job(TYPES)::run, ConfigException.class, "task 0", "Check the base URL");
  }

  @Test
  void maxInvalidRecordsIsJudgedOverAllTasks() throws Exception {
    write("a.csv", List.of(orders.row(1), orders.rowWithoutEvent(2)));
    write("b.csv", List.of(orders.row(3), orders.rowWithoutEvent(4)));

    EmbulkJob job = job(TYPES).set("skip_invalid_record", true);

    assertThat(count(job.set("max_invalid_records", "2").run(), "invalid")).isEqualTo(2);
    assertThatJobFails(
        job.set("max_invalid_records", "1")::run,
        DataException.class,
        "2 rows of all tasks were skipped, more than max_invalid_records allows");
  }

  @Test
  void aShareOfInvalidRecordsIsThatOfAllTasks() throws Exception {
    List<List<String>> bad = new ArrayList<>(orders.rows(1, 120));
    for (int i = 0; i < 12; i++) {
      bad.set(i, orders.rowWithoutEvent(i));
    }
    write("a.csv", bad);
    write("b.csv", orders.rows(121, 400));
    EmbulkJob job = job(TYPES).set("skip_invalid_record", true);

    assertThat(count(job.set("max_invalid_records", "5%").run(), "invalid")).isEqualTo(12);
    assertThatJobFails(
        job.set("max_invalid_records", "2%")::run, DataException.class, "12 rows of all tasks");
  }

  @Test
  void writesAFileOfResultsForEachTask(@TempDir Path others) throws Exception {
    write("a.csv", List.of(orders.row(1), orders.rowWithoutEvent(2)));
    write("b.csv", orders.rows(3, 3));
    Path results = others.resolve("results of job");
    EmbulkJob job =
        job(TYPES)
            .set("skip_invalid_record", true)
            .set("key_column", "properties.points")
            .set("results", results.toString());

    job.run();
    job.run();

    List<String> first = Files.readAllLines(results.resolve("task-000.jsonl"));
    assertThat(first)
        .hasSize(2)
        .anyMatch(
            line ->
                line.startsWith("{\"record\":1,\"export\":\"task 0\",\"key\":\"1\"")
                    && line.contains("\"outcome\":\"accepted\""))
        .anyMatch(line -> line.contains("\"outcome\":\"invalid\""))
        .noneMatch(line -> line.contains("example.com"));
    assertThat(Files.readAllLines(results.resolve("task-001.jsonl"))).hasSize(1);
  }

  @Test
  void aDirectoryOfResultsThatCanNotBeIsAMatterOfTheConfiguration() throws Exception {
    write("a.csv", orders.rows(1, 1));

    assertThatJobFails(
        job(TYPES).set("results", directory.resolve("a.csv").resolve("x").toString())::run,
        ConfigException.class,
        "results: no file can be written");
  }

  @Test
  void whatTikTokFailsAtIsNeitherTheConfigurationNorTheData() throws Exception {
    write("a.csv", orders.rows(1, 3));
    tiktok.answerEvery(1, Answer.code(77777, "no such code is known"));

    assertThatThrownBy(job(TYPES)::run)
        .satisfies(
            thrown -> {
              List<Throwable> chain = new ArrayList<>();
              for (Throwable t = thrown; t != null; t = t.getCause()) {
                chain.add(t);
              }
              assertThat(chain)
                  .noneMatch(t -> t instanceof ConfigException || t instanceof DataException)
                  .anyMatch(t -> t instanceof EventsException e && e.fault() == Fault.SERVICE)
                  .anyMatch(t -> String.valueOf(t.getMessage()).contains("77777"));
            });
  }

  @Test
  void aFailedJobSaysWhatWasAcceptedAlready() throws Exception {
    List<List<String>> rows = new ArrayList<>(orders.rows(1, 5000));
    rows.add(orders.rowWithoutEvent(5001));
    write("a.csv", rows);
    EmbulkJob job = job(TYPES).set("thread_count", 1);

    List<String> log =
        CapturedLog.of(() -> assertThatJobFails(job::run, DataException.class, "record 5001"));

    assertThat(log)
        .anyMatch(
            line ->
                line.contains(
                    "task 0 is aborted, but TikTok has accepted "
                        + tiktok.stats().eventsCounted()
                        + " of its events already"));
    assertThat(tiktok.stats().eventsCounted()).isPositive();
  }

  @Test
  void theStateOfAFailedJobHoldsNoTokenAndTheJobGoesOnFromIt() throws Exception {
    write("a.csv", orders.rows(1, 5));
    write("b.csv", List.of(orders.row(6), orders.rowWithoutEvent(7)));
    EmbulkJob job = job(TYPES);
    EmbulkEmbed.ResumableResult failed = job.runResumable();
    assertThat(failed.isSuccessful()).isFalse();
    assertThat(failed.getResumeState().getOutputTaskSource().toJson())
        .contains("C4A1EXAMPLE0PIXEL7QG")
        .doesNotContain(TOKEN);

    write("b.csv", orders.rows(6, 7));
    EmbulkEmbed.ResumableResult resumed = job.resume(failed);

    assertThat(resumed.isSuccessful()).isTrue();
    ConfigDiff diff = resumed.getSuccessfulResult().getConfigDiff().getNested("out");
    assertThat(count(diff, "accepted")).isEqualTo(7);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(7);
  }
}
