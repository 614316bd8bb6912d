package com.treasuredata.tiktok.events.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows of a table of orders, as texts of a CSV file. */
final class Orders {
  static final List<String> NAMES =
      List.of(
          "event",
          "event_time",
          "email",
          "phone",
          "url",
          "value",
          "currency",
          "contents",
          "properties.gift_wrap",
          "properties.points",
          "properties.score",
          "properties.first_seen");

  private final Instant start =
      Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

  List<String> row(int number) {
    return List.of(
        "Purchase",
        start.plusSeconds(number).toString(),
        "ada" + number + "@example.com",
        "+8190123" + (45000 + number),
        "https://shop.example/" + number,
        List.of("59.90", "100", "1e3").get(number % 3),
        "USD",
        "[{\"content_id\": \"sku%s\", \"price\": 12.50, \"quantity\": 1}]".formatted(number),
        number % 2 == 0 ? "true" : "false",
        String.valueOf(number),
        List.of("0.10", "1.50", "1e10", "3.0E-5").get(number % 4),
        "2026-01-02T03:04:05.250Z");
  }

  List<String> rowWithoutEvent(int number) {
    List<String> row = new ArrayList<>(row(number));
    row.set(0, "");
    return row;
  }

  List<List<String>> rows(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(this::row).toList();
  }

  List<List<String>> rowsWithoutEvent(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(this::rowWithoutEvent).toList();
  }

  static Map<String, String> asMap(List<String> row) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      map.put(NAMES.get(i), row.get(i));
    }
    return map;
  }

  static void write(Path file, List<List<String>> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", NAMES));
    for (List<String> row : rows) {
      lines.add(
          String.join(
              ",", row.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').toList()));
    }
    Files.write(file, lines);
  }
}
