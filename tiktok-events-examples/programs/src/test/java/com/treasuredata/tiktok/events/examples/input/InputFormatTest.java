package com.treasuredata.tiktok.events.examples.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InputFormatTest {
  @ParameterizedTest
  @CsvSource({
    "orders.csv, CSV",
    "/data/v1.2/ORDERS.CSV, CSV",
    "orders.tsv, CSV",
    "orders.jsonl, JSONL",
    "orders.ndjson, JSONL",
    "orders.json, JSONL",
    "orders.csv.gz, CSV",
    "orders.jsonl.ZST, JSONL",
  })
  void isToldByTheEndOfAName(String filename, InputFormat format) {
    assertThat(InputFormat.of(filename)).contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.parquet", "orders", "orders.gz", "orders.zst", ""})
  void isUnknownForOtherNames(String filename) {
    assertThat(InputFormat.of(filename)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readsAPipeAndClosesIt(InputFormat format) {
    AtomicBoolean closed = new AtomicBoolean();
    String text = format == InputFormat.CSV ? "a\n1\n" : "{\"a\":\"1\"}\n";
    InputStream pipe =
        new ByteArrayInputStream(text.getBytes(UTF_8)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    try (RowSource rows = format.open(pipe, "standard input")) {
      assertThat(InputFile.rows(rows))
          .extracting(Row::values)
          .containsExactly(InputFile.values(Map.of("a", "1")));
    }
    assertThat(closed).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnSayingThatTheEndIsReached(InputFormat format, @TempDir Path directory)
      throws IOException {
    InputFile file = new InputFile(InputFile.csv(directory, "{}\n").path(), format);

    try (RowSource rows = file.open()) {
      while (rows.next() != null) {}
      assertThat(rows.next()).isNull();
    }
  }

  @Test
  void saysThatAFileIsMissing(@TempDir Path directory) {
    Path missing = directory.resolve("missing.csv");

    assertThatThrownBy(() -> InputFormat.CSV.open(missing))
        .isInstanceOf(InputException.class)
        .hasMessage(missing + " doesn't exist");
  }

  @Test
  void saysThatAFileIsADirectory(@TempDir Path directory) {
    assertThatThrownBy(() -> InputFormat.CSV.open(directory))
        .isInstanceOf(InputException.class)
        .hasMessage(directory + " is a directory: name a file");
  }

  @Test
  void neverPrintsValues() {
    Row row = Row.of(3, 4, RowValues.of(List.of("user.email"), "ada@example.com"));

    assertThat(row).hasToString("row 3 at line 4: 1 values");
  }
}
