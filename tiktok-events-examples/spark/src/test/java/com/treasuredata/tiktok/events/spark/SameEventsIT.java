package com.treasuredata.tiktok.events.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.treasuredata.tiktok.events.support.Orders;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, Embulk and Spark make the same events of the same rows, to the last field. */
class SameEventsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The fields of CRM events, which the demo names in several ways. */
  private static final List<String> CRM_FIELDS =
      List.of(
          "lead.lead_id",
          "lead.lead_event_source",
          "user.email",
          "user.phone",
          "user.external_id",
          "properties.value",
          "properties.currency");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"web, 2500", "offline, 1100", "app, 700", "crm, 350"})
  void ofTheDemosRowsArriveByEachRoad(String kind, int atLeast) throws Exception {
    Path rows = sample(kind);
    Map<String, Integer> expected = Road.commandLine(rows).events(kind, directory);

    assertThat(expected.values().stream().mapToInt(n -> n).sum()).isGreaterThan(atLeast);
    assertThatTheSame(
        Road.embulk(rows, texts(Files.readAllLines(rows).get(0).replace("\"", "").split(",", -1))),
        kind,
        expected);
    assertThatTheSame(Road.spark(rows, UnaryOperator.identity()), kind, expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "crm"})
  void ofJsonArriveAsThoseOfTheSameTexts(String kind) throws Exception {
    Path json = Path.of(property("samples.directory"), kind + ".jsonl");

    assertThatTheSame(
        Road.commandLine(json), kind, Road.commandLine(sample(kind)).events(kind, directory));
  }

  @Test
  void ofColumnsWithTypesArriveAsThoseOfTexts() throws Exception {
    List<List<String>> rows = new Orders().rows(1, 60);
    Path csv = directory.resolve("orders.csv");
    Orders.write(csv, rows);
    Path json = directory.resolve("orders.jsonl");
    Orders.writeJson(json, rows);
    Map<String, Integer> expected = Road.commandLine(csv).events("web", directory);

    assertThat(expected).hasSize(60);
    assertThat(expected.keySet()).allMatch(event -> event.contains("event_id=te"));
    assertThatTheSame(
        Road.embulk(csv, texts(Orders.NAMES.toArray(new String[0]))), "web", expected);
    assertThatTheSame(
        Road.embulk(
            csv,
            """
            - {name: event, type: string}
            - {name: event_time, type: timestamp, format: '%Y-%m-%dT%H:%M:%S%z'}
            - {name: email, type: string}
            - {name: phone, type: string}
            - {name: url, type: string}
            - {name: value, type: double}
            - {name: currency, type: string}
            - {name: contents, type: json}
            - {name: properties.gift_wrap, type: boolean}
            - {name: properties.points, type: long}
            - {name: properties.score, type: double}
            - {name: properties.first_seen, type: timestamp, format: '%Y-%m-%dT%H:%M:%S.%L%z'}
            """),
        "web",
        expected);
    assertThatTheSame(
        Road.spark(
            csv,
            data ->
                data.withColumn("event_time", expr("cast(event_time as timestamp)"))
                    .withColumn("value", expr("cast(value as decimal(18,4))"))
                    .withColumn("contents", expr("parse_json(contents)"))
                    .withColumn(
                        "properties.gift_wrap", expr("cast(`properties.gift_wrap` as boolean)"))
                    .withColumn("properties.points", expr("cast(`properties.points` as bigint)"))
                    .withColumn("properties.score", expr("cast(`properties.score` as double)"))
                    .withColumn(
                        "properties.first_seen",
                        expr("cast(`properties.first_seen` as timestamp)"))),
        "web",
        expected);
    assertThatTheSame(Road.commandLine(json), "web", expected);
  }

  private void assertThatTheSame(Road road, String kind, Map<String, Integer> expected)
      throws Exception {
    assertThat(road.events(kind, directory)).isEqualTo(expected);
  }

  /**
   * Returns a CSV file of the demo's rows, with a column for each member that an object has. Rows
   * that are no CSV or JSON are left out: what becomes of them is up to each engine's parser.
   */
  private Path sample(String kind) throws IOException {
    Path samples = Path.of(property("samples.directory"));
    Path csv = samples.resolve(kind + ".csv");
    List<String> lines = new ArrayList<>();
    for (String[] row : Files.exists(csv) ? csv(csv) : json(samples.resolve(kind + ".jsonl"))) {
      lines.add(Arrays.stream(row).map(SameEventsIT::cell).collect(Collectors.joining(",")));
    }
    return Files.write(directory.resolve(kind + ".csv"), lines);
  }

  private static List<String[]> csv(Path file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    List<String[]> rows = new CsvParser(settings).parseAll(file.toFile(), UTF_8);
    return rows.stream().filter(row -> row.length == rows.get(0).length).toList();
  }

  private static List<String[]> json(Path file) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>();
    for (String line : Files.readAllLines(file)) {
      if (isJson(line)) { // The demo has lines that are none, too.
        JsonNode object = file.endsWith("crm.jsonl") ? oneNameEach(line) : JSON.readTree(line);
        object.fieldNames().forEachRemaining(columns::add);
        objects.add(object);
      }
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(columns.toArray(new String[0]));
    for (JsonNode object : objects) {
      rows.add(columns.stream().map(name -> text(object.get(name))).toArray(String[]::new));
    }
    return rows;
  }

  /** The demo's CRM rows name one field in several ways, and a table has one column for it. */
  private static JsonNode oneNameEach(String line) throws IOException {
    ObjectNode row = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> member : JSON.readTree(line).properties()) {
      if (member.getValue().isObject()) {
        for (Map.Entry<String, JsonNode> inner : member.getValue().properties()) {
          row.set(member.getKey() + '.' + inner.getKey(), inner.getValue());
        }
      } else {
        row.set(crmField(member.getKey()), member.getValue());
      }
    }
    return row;
  }

  private static String crmField(String name) {
    return CRM_FIELDS.stream()
        .filter(
            field ->
                name.equals(field.substring(field.indexOf('.') + 1))
                    || name.equals(field.replace('.', '_')))
        .findFirst()
        .orElse(name);
  }

  private static boolean isJson(String line) {
    try {
      return JSON.readTree(line) != null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private static String cell(@Nullable String text) {
    return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String texts(String... columns) {
    return Arrays.stream(columns)
        .map("- {name: '%s', type: string}"::formatted)
        .collect(Collectors.joining("\n"));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
