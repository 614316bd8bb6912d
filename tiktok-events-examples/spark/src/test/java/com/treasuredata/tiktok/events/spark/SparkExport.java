package com.treasuredata.tiktok.events.spark;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;

/** Exports a CSV file with local Spark, to measure it; {@code measure.sh} runs it. */
final class SparkExport {
  private SparkExport() {}

  /** Takes the file, the server's address, and how many events the account must have. */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.log.level", "WARN")
            .config("spark.sql.files.maxPartitionBytes", "64m")
            .getOrCreate()) {
      long start = System.nanoTime();
      QueryExecution query =
          QueryWatch.of(
              spark,
              () ->
                  spark
                      .read()
                      .option("header", "true")
                      .option("escape", "\"")
                      .csv(args[0])
                      .write()
                      .format("tiktok_events")
                      .option("access_token", "any-token")
                      .option("event_source_id", "C4A1EXAMPLE0PIXEL7QG")
                      .option("base_url", args[1])
                      .mode("append")
                      .save());
      double seconds = (System.nanoTime() - start) / 1e9;
      long accepted = query.executedPlan().metrics().get("accepted").get().value();
      if (accepted != Long.parseLong(args[2])) {
        throw new IllegalStateException(accepted + " accepted, and not " + args[2]);
      }
      System.out.println(
          String.format(
              Locale.ROOT,
              "Spark: %d accepted, %.1f s, %.0f rows/s",
              accepted,
              seconds,
              accepted / seconds));
    }
  }
}
