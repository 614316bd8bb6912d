package com.treasuredata.tiktok.events.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of a table of orders without an {@code event_id}, as texts of a file. Immutable. */
public final class Orders {
  /** The columns. */
  public static final List<String> NAMES =
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

  /** Those whose texts are JSON's numbers, booleans and arrays. */
  private static final Set<String> TYPED =
      Set.of("value", "contents", "properties.gift_wrap", "properties.points", "properties.score");

  private final Instant start =
      Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

  /** Returns when an order was made. */
  public Instant time(int number) {
    return start.plusSeconds(number);
  }

  /** Returns an order. */
  public List<String> row(int number) {
    return List.of(
        "Purchase",
        time(number).toString(),
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

  /** Returns an order that can't be sent. */
  public List<String> rowWithoutEvent(int number) {
    List<String> row = new ArrayList<>(row(number));
    row.set(0, "");
    return row;
  }

  /** Returns the orders with these numbers and those between. */
  public List<List<String>> rows(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(this::row).toList();
  }

  /** Returns those that can't be sent. */
  public List<List<String>> rowsWithoutEvent(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(this::rowWithoutEvent).toList();
  }

  /** Returns a row's texts by the names of their columns. */
  public static Map<String, String> asMap(List<String> row) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      map.put(NAMES.get(i), row.get(i));
    }
    return map;
  }

  /** Writes a CSV file with a header; each cell is quoted. */
  public static void write(Path file, List<List<String>> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", NAMES));
    for (List<String> row : rows) {
      lines.add(row.stream().map(Orders::quoted).collect(Collectors.joining(",")));
    }
    Files.write(file, lines);
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Writes a file of JSON Lines, in which numbers, booleans and arrays are such. */
  public static void writeJson(Path file, List<List<String>> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(
          IntStream.range(0, row.size())
              .mapToObj(
                  i -> {
                    String value = row.get(i);
                    String json = TYPED.contains(NAMES.get(i)) ? value : '"' + value + '"';
                    return '"' + NAMES.get(i) + "\":" + json;
                  })
              .collect(Collectors.joining(",", "{", "}")));
    }
    Files.write(file, lines);
  }
}
