package com.treasuredata.tiktok.events;

import com.sun.management.ThreadMXBean;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventValidator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the caller's thread does for each row: map, check, hash, encode.
 *
 * <p>Run by hand, in {@code tiktok-events-core} after {@code mvn test-compile}:
 *
 * <pre>{@code
 * mvn -o -q dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp target/classes:target/test-classes:$(cat target/cp) \
 *   com.treasuredata.tiktok.events.CheckBenchmark 1000000
 * }</pre>
 */
final class CheckBenchmark {
  /** Few, since rows that have just been read are still in the processor's cache. */
  private static final int DIFFERENT_ROWS = 100;

  private static final int ROUNDS = 5;

  private CheckBenchmark() {}

  /**
   * Prints rows per second and bytes allocated per row.
   *
   * @param args how many rows, and of which kind, if not of all: narrow, wide or offline
   */
  public static void main(String[] args) {
    int rows = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    String only = args.length < 2 ? "" : args[1];
    if (only.isEmpty() || only.equals("narrow")) {
      measure("narrow", EventSourceType.WEB, narrow(), rows);
    }
    if (only.isEmpty() || only.equals("wide")) {
      measure("wide", EventSourceType.WEB, wide(), rows);
    }
    if (only.isEmpty() || only.equals("offline")) {
      measure("offline", EventSourceType.OFFLINE, offline(), rows);
    }
  }

  private static void measure(
      String name, EventSourceType type, List<Map<String, Object>> rows, int count) {
    ColumnMapper mapper = ColumnMapper.forColumns(type, List.copyOf(rows.get(0).keySet()));
    EventValidator validator = EventValidator.of(type);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 1; round <= ROUNDS; round++) {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      long bytes = 0;
      for (int i = 0; i < count; i++) {
        Map<String, Object> row = rows.get(i % rows.size());
        bytes += validator.validate(mapper.map(row)).orThrow().encode().length;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%-10s round %d: %,9.0f rows/s, %,6d bytes allocated and %,5d sent per row%n",
          name,
          round,
          count / seconds,
          (threads.getCurrentThreadAllocatedBytes() - allocated) / count,
          bytes / count);
    }
  }

  static List<Map<String, Object>> narrow() {
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

  static List<Map<String, Object>> wide() {
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

  static List<Map<String, Object>> offline() {
    List<Map<String, Object>> rows = narrow();
    rows.forEach(row -> row.remove("page_url"));
    return rows;
  }
}
