package com.treasuredata.tiktok.events.examples.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs that are compressed. */
class UnpackedTest {
  private static final int ROWS = 20_000;

  private enum Packing {
    GZIP {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    ZSTD {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new ZstdOutputStream(out);
      }
    };

    abstract OutputStream over(OutputStream out) throws IOException;

    byte[] packed(String text) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = over(bytes)) {
        out.write(text.getBytes(UTF_8));
      }
      return bytes.toByteArray();
    }
  }

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void isReadAsIfItWereNotCompressed(Packing packing) throws IOException {
    Path file = Files.write(directory.resolve("rows.csv.z"), packing.packed(rows()));

    try (RowSource rows = InputFormat.CSV.open(file)) {
      assertThat(InputFile.rows(rows)).hasSize(ROWS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReadToTheEndWhenItIsOfSeveralParts(Packing packing) throws IOException {
    byte[] first = packing.packed("a\n1\n");
    byte[] second = packing.packed("2\n");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    try (RowSource rows = InputFormat.CSV.openStandardInput(new Slow(both))) {
      List<Row> found = InputFile.rows(rows);
      assertThat(found)
          .extracting(Row::values)
          .containsExactly(InputFile.values(Map.of("a", "1")), InputFile.values(Map.of("a", "2")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isInAnyCharset(Packing packing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing.over(bytes)) {
      out.write("a\nRen\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    Path file = Files.write(directory.resolve("rows.csv.z"), bytes.toByteArray());

    try (RowSource rows = InputFormat.CSV.open(file, StandardCharsets.ISO_8859_1)) {
      assertThat(InputFile.rows(rows))
          .extracting(Row::values)
          .containsExactly(InputFile.values(Map.of("a", "Ren\u00e9")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatItIsCutOff(Packing packing) throws IOException {
    byte[] whole = packing.packed(rows());
    Path file =
        Files.write(directory.resolve("rows.csv.z"), Arrays.copyOf(whole, whole.length * 2 / 3));

    assertThatThrownBy(
            () -> {
              try (RowSource rows = InputFormat.CSV.open(file)) {
                InputFile.rows(rows);
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessage(file + " ends in the middle of its compressed data");
  }

  @ParameterizedTest
  @EnumSource
  void saysThatItIsDamaged(Packing packing) throws IOException {
    byte[] bytes = packing.packed(rows());
    Arrays.fill(bytes, bytes.length / 3, bytes.length / 3 + 1_000, (byte) 0x5A);
    Path file = Files.write(directory.resolve("rows.csv.z"), bytes);

    assertThatThrownBy(
            () -> {
              try (RowSource rows = InputFormat.CSV.open(file)) {
                InputFile.rows(rows);
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void anEmptyInputIsNotCompressed() throws IOException {
    Path file = Files.createFile(directory.resolve("rows.jsonl"));

    try (RowSource rows = InputFormat.JSONL.open(file)) {
      assertThat(InputFile.rows(rows)).isEmpty();
    }
  }

  private static String rows() {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(',').append(Integer.toHexString(i * 0x9E3779B1)).append('\n');
    }
    return text.toString();
  }

  /** A pipe that gives one byte at a time and never says that there are more. */
  private static final class Slow extends InputStream {
    private final ByteArrayInputStream bytes;

    Slow(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] to, int from, int length) {
      return bytes.read(to, from, Math.min(1, length));
    }
  }
}
