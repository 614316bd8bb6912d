package com.treasuredata.tiktok.events.examples.sample;

import com.treasuredata.tiktok.events.examples.input.Row;
import java.util.stream.Stream;

/** A line of the bundled {@code expected.csv}. */
record Expectation(String source, long record, String path, String kind, String effect) {
  static Stream<Expectation> all() {
    return SampleFile.rows("expected.csv").stream().map(Expectation::of);
  }

  static Stream<Expectation> of(SampleSource source) {
    return all().filter(each -> each.source.equals(source.toString()));
  }

  private static Expectation of(Row row) {
    return new Expectation(
        cell(row, "source"),
        Long.parseLong(cell(row, "record")),
        cell(row, "path"),
        cell(row, "kind"),
        cell(row, "effect"));
  }

  private static String cell(Row row, String column) {
    return row.values().getOrDefault(column, "").toString();
  }
}
