package com.treasuredata.tiktok.events.examples.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesRowSourceTest {
  @TempDir Path directory;

  private InputFile jsonLines(String text) throws IOException {
    return InputFile.jsonLines(directory, text);
  }

  @Test
  void givesEachObjectsValuesByName() throws IOException {
    InputFile file = jsonLines("{\"event\":\"Search\",\"user\":{\"email\":\"a@example.com\"}}\n");

    assertThat(file.columns()).isEmpty();
    assertThat(file.rows())
        .containsExactly(
            InputFile.row(
                1, 1, Map.of("event", "Search", "user", Map.of("email", "a@example.com"))));
  }

  @Test
  void keepsEveryDigitOfANumber() throws IOException {
    assertThat(values("{\"id\":7311111111111111111,\"value\":12.50,\"small\":1e-7}"))
        .containsEntry("id", new BigDecimal("7311111111111111111"))
        .containsEntry("value", new BigDecimal("12.50"))
        .containsEntry("small", new BigDecimal("1e-7"));
  }

  @Test
  void leavesNullsOut() throws IOException {
    assertThat(values("{\"a\":null,\"b\":[null,1],\"c\":{\"d\":null}}"))
        .isEqualTo(Map.of("b", List.of(BigDecimal.ONE), "c", Map.of()));
  }

  @Test
  void keepsTheOrderOfNames() throws IOException {
    assertThat(values("{\"z\":true,\"a\":\"\",\"m\":[]}").keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void readsObjectsThatHaveOtherNamesThanTheOneBefore() throws IOException {
    List<String> lines =
        List.of(
            "{\"a\":1,\"b\":2,\"c\":3}",
            "{\"a\":1,\"c\":3}",
            "{\"c\":3,\"b\":2,\"a\":1}",
            "{\"c\":3,\"a\":1,\"b\":2}",
            "{\"b\":2,\"d\":{\"a\":1},\"c\":null}",
            "{\"c\":null,\"a\":1}",
            "{}",
            "{\"\":1,\"a\":1}",
            "{\"a\":1,\"b\":2,\"c\":3}");

    assertThat(jsonLines(String.join("\n", lines)).rows())
        .extracting(row -> row.values().toString())
        .containsExactly(
            "{a=1, b=2, c=3}",
            "{a=1, c=3}",
            "{c=3, b=2, a=1}",
            "{c=3, a=1, b=2}",
            "{b=2, d={a=1}}",
            "{a=1}",
            "{}",
            "{=1, a=1}",
            "{a=1, b=2, c=3}");
  }

  /** Rows share names, so a row must not grow with those that another row had. */
  @Test
  void readsAnObjectOfManyNamesAndGoesOnWithSmallOnes() throws IOException {
    StringBuilder many = new StringBuilder("{\"n0\":0");
    for (int i = 1; i < 50_000; i++) {
      many.append(",\"n").append(i).append("\":").append(i);
    }
    List<Row> rows = jsonLines(many + "}\n{\"n1\":1}\n{\"n0\":0,\"x\":1,\"n2\":2}\n").rows();

    assertThat(rows).extracting(Row::problem).containsOnlyNulls();
    assertThat(rows.get(0).values()).hasSize(50_000);
    assertThat(rows.get(1).values()).isEqualTo(Map.of("n1", BigDecimal.ONE));
    assertThat(rows.get(1).values().columns()).hasSizeLessThan(100);
    assertThat(rows.get(2).values().keySet()).containsExactly("n0", "x", "n2");
  }

  @Test
  void readsTextsInAnyScriptAndWithEscapes() throws IOException {
    assertThat(
            values(
                "{\"名前\":\"山田 \\u82b1\\u5b50\",\"q\":\"\\\"\\\\\\/\\t\",\"e\":\"\uD83D\uDE00\"}"))
        .isEqualTo(Map.of("名前", "山田 花子", "q", "\"\\/\t", "e", "\uD83D\uDE00"));
  }

  @Test
  void skipsBlankLinesButCountsThem() throws IOException {
    assertThat(jsonLines("\uFEFF\n{\"a\":1}\r\n \t\r\n{\"a\":2}").rows())
        .extracting(Row::number, Row::line)
        .containsExactly(tuple(1L, 2L), tuple(2L, 4L));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[1,2]                | line 2 holds no JSON object but another value",
        "\"Ada\"              | line 2 holds no JSON object but another value",
        "Ada                  | line 2 isn't JSON from about byte 1 on",
        "{\"a\":1,}           | line 2 isn't JSON from about byte 8 on",
        "{\"Ada\" 1}          | line 2 isn't JSON from about byte 8 on",
        "{\"a\":NaN}          | line 2 isn't JSON from about byte 6 on",
        "{\"a\":\"Ada         | line 2 isn't JSON from about byte 7 on",
        "{\"a\":1,\"b\":[     | line 2 ends in the middle of its JSON object",
        "{\"a\":1}{\"a\":2}   | line 2 goes on after its JSON object; each line holds one",
        "{\"a\":1} Ada        | line 2 goes on after its JSON object; each line holds one",
        "{\"a\":1,\"a\":1}    | line 2 has \"a\" twice",
        "{\"a\":null,\"a\":1} | line 2 has \"a\" twice",
        "{\"b\":{\"a\":1,\"a\":null}} | line 2 has \"a\" twice",
        "{\"b\":2,\"a\":1,\"b\":2} | line 2 has \"b\" twice",
        "{\"a\":1,\"\\u0061\":1} | line 2 has \"a\" twice",
        "{\"é\":1 2}           | line 2 isn't JSON from about byte 9 on",
        "{\"a\":01}            | line 2 isn't JSON from about byte 8 on",
        "{\"a\":truely}        | line 2 isn't JSON from about byte 10 on",
        "{\"a\":\"\\x\"}        | line 2 isn't JSON from about byte 10 on",
        "{'a':1}              | line 2 isn't JSON from about byte 2 on",
        "{                    | line 2 ends in the middle of its JSON object",
        "12                   | line 2 holds no JSON object but another value",
        "{\"a\":1e999999999}  | line 2 has a number of more than 1000 digits",
        "{\"a\":1e99999999999999} | line 2 has a number of more than 1000 digits",
      })
  void goesOnAfterALineThatIsNoObject(String line, String problem) throws IOException {
    assertThat(jsonLines("{\"a\":1}\n" + line + "\n{\"a\":3}\n").rows())
        .extracting(Row::number, Row::line, Row::problem)
        .containsExactly(tuple(1L, 1L, null), tuple(2L, 2L, problem), tuple(3L, 3L, null));
  }

  @Test
  void goesOnAfterAnEndlessNumber() throws IOException {
    assertThat(jsonLines("{\"a\":" + "9".repeat(1_000_000) + "}\n{}\n").rows())
        .extracting(Row::problem)
        .containsExactly("line 1 has a number of more than 1000 digits", null);
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 500_000})
  void goesOnAfterDeepNesting(int depth) throws IOException {
    assertThat(jsonLines("{\"a\":" + "[".repeat(depth) + "\n{}\n").rows())
        .extracting(Row::problem)
        .containsExactly("line 1 nests values more than 32 deep", null);
  }

  @Test
  void readsALineOfTheLargestSizeAndGoesOnAfterALongerOne() throws IOException {
    String largest = "{\"a\":\"" + "x".repeat(Row.MAX_SIZE - 8) + "\"}";

    assertThat(jsonLines(largest + "\n" + largest + " \n{}\n" + largest + " ").rows())
        .extracting(Row::number, Row::line, Row::problem)
        .containsExactly(
            tuple(1L, 1L, null),
            tuple(2L, 2L, "line 2 is longer than 1048576 bytes"),
            tuple(3L, 3L, null),
            tuple(4L, 4L, "line 4 is longer than 1048576 bytes"));
  }

  @Test
  void keepsNothingOfALineWithoutEnd() {
    InputStream in =
        new SequenceInputStream(
            new CountingInput('x', 200_000_000),
            new ByteArrayInputStream("\n{\"a\":1}".getBytes(UTF_8)));
    LineReader lines = new LineReader(Utf8Input.open(in, "pipe"), Row.MAX_SIZE);

    assertThat(lines.next()).isTrue();
    assertThat(lines.tooLong()).isTrue();
    assertThat(lines.buffer().length).isLessThan(2 * Row.MAX_SIZE);
    assertThat(lines.next()).isTrue();
    assertThat(lines.tooLong()).isFalse();
    assertThat(lines.next()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\n{\"a\":1},\n{\"a\":2}\n]", "[{\"a\":1},{\"a\":2}]", "\n [ {"})
  void saysHowToConvertAnArray(String text) throws IOException {
    InputFile file = jsonLines(text);

    assertThatThrownBy(file::rows)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(": this is a JSON array, not JSON Lines")
        .hasMessageEndingWith("jq -c '.[]'");
  }

  @Test
  void saysHowToConvertAnObjectOverManyLines() throws IOException {
    InputFile file = jsonLines("{\n  \"a\": 1\n}\n");

    assertThatThrownBy(file::rows)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 1: this object spans lines");
  }

  @Test
  void readsAnEmptyFileAsNoRows() throws IOException {
    assertThat(jsonLines("").rows()).isEmpty();
  }

  @Test
  void stopsAtLatin1AfterTheRowsBeforeIt() throws IOException {
    byte[] latin1 = "{\"a\":1}\n{\"a\":\"Renée\"}\n".getBytes(ISO_8859_1);

    try (RowSource rows = InputFile.jsonLines(directory, latin1).open()) {
      assertThat(rows.next()).isNotNull();
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("rows.jsonl, line 2: not UTF-8 at byte offset 17.");
    }
  }

  private Map<String, Object> values(String line) throws IOException {
    return jsonLines(line).rows().get(0).values();
  }
}
