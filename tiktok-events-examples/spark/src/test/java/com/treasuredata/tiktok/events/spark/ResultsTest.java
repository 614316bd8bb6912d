package com.treasuredata.tiktok.events.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of what became of each row. */
class ResultsTest {
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

  private Dataset<Row> goodAndBad() {
    List<List<String>> rows = new ArrayList<>(shop.orders().rows(1, 20));
    rows.set(6, shop.orders().rowWithoutEvent(7));
    return shop.texts(rows);
  }

  private Path results() {
    return directory.resolve("results");
  }

  private Dataset<Row> table() {
    return LocalSpark.session().read().json(results().toString());
  }

  private List<Path> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(results())) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private void export() {
    shop.write(goodAndBad())
        .option("skip_invalid_record", true)
        .option("key_column", "properties.points")
        .option("results", results().toString())
        .save();
  }

  @Test
  void tellOfEachRowInATableOfSpark() throws Exception {
    export();

    assertThat(table().count()).isEqualTo(20);
    Row invalid = table().filter(col("outcome").equalTo("invalid")).first();
    assertThat(invalid.<String>getAs("key")).isEqualTo("7");
    assertThat(invalid.<String>getAs("export")).isEqualTo("task 0");
    assertThat(invalid.<Long>getAs("record")).isEqualTo(7);
    assertThat(invalid.<String>getAs("reason")).contains("event MISSING");
    assertThat(Files.readString(files("_report-").get(0)))
        .contains("\"accepted\":19", "\"invalid\":1", "\"failures\":{\"event MISSING\":1}");
    assertThat(files("_unfinished-")).isEmpty();
  }

  @Test
  void ofALaterJobAreAddedToThoseOfAnEarlierOne() {
    export();
    export();

    assertThat(table().count()).isEqualTo(40);
  }

  @Test
  void areForTheirOwnerOnly() throws Exception {
    export();

    assertThat(Files.getPosixFilePermissions(files("part-").get(0)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void ofAJobThatFailedAreKeptApart() throws Exception {
    Shop.assertThatJobFails(
        shop.write(goodAndBad()).option("results", results().toString())::save, "record 7");

    assertThat(files("part-")).isEmpty();
    try (Stream<Path> attempts = Files.list(files("_failed-").get(0))) {
      assertThat(attempts.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(3);
    }
  }

  @Test
  void areLookedForBeforeAnythingIsSent() throws Exception {
    Files.createFile(results());

    Shop.assertThatJobFails(
        shop.write(goodAndBad()).option("results", results().toString())::save, "results: ");
    assertThat(shop.tiktok().stats().eventsReceived()).isZero();
  }
}
