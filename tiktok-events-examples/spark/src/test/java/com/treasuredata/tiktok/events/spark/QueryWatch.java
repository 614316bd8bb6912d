package com.treasuredata.tiktok.events.spark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;

/** Hears of the next query that ends well. */
final class QueryWatch implements QueryExecutionListener {
  private final CompletableFuture<QueryExecution> heard = new CompletableFuture<>();

  private QueryWatch() {}

  /** Returns the last of what {@code job} does. */
  static QueryExecution of(SparkSession session, Runnable job) throws Exception {
    QueryWatch watch = new QueryWatch();
    session.listenerManager().register(watch);
    try {
      job.run();
      return watch.heard.get(60, TimeUnit.SECONDS);
    } finally {
      session.listenerManager().unregister(watch);
    }
  }

  @Override
  public void onSuccess(String function, QueryExecution query, long nanoseconds) {
    if (query.toString().contains("AppendData")) {
      heard.complete(query);
    }
  }

  @Override
  public void onFailure(String function, QueryExecution query, Exception reason) {
    heard.completeExceptionally(reason);
  }
}
