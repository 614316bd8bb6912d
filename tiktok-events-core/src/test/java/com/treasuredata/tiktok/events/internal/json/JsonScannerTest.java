package com.treasuredata.tiktok.events.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON in a column is read as what reads TikTok's answers reads it, and refused as that does. */
class JsonScannerTest {
  private static final List<String> PARTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"a\"",
          "\"b\"",
          "\"a\\\"b\"",
          "\"\\u00e9\"",
          "\"\\x\"",
          "1",
          "-1.50",
          "1e5",
          "01",
          "1.",
          "-",
          "true",
          "false",
          "null",
          " ",
          "\n",
          "\"",
          "\\",
          "é");

  @Test
  void readsWhatAnotherReaderReads() {
    Random random = new Random(5);
    int read = 0;
    for (int i = 0; i < 300_000; i++) {
      StringBuilder json = new StringBuilder(random.nextBoolean() ? "[" : "{\"c\":");
      int parts = random.nextInt(7);
      for (int k = 0; k < parts; k++) {
        json.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      json.append(json.charAt(0) == '[' ? "]" : "}");
      Object expected = expected(json.toString());
      read += expected == null ? 0 : 1;
      assertThat(actual(json.toString())).as(json.toString()).isEqualTo(expected);
    }
    assertThat(read).isGreaterThan(10_000);
  }

  private static @Nullable Object expected(String json) {
    try {
      return JsonTree.parse(json);
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private static @Nullable Object actual(String json) {
    try {
      return JsonScanner.parse(json);
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  @Test
  void readsLineBreaksThatAnExporterLeftInsideOfTexts() throws MalformedJsonException {
    assertThat(JsonScanner.parse("{\"a\":\"b\nc\"}")).isEqualTo(Map.of("a", "b\nc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1,\"a\":2}", "[1]x", "[1,]", "{\"a\"}", "[\"a", "", "nul", "[\"\\u12\"]"})
  void refusesWhatIsNoJson(String json) {
    assertThatThrownBy(() -> JsonScanner.parse(json)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void refusesWhatIsNestedWithoutEnd() {
    String deep = "[".repeat(100_000);

    assertThatThrownBy(() -> JsonScanner.parse(deep))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("deep");
  }
}
