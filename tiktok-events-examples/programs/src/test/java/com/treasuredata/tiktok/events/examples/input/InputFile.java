package com.treasuredata.tiktok.events.examples.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.treasuredata.tiktok.events.connector.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file on disk whose rows a test reads. */
record InputFile(Path path, InputFormat format) {
  static InputFile csv(Path directory, String text) throws IOException {
    return csv(directory, text.getBytes(UTF_8));
  }

  static InputFile csv(Path directory, byte[] bytes) throws IOException {
    return new InputFile(Files.write(directory.resolve("rows.csv"), bytes), InputFormat.CSV);
  }

  static InputFile jsonLines(Path directory, String text) throws IOException {
    return jsonLines(directory, text.getBytes(UTF_8));
  }

  static InputFile jsonLines(Path directory, byte[] bytes) throws IOException {
    return new InputFile(Files.write(directory.resolve("rows.jsonl"), bytes), InputFormat.JSONL);
  }

  RowSource open() {
    return format.open(path);
  }

  List<String> columns() {
    try (RowSource source = open()) {
      return source.columns().stream().map(Column::name).toList();
    }
  }

  List<Row> rows() {
    try (RowSource source = open()) {
      return rows(source);
    }
  }

  /** Returns a row as it should be read. */
  static Row row(long number, long line, Map<String, ?> values) {
    return new Row(number, line, values(values), null);
  }

  static RowValues values(Map<String, ?> values) {
    return RowValues.of(List.copyOf(values.keySet()), values.values().toArray());
  }

  static List<Row> rows(RowSource source) {
    List<Row> rows = new ArrayList<>();
    for (Row row = source.next(); row != null; row = source.next()) {
      rows.add(row);
    }
    return rows;
  }
}
