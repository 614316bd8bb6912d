package com.treasuredata.tiktok.events.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A Spark of two cores in this JVM, which all tests share. */
final class LocalSpark {
  /** What begins the name of an option that is given for a session. */
  static final String OPTION = "spark.datasource.tiktok_events.";

  /** A task is tried three times. */
  private static final String MASTER = "local[2,3]";

  private static final SparkSession SESSION =
      SparkSession.builder()
          .master(MASTER)
          .appName("tests")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.warehouse.dir", "target/warehouse")
          .getOrCreate();

  private LocalSpark() {}

  static SparkSession session() {
    return SESSION;
  }

  /** Returns whether a task runs, be it one that nobody waits for. */
  static boolean isBusy() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("Executor task launch worker for task"));
  }

  /** Forgets the options that a test gave to the session, and its tables. */
  static void reset() {
    for (String key : List.of("access_token", "base_url")) {
      SESSION.conf().unset(OPTION + key);
    }
    SESSION.sql("DROP TABLE IF EXISTS shop");
  }
}
