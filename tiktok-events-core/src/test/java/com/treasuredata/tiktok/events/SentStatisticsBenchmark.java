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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what {@link SentStatisticsCollector} adds to the check and the encoding of each event,
 * in the processor's time of the thread. Every event has an id and people of its own, so that no
 * table stays small.
 *
 * <p>Run by hand, as {@link CheckBenchmark} says:
 *
 * <pre>{@code
 * java -cp target/classes:target/test-classes:$(cat target/cp) \
 *   com.treasuredata.tiktok.events.SentStatisticsBenchmark 1000000
 * }</pre>
 */
final class SentStatisticsBenchmark {
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
    measure("narrow", EventSourceType.WEB, CheckBenchmark.narrow(), rows);
    measure("wide", EventSourceType.WEB, CheckBenchmark.wide(), rows);
    measure("offline", EventSourceType.OFFLINE, CheckBenchmark.offline(), rows);
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
}
