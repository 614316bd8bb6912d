package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.error.Fault;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TikTokOutputTest {
  private static final List<String> COLUMNS =
      List.of("order_no", "event", "event_time", "email", "url", "value", "currency");
  private static final Instant NOW = Instant.now();

  private final FakeTikTok tiktok =
      FakeTikTok.builder().eventsManagerToken("good").keepEvents(10).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void tellsWhatBecameOfEachRow() throws Exception {
    ExportReport report =
        new TikTokOutput(settings(), directory)
            .export("orders", COLUMNS, List.of(row(1, NOW), row(2, "yesterday")));

    assertEquals(1, report.accepted());
    assertEquals(0, report.acceptedWithWarnings(), report.toString());
    assertEquals(1, report.invalid());
    assertEquals("web", tiktok.events().get(0).eventSource());
    assertTrue(tiktok.events().get(0).json().contains("\"event_id\":\"order-1\""));
    List<String> results = results();
    assertTrue(results.get(0).contains("\"key\":\"order-1\",\"outcome\":\"accepted\""));
    assertTrue(results.get(1).contains("\"key\":\"order-2\",\"outcome\":\"invalid\""));
    assertTrue(results.get(1).contains("event_time UNREADABLE"), results.get(1));
  }

  @Test
  void saysWhatWasLostAndWhatCountsOnce() throws Exception {
    Map<String, Object> lossy = new HashMap<>(row(2, NOW));
    lossy.put("email", "not an address");
    ExportReport report =
        new TikTokOutput(settings(), directory)
            .export("orders", COLUMNS, List.of(row(1, NOW), lossy, row(1, NOW)));

    assertEquals(3, report.accepted());
    assertEquals(1, report.acceptedWithValuesLeftOut());
    assertEquals(1, report.sent().repeatedIds()); // The same order number is the same event.
    assertEquals(2, tiktok.stats().eventsCounted());
  }

  @Test
  void goesOnWhereItStopped() throws Exception {
    TikTokOutput output = new TikTokOutput(settings(), directory);
    List<Map<String, ?>> rows = new ArrayList<>();
    for (int i = 1; i <= 2_500; i++) {
      rows.add(row(i, NOW));
    }
    Iterable<Map<String, ?>> broken =
        () -> Stream.concat(rows.stream().limit(2_100), Stream.generate(this::fail)).iterator();

    assertThrows(ExportStoppedException.class, () -> output.export("orders", COLUMNS, broken));
    ExportReport report = output.export("orders", COLUMNS, rows);

    assertEquals(2_500, report.passedOver() + report.accepted());
    assertEquals(2_500, tiktok.stats().eventsCounted());
    assertEquals(2_500, results().stream().filter(line -> line.contains("accepted")).count());
    assertEquals(2_500, results().size());
  }

  @Test
  void saysWhoMustDoSomething() {
    Map<String, Object> wrong = settings();
    wrong.put("thread_count", "many");
    InvalidSetupException settings =
        assertThrows(InvalidSetupException.class, () -> new TikTokOutput(wrong, directory));
    assertTrue(settings.getMessage().contains("thread_count"), settings.getMessage());

    Map<String, Object> refused = settings();
    refused.put("access_token", "bad");
    ExportStoppedException token =
        assertThrows(
            ExportStoppedException.class,
            () ->
                new TikTokOutput(refused, directory)
                    .export("orders", COLUMNS, List.of(row(1, NOW))));
    assertEquals(Fault.CREDENTIALS, token.fault());
  }

  private Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            "type", "tiktok_events",
            "auth_method", "access_token",
            "access_token", "good",
            "event_source_id", "C4A1EXAMPLE0PIXEL7QG",
            "columns", Map.of("event_id", "order_no"),
            "skip_invalid_record", true,
            "key_column", "order_no",
            "base_url", tiktok.baseUrl()));
  }

  private static Map<String, ?> row(int i, Object time) {
    return Map.of(
        "order_no", "order-" + i,
        "event", "Purchase",
        "event_time", time,
        "email", "ada" + i + "@example.com",
        "url", "https://shop.example/thanks",
        "value", "59.90",
        "currency", "USD");
  }

  private Map<String, ?> fail() {
    throw new IllegalStateException("the database went away");
  }

  private List<String> results() throws Exception {
    try (Stream<String> lines = Files.lines(directory.resolve("orders.jsonl"))) {
      return lines.sorted().toList(); // They come as they are settled: invalid ones first.
    }
  }
}
