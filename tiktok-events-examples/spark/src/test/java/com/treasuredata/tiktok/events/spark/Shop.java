package com.treasuredata.tiktok.events.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.support.Orders;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A fake TikTok with one shop, and Spark's writes to it. */
final class Shop implements AutoCloseable {
  static final String ADVERTISER = "7000000000000000011";
  static final String PIXEL = "C4A1EXAMPLE0PIXEL7QG";

  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .accessToken("s3cret-t0ken-0123456789abcdef")
          .accessToken("environment-t0ken") // See this module's pom.
          .pixel(ADVERTISER, PIXEL, "Main store")
          .keepEvents(10_000)
          .start();

  private final Path directory;
  private final Orders orders = new Orders();
  private int files;

  /** Keeps files in {@code directory}. */
  Shop(Path directory) {
    this.directory = directory;
  }

  FakeTikTok tiktok() {
    return tiktok;
  }

  Orders orders() {
    return orders;
  }

  static String token() {
    return "s3cret-t0ken-0123456789abcdef";
  }

  /** Returns rows as Spark reads them of a CSV file, all of them texts, in one partition. */
  Dataset<Row> texts(List<List<String>> rows) {
    files++;
    Path file = directory.resolve("rows-" + files + ".csv");
    try {
      Orders.write(file, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LocalSpark.session()
        .read()
        .option("header", "true")
        .option("escape", "\"")
        .csv(file.toString());
  }

  DataFrameWriter<Row> write(Dataset<Row> rows) {
    return writeWithoutToken(rows).option("access_token", "s3cret-t0ken-0123456789abcdef");
  }

  DataFrameWriter<Row> writeWithoutToken(Dataset<Row> rows) {
    return rows.write()
        .format("tiktok_events")
        .option("event_source_id", PIXEL)
        .option("base_url", tiktok.baseUrl())
        .mode("append");
  }

  /** A job fails with these words somewhere in its causes, and the token nowhere. */
  static void assertThatJobFails(ThrowingCallable job, String... words) {
    assertThatThrownBy(job)
        .satisfies(
            thrown -> {
              StringBuilder told = new StringBuilder();
              for (Throwable t = thrown; t != null; t = t.getCause()) {
                told.append(t).append('\n');
              }
              assertThat(told.toString()).contains(words).doesNotContain(token());
            });
  }

  @Override
  public void close() {
    tiktok.close();
    LocalSpark.reset();
  }
}
