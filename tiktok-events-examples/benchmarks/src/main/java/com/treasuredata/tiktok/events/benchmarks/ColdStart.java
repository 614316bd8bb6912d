package com.treasuredata.tiktok.events.benchmarks;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A process that sends one event and ends: by OkHttp alone, or by the library. */
final class ColdStart {
  private ColdStart() {}

  /**
   * Sends one event.
   *
   * @param args {@code nothing}, {@code okhttp} or {@code ours}, and the server's address
   */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "nothing" -> {}
      case "okhttp" -> {
        Poster poster = new Poster(args[1]);
        poster.post("{\"event\":\"Purchase\"}".getBytes(StandardCharsets.UTF_8));
        poster.close();
      }
      default -> ours(args[1]);
    }
    System.out.println(cpuTicks());
  }

  /** Returns how many hundredths of a second of processor's time this process has had. */
  private static long cpuTicks() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.indexOf(") ") + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static void ours(String baseUrl) {
    try (EventsClient client =
        EventsClient.builder()
            .source(RowKind.TEXT.source())
            .accessToken("t0ken")
            .transport(TransportOptions.builder().baseUrl(baseUrl).build())
            .build()) {
      client.send(
          Event.builder(EventName.PURCHASE)
              .eventId("order-1")
              .occurredAt(Instant.now())
              .pageUrl("https://shop.example/thanks")
              .user(UserData.builder().email("ada@example.com").phone("+81 90-1234-5678").build())
              .properties(EventProperties.builder().value("59.90", "USD").build())
              .build());
    }
  }
}
