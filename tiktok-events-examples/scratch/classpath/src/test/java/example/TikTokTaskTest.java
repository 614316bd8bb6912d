package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.JournalException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TikTokTaskTest {
  private static final List<String> COLUMNS =
      List.of("order_no", "event", "event_time", "email", "url", "value", "currency");
  private static final int ROWS = 1_000;

  private static final long NOW = Instant.now().getEpochSecond();

  private final FakeTikTok tiktok = FakeTikTok.builder().eventsManagerToken("good").start();
  private String plan;

  @TempDir Path directory;

  @BeforeEach
  void plan() {
    plan =
        TikTokTask.plan(
            Map.of(
                "type", "tiktok_events",
                "auth_method", "access_token",
                "access_token", "good",
                "event_source_id", "C4A1EXAMPLE0PIXEL7QG",
                "columns", Map.of("event_id", "order_no"),
                "skip_invalid_record", true,
                "key_column", "order_no",
                "base_url", tiktok.baseUrl()),
            COLUMNS);
  }

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void commitsAllItsPages() throws Exception {
    TikTokTask task = open();
    task.add(page(1));
    assertEquals(ROWS, task.checkpoint().accepted());
    task.add(page(2));

    assertEquals(2 * ROWS, task.commit().accepted());
    assertEquals(2 * ROWS, results().size());
    assertTrue(results().get(0).contains("\"key\":\"order-1\""), results().get(0));
    assertFalse(Files.exists(directory.resolve("task-7.journal")));
  }

  @Test
  void goesOnAfterAnAbort() throws Exception {
    TikTokTask first = open();
    first.add(page(1));
    first.checkpoint();
    first.add(page(2).subList(0, 500));
    ExportReport aborted = first.abort();
    assertEquals(ROWS, aborted.accepted());
    assertEquals(500, aborted.notSent());

    TikTokTask second = open();
    second.add(page(1)); // All pages again, from the first.
    second.add(page(2));
    ExportReport report = second.commit();

    assertEquals(ROWS, report.passedOver());
    assertEquals(ROWS, report.accepted());
    assertEquals(2 * ROWS, tiktok.stats().eventsReceived());
    assertEquals(2 * ROWS, results().size());
  }

  @Test
  void goesOnAfterAKill() throws Exception {
    Path file = Files.writeString(directory.resolve("plan.json"), plan);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledTask.class.getName(),
                file.toString(),
                directory.toString(),
                Long.toString(NOW))
            .inheritIO()
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(137, process.exitValue());

    TikTokTask task = open();
    for (int number = 1; number <= 3; number++) {
      task.add(page(number));
    }
    ExportReport report = task.commit();

    assertEquals(2 * ROWS, report.passedOver());
    assertEquals(3 * ROWS, tiktok.stats().eventsCounted());
    assertEquals(3 * ROWS, results().size());
  }

  @Test
  void canBeOpenedAgainAfterItCouldNotBeOpened() throws Exception {
    String name = directory.resolve("task-7.jsonl").toString();
    Files.createDirectory(Path.of(name)); // The results can't be written.
    assertThrows(IOException.class, this::open);
    Files.delete(Path.of(name));

    TikTokTask task = open();
    assertThrows(JournalException.class, this::open); // Two of one number are refused.
    task.abort();
  }

  private static List<Map<String, ?>> page(int number) {
    return page(number, NOW);
  }

  static List<Map<String, ?>> page(int number, long time) {
    return IntStream.rangeClosed((number - 1) * ROWS + 1, number * ROWS)
        .<Map<String, ?>>mapToObj(
            i ->
                Map.of(
                    "order_no", "order-" + i,
                    "event", "Purchase",
                    "event_time", time,
                    "email", "ada" + i + "@example.com",
                    "url", "https://shop.example/thanks",
                    "value", "59.90",
                    "currency", "USD"))
        .toList();
  }

  private TikTokTask open() throws Exception {
    return TikTokTask.open(plan, AccessTokenProvider.of(AccessToken.of("good")), 7, directory);
  }

  private List<String> results() throws Exception {
    return Files.readAllLines(directory.resolve("task-7.jsonl"));
  }
}
