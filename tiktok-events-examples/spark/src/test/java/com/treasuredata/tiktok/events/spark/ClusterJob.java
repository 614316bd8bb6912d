package com.treasuredata.tiktok.events.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A user's program that {@code spark-submit} starts: it exports a CSV file in four partitions. It
 * knows Spark, and the sink by its name only.
 */
public final class ClusterJob {
  /** Exists in the job's directory when partition 0 is held up; holds the process's id. */
  static final String HELD = "held";

  /** Whoever tries partition 0 again waits until it exists. */
  static final String GO_ON = "go-on";

  private ClusterJob() {}

  /**
   * Takes the file, the server's address, {@code thread_count}, and the directory; without the last
   * nothing is held up.
   */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> rows = spark.read().option("header", "true").csv(args[0]).repartition(4);
      if (args.length > 3) {
        rows = rows.mapPartitions(holdUp(args[3]), rows.encoder());
      }
      rows.write()
          .format("tiktok_events")
          .option("event_data_source", "OFFLINE")
          .option("event_source_id", "7211111111111111111")
          .option("thread_count", args[2])
          .option("base_url", args[1])
          .mode("append")
          .save();
    }
  }

  /** Lets the first attempt at partition 0 stand still for ever behind row 1,200. */
  private static MapPartitionsFunction<Row, Row> holdUp(String directory) {
    return rows -> {
      if (TaskContext.getPartitionId() != 0) {
        return rows;
      }
      if (TaskContext.get().attemptNumber() > 0) {
        while (!Files.exists(Path.of(directory, GO_ON))) {
          Thread.sleep(50);
        }
        return rows;
      }
      return new Iterator<>() {
        private int given;

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          if (++given == 1200) {
            standStill(directory);
          }
          return rows.next();
        }
      };
    };
  }

  private static void standStill(String directory) {
    try {
      Path next = Path.of(directory, HELD + ".new");
      Files.writeString(next, Long.toString(ProcessHandle.current().pid()));
      Files.move(next, Path.of(directory, HELD));
      new CountDownLatch(1).await();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
