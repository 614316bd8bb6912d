package com.treasuredata.tiktok.events.examples.sample;

import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of the bundled sample, read as the command line reads it. */
final class SampleFile {
  private SampleFile() {}

  static byte[] bytes(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Row> rows(String name) {
    List<Row> rows = new ArrayList<>();
    try (RowSource source = InputFormat.of(name).orElseThrow().open(open(name), name)) {
      for (Row row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Returns the value at {@code path}, however the row names it. */
  static @Nullable Object value(Row row, String path) {
    int dot = path.indexOf('.');
    if (dot >= 0 && row.values().get(path.substring(0, dot)) instanceof Map<?, ?> object) {
      return object.get(path.substring(dot + 1));
    }
    for (JsonStyle style : JsonStyle.values()) {
      Object value = row.values().get(style.flat(path));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(SampleGenerator.class.getResourceAsStream(name), name);
  }
}
