package com.treasuredata.tiktok.events.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How many JVMs export at once, so that together they keep to {@code thread_count}. */
final class Executors {
  private Executors() {}

  /** Returns what the options say, or as many as there are or were asked for. */
  static int expected(SinkOptions options, SparkContext context) {
    if (options.executors().isPresent()) {
      return options.executors().getAsInt();
    }
    SparkConf conf = context.conf();
    int there = context.statusTracker().getExecutorInfos().length - 1; // The driver is one of them.
    int asked = conf.getInt("spark.executor.instances", 1);
    int most =
        conf.getBoolean("spark.dynamicAllocation.enabled", false)
            ? conf.getInt("spark.dynamicAllocation.maxExecutors", 1)
            : 1;
    return Math.max(there, Math.max(asked, most));
  }
}
