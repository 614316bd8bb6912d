package com.treasuredata.tiktok.events.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
  @Test
  void readsObjectsInOrderAndNumbersWithEveryDigit() throws MalformedJsonException {
    String json = "{\"b\":7311111111111111111,\"a\":[1.10,true,\"x\",{}],\"c\":1E2}";

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("b", new BigDecimal("7311111111111111111"));
    expected.put("a", List.of(new BigDecimal("1.10"), true, "x", Map.of()));
    expected.put("c", new BigDecimal("1E2"));
    assertThat(JsonTree.parse(json)).isEqualTo(expected);
    assertThat(((Map<?, ?>) JsonTree.parse(json)).keySet().toString()).isEqualTo("[b, a, c]");
  }

  @Test
  void leavesNullsOut() throws MalformedJsonException {
    assertThat(JsonTree.parse("{\"a\":null,\"b\":[null,1,null]}"))
        .isEqualTo(Map.of("b", List.of(BigDecimal.ONE)));
  }

  @Test
  void writesWhatItReads() throws MalformedJsonException {
    String json = "{\"a\":[1.10,true,\"\\\"\\\\\\n\\u0000ü\\u2028🎉\"],\"b\":{\"\":{}}}";

    assertThat(JsonTree.toJson(JsonTree.parse(json))).isEqualTo(json);
    assertThat(JsonTree.parse(JsonTree.toIndentedJson(JsonTree.parse(json))))
        .isEqualTo(JsonTree.parse(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s3cret",
        "{\"s3cret\"",
        "{\"s3cret\":}",
        "{\"s3cret\":1}s3cret",
        "[\"s3cret\"",
        "{'s3cret':1}",
        "{\"s3cret\":s3cret}",
        "{\"s3cret\":1,\"s3cret\":2}",
        "{\"a\":NaN,\"s3cret\":1}",
        "\"s3cret\n",
        "\"\\us3cr\"",
        "[1,\"s3cret\"]]",
        "null",
        "[1e99999999999]",
      })
  void refusesWhatIsNotOneJsonValueWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> JsonTree.parse(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasNoCause()
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3cret             | 1",
        "{\"é\":1,s3cret}     | 8",
        "[1,\\n2,\\n&]       | 8",
        "{\"a\" 1}           | 7",
      })
  void saysWhereItIsNoJson(String text, int at) {
    assertThatThrownBy(() -> JsonTree.parse(text.replace("\\n", "\n")))
        .hasMessage("it isn't JSON from about character " + at + " on");
  }

  @Test
  void refusesWhatWouldExhaustTheStackOrTheClock() {
    assertThatThrownBy(() -> JsonTree.parse("[".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> JsonTree.parse("{\"a\":".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> JsonTree.parse("9".repeat(1_000_000)))
        .isInstanceOf(MalformedJsonException.class);
  }
}
