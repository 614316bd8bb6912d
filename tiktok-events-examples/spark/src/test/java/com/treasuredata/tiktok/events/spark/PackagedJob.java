package com.treasuredata.tiktok.events.spark;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** A user's program: it knows Spark, and this sink by its name only. */
final class PackagedJob {
  private PackagedJob() {}

  /** Exports the CSV file {@code args[0]} to the server at {@code args[1]}. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    System.out.println(
        "okhttp is of "
            + Class.forName("okhttp3.OkHttpClient")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation());
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("DEBUG");
      spark
          .read()
          .option("header", "true")
          .csv(args[0])
          .write()
          .format("tiktok_events")
          .option("access_token", "s3cret-t0ken-0123456789abcdef")
          .option("event_data_source", "OFFLINE")
          .option("event_source_id", "7211111111111111111")
          .option("phone_country", "JP")
          .option("skip_invalid_record", "true")
          .option("base_url", args[1])
          .mode("append")
          .save();
    }
  }
}
