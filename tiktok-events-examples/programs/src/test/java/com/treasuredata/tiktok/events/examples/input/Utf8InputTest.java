package com.treasuredata.tiktok.events.examples.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8InputTest {
  @Test
  void passesEveryLengthOfCharacterOn() throws IOException {
    byte[] bytes = "aß日😀\u0000\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFF".getBytes(UTF_8);

    assertThat(open(bytes).readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void passesCharactersOnThatReadsCutInTwo() throws IOException {
    byte[] bytes = "日本語😀".getBytes(UTF_8);
    InputStream oneByOne =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] to, int from, int length) {
            return super.read(to, from, Math.min(length, 1));
          }
        };

    assertThat(Utf8Input.open(oneByOne, "pipe").readAllBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "61", "6162", "616263", "EFBBBC61"})
  void leavesTheStartAloneWithoutByteOrderMark(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(open(bytes).readAllBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "61 80 61, 1",
    "61 C3, 1",
    "C3 61, 0",
    "C0 AF, 0",
    "C1 BF, 0",
    "E0 9F BF, 0",
    "61 ED A0 80, 1",
    "F0 8F BF BF, 0",
    "F4 90 80 80, 0",
    "F5 80 80 80, 0",
    "EF BB BF 61 FF, 4",
  })
  void stopsWhereACharacterStartsThatIsNotUtf8(String hex, int offset) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);

    assertThatThrownBy(() -> open(bytes).readAllBytes())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("pipe, line 1: not UTF-8 at byte offset " + offset + ".");
  }

  @Test
  void agreesWithThePlatformAboutRandomBytes() {
    Random random = new Random(20261120);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(4) == 0 ? 'a' : 0x80 + random.nextInt(0x80));
      }
      assertThat(isUtf8(bytes)).as(HexFormat.of().formatHex(bytes)).isEqualTo(decodes(bytes));
    }
  }

  @Test
  void agreesWithThePlatformAboutDamageBetweenRunsOfAscii() {
    Random random = new Random(20261126);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int parts = random.nextInt(5); parts >= 0; parts--) {
        text.append("abcdefghijklmnopq~".repeat(2), 0, random.nextInt(30));
        text.append(List.of("\n", "\r\n", "é", "漢", "\uD83D\uDE00", "\t").get(random.nextInt(6)));
      }
      String whole = text.toString();
      byte[] bytes = whole.getBytes(UTF_8);
      assertThat(isUtf8(bytes)).isTrue();
      byte[] damaged = Arrays.copyOf(bytes, bytes.length + 1);
      damaged[bytes.length] = (byte) 0xFF;
      long line = 1 + whole.chars().filter(c -> c == '\n').count();
      assertThatThrownBy(() -> open(damaged).readAllBytes())
          .hasMessageStartingWith(
              "pipe, line " + line + ": not UTF-8 at byte offset " + bytes.length + ".");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FFFE6100, UTF-16",
    "504B0304FF, zip",
    "E9, windows-1252",
    "6100620063, UTF-16LE",
    "0061006200, UTF-16BE"
  })
  void advisesByWhatTheFileSeemsToBe(String hex, String advice) {
    assertThatThrownBy(() -> open(HexFormat.of().parseHex(hex)).readAllBytes())
        .hasMessageContaining(advice);
  }

  @Test
  void namesTheInputAndTheLineWhenReadingFails() {
    InputStream broken =
        new InputStream() {
          private int left = 5;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("cable unplugged");
            }
            return '\n';
          }

          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            to[from] = (byte) read();
            return 1;
          }
        };

    assertThatThrownBy(() -> Utf8Input.open(broken, "pipe").readAllBytes())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("pipe, line 6: can't be read any further: ")
        .hasMessageEndingWith("cable unplugged");
  }

  private static Utf8Input open(byte[] bytes) {
    return Utf8Input.open(new ByteArrayInputStream(bytes), "pipe");
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      open(bytes).readAllBytes();
      return true;
    } catch (InputException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
