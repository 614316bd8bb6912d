package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what {@link SentStatisticsCollector} adds to the check and the encoding of each event,
 * in the processor's time of the thread. Every event has an id and people of its own, so that no
 * table stays small.
 *
 * <p>Run by hand, in {@code tiktok-events-core} after {@code mvn test-compile}:
 *
 * <pre>{@code
 * mvn -o -q dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp target/classes:target/test-classes:$(cat target/cp) \
 *   com.treasuredata.tiktok.events.SentStatisticsBenchmark 1000000
 * }</pre>
 */
final class SentStatisticsBenchmark {
  /** Few, since rows that have just been read are still in the processor's cache. */
  private static final int DIFFERENT_ROWS = 100;

  private static final int BLOCK = 1_000;
  private static final int ROUNDS = 4;

  private SentStatisticsBenchmark() {}

  /**
   * Prints nanoseconds for each row, and the ratio.
   *
   * @param args how many events in each round
   */
  public static void main(String[] args) {
    int rows = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    measure("narrow", EventSourceType.WEB, narrow(), rows);
    measure("wide", EventSourceType.WEB, wide(), rows);
    measure("offline", EventSourceType.OFFLINE, offline(), rows);
  }

  private static void measure(
      String name, EventSourceType type, List<Map<String, Object>> rows, int count) {
    ColumnMapper mapper = ColumnMapper.forColumns(type, List.copyOf(rows.get(0).keySet()));
    EventValidator validator = EventValidator.of(type);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Event[] events = new Event[BLOCK];
    for (int round = 1; round <= ROUNDS; round++) {
      SentStatisticsCollector collector = new SentStatisticsCollector(type);
      long[] nanos = new long[2];
      long sent = 0;
      for (int first = 0; first < 2 * count; first += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
          events[i] = mapper.map(ofItsOwn(rows.get(i % rows.size()), first + i));
        }
        int with = first / BLOCK % 2;
        Instant now = Instant.now();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < BLOCK; i++) {
          ValidationResult result = validator.validate(events[i]);
          PreparedEvent event = result.orThrow();
          byte[] json = event.encode();
          if (with == 1) {
            String id = event.eventId().orElse("");
            collector.add(first + i, event, id, result.violations(), now);
          }
          sent += json.length;
        }
        nanos[with] += threads.getCurrentThreadCpuTime() - start;
      }
      System.out.printf(
          "%-8s round %d: check and encode %,6d ns for %,5d bytes, statistics %,5d ns: %4.1f %%%n",
          name,
          round,
          nanos[0] / count,
          sent / (2L * count),
          (nanos[1] - nanos[0]) / count,
          100.0 * (nanos[1] - nanos[0]) / nanos[0]);
    }
  }

  private static Map<String, Object> ofItsOwn(Map<String, Object> row, int number) {
    Map<String, Object> own = new LinkedHashMap<>(row);
    own.put("event_id", "order-" + number);
    own.put("email", "customer." + number + "@example.com");
    own.put("phone", "+8190" + (10_000_000 + number));
    own.replace("external_id", "customer-" + number);
    own.replace("ttclid", "E.C.P.EXAMPLECLICKID" + number);
    own.replace("ttp", "2aBcDeFgHiJkLmNoPqRs" + number);
    return own;
  }

  private static List<Map<String, Object>> narrow() {
    long now = System.currentTimeMillis() / 1000;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < DIFFERENT_ROWS; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("event", "Purchase");
      row.put("event_time", now - i);
      row.put("event_id", "order-" + i);
      row.put("email", "Customer." + i + "@Example.com");
      row.put("phone", "+81 90-1234-" + (1000 + i % 9000));
      row.put("page_url", "https://shop.example/thanks?order=" + i);
      row.put("value", "59." + (10 + i % 90));
      row.put("currency", "USD");
      rows.add(row);
    }
    return rows;
  }

  private static List<Map<String, Object>> wide() {
    List<Map<String, Object>> rows = narrow();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = rows.get(i);
      row.put("external_id", "customer-" + i);
      row.put("ttclid", "E.C.P.EXAMPLECLICKID" + i);
      row.put("ttp", "2aBcDeFgHiJkLmNoPqRsTuVwXyZ");
      row.put("ip", "203.0.113." + i % 256);
      row.put("user_agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0");
      row.put("locale", "en-US");
      row.put("first_name", "Ada");
      row.put("last_name", "Lovelace-King");
      row.put("city", "San José");
      row.put("state", "CA");
      row.put("country", "US");
      row.put("zip_code", "95110-1234");
      row.put("order_id", "order-" + i);
      row.put("content_type", "product");
      row.put(
          "contents",
          "[{\"content_id\":\"SKU-1\",\"price\":9.90,\"quantity\":2},"
              + "{\"content_id\":\"SKU-2\",\"content_name\":\"Cap\",\"price\":40.2,\"quantity\":1}]");
      row.put("properties.gift", true);
    }
    return rows;
  }

  private static List<Map<String, Object>> offline() {
    List<Map<String, Object>> rows = narrow();
    rows.forEach(row -> row.remove("page_url"));
    return rows;
  }
}
