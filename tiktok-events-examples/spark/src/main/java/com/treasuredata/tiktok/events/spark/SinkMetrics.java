package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.ExportReport;
import java.util.Map;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The counts of an export as Spark's metrics, which its UI and a query's listeners show. Spark
 * creates each of them by reflection.
 */
public final class SinkMetrics {
  private SinkMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {
      new Accepted(), new Invalid(), new Rejected(), new Unknown(), new Withheld(), new Requests()
    };
  }

  static CustomTaskMetric[] of(ExportReport report) {
    Map<String, Long> counts = report.counts();
    CustomMetric[] metrics = all();
    CustomTaskMetric[] values = new CustomTaskMetric[metrics.length];
    for (int i = 0; i < metrics.length; i++) {
      values[i] = new Value(metrics[i].name(), counts.getOrDefault(metrics[i].name(), 0L));
    }
    return values;
  }

  private record Value(String name, long value) implements CustomTaskMetric {}

  private abstract static class Count extends CustomSumMetric {
    private final String name;
    private final String description;

    Count(String name, String description) {
      this.name = name;
      this.description = description;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return description;
    }
  }

  /** Events that TikTok took. */
  public static final class Accepted extends Count {
    /** Creates it. */
    public Accepted() {
      super("accepted", "events accepted");
    }
  }

  /** Rows that break the specification. */
  public static final class Invalid extends Count {
    /** Creates it. */
    public Invalid() {
      super("invalid", "rows invalid");
    }
  }

  /** Events that TikTok refused. */
  public static final class Rejected extends Count {
    /** Creates it. */
    public Rejected() {
      super("rejected", "events rejected");
    }
  }

  /** Events without an answer. */
  public static final class Unknown extends Count {
    /** Creates it. */
    public Unknown() {
      super("unknown", "events without an answer");
    }
  }

  /** Rows without consent. */
  public static final class Withheld extends Count {
    /** Creates it. */
    public Withheld() {
      super("withheld", "rows withheld");
    }
  }

  /** Requests, repeated ones included. */
  public static final class Requests extends Count {
    /** Creates it. */
    public Requests() {
      super("requests", "requests");
    }
  }
}
