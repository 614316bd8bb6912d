package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A way for a file of rows to a fake TikTok. */
@FunctionalInterface
interface Road {
  /** To which source all of them go. */
  String SOURCE_ID = "7211111111111111111";

  /** What is a number in a column of text, too; not an id with zeros in front. */
  Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?");

  /** Exports all rows as events of a kind, {@code web}, passing over those that are invalid. */
  void send(String kind, FakeTikTok tiktok, Path directory) throws Exception;

  /** The command line, in a process of its own. */
  static Road commandLine(Path rows) {
    return (kind, tiktok, directory) ->
        run(
            directory,
            List.of(
                "-jar",
                property("command-line.jar"),
                "export",
                "--source",
                kind,
                "--source-id",
                SOURCE_ID,
                "--base-url",
                tiktok.baseUrl(),
                "--skip-invalid",
                "--input",
                rows.toString()));
  }

  /** {@code embulk run} with the packaged plugin, in a process of its own. */
  static Road embulk(Path rows, String columns) {
    return (kind, tiktok, directory) -> {
      String job =
          """
          in:
            type: file
            path_prefix: '%s'
            parser:
              type: csv
              skip_header_lines: 1
              escape: '"'
              newline: LF
              max_quoted_size_limit: 1000000
              stop_on_invalid_record: true
              columns:
          %s
          out:
            type: tiktok_events
            access_token: any-token
            event_data_source: %s
            event_source_id: "%s"
            skip_invalid_record: true
            base_url: %s
          """
              .formatted(
                  rows, columns.indent(6).stripTrailing(), kind, SOURCE_ID, tiktok.baseUrl());
      Path target = Path.of(property("embulk.directory"));
      Path home = Files.createTempDirectory(directory, "embulk");
      run(
          home,
          List.of(
              "-Dplugin.repository=" + target.resolve("m2"),
              "-Dplugin.version=" + property("embulk.version"),
              "-cp",
              String.join(
                  File.pathSeparator,
                  target.resolve("test-classes").toString(),
                  target.resolve("classes").toString(),
                  Files.readString(target.resolve("class-path"))),
              "com.treasuredata.tiktok.events.embulk.EmbulkCommand",
              home.toString(),
              Files.writeString(home.resolve("first.yml"), job).toString()));
    };
  }

  /** Spark in this JVM, with columns as {@code types} makes them of texts. */
  static Road spark(Path rows, UnaryOperator<Dataset<Row>> types) {
    return (kind, tiktok, directory) ->
        types
            .apply(
                LocalSpark.session()
                    .read()
                    .option("header", "true")
                    .option("escape", "\"")
                    .option("multiLine", "true")
                    .csv(rows.toString()))
            .write()
            .format("tiktok_events")
            .option("access_token", "any-token")
            .option("event_data_source", kind)
            .option("event_source_id", SOURCE_ID)
            .option("skip_invalid_record", true)
            .option("base_url", tiktok.baseUrl())
            .mode("append")
            .save();
  }

  /**
   * Returns the events that arrive by it, in order: their fields by name, and how often each. A
   * number is as good as its text: a custom property has the type of its column.
   */
  default Map<String, Integer> events(String kind, Path directory) throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10_000).start()) {
      send(kind, tiktok, directory);
      Map<String, Integer> events = new TreeMap<>();
      tiktok
          .events()
          .forEach(event -> events.merge(sorted(event.fields()).toString(), 1, Integer::sum));
      return events;
    }
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((name, item) -> sorted.put(name.toString(), sorted(item)));
      return sorted;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Road::sorted).toList();
    }
    String text = String.valueOf(value);
    return NUMBER.matcher(text).matches()
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static void run(Path directory, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    Path log = Files.createTempFile(directory, "process", ".log");
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("TIKTOK_ACCESS_TOKEN", "any-token");
    int exitCode = process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("exit code " + exitCode + ": " + Files.readString(log));
    }
  }
}
