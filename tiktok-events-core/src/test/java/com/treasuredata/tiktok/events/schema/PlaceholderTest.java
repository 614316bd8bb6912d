package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that stands for nothing is never hashed, and makes no two persons or events one. */
class PlaceholderTest {
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  static List<Object> nothings() {
    return List.of(
        "[\"\"]",
        "[\" \"]",
        "[\"\",null]",
        "[\"\u200b\"]",
        List.of(""),
        List.of(" ", "\u00a0"),
        Collections.singletonList(null),
        Arrays.asList("", null),
        "\u3000",
        "\ufeff");
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void nothingIsNeverHashed(Object nothing) {
    for (String field : "email phone external_id first_name zip_code".split(" ", -1)) {
      ValidationResult web = check(good(WEB).field("user", Map.of(field, nothing)), WEB);
      assertThat(sent(web)).as(field).doesNotContain(OF_NOTHING);
      assertThat(web.violations().toString()).as(field).contains("ANONYMOUS");
    }
    ValidationResult offline =
        check(good(OFFLINE).field("user", Map.of("email", nothing, "phone", nothing)), OFFLINE);
    assertThat(offline.violations().toString()).contains("NO_MATCH_KEY");
    assertThat(offline.isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NULL",
        "null",
        " Null ",
        "\\N",
        "undefined",
        "(not set)",
        "N/A",
        "#N/A",
        "None",
        "nil",
        "NaN",
        "[object Object]",
        "(null)"
      })
  void aWordForNoneIsNone(String word) {
    ValidationResult result =
        check(
            good(WEB)
                .field("event_id", word)
                .field(
                    "user",
                    Map.of(
                        "ttclid",
                        word,
                        "external_id",
                        List.of(word, "u-1"),
                        "zip_code",
                        word,
                        "user_agent",
                        word))
                .field("properties", Map.of("order_id", word, "value", word)),
            WEB);
    assertThat(result.isValid()).isTrue();
    assertThat(sent(result)).doesNotContain("event_id", "zip_code", "order_id", "value", "ttclid");
    assertThat(result.violations())
        .extracting(Violation::path)
        .contains("event_id", "user.ttclid", "user.external_id[0]", "user.zip_code")
        .contains("user.user_agent", "properties.order_id", "properties.value");
    assertThat(result.orThrow().fields().toString()).contains(sha256("u-1"));
    assertThat(check(good(WEB).field("event", word), WEB).isValid()).isFalse();
    assertThat(check(good(CRM).field("lead", Map.of("lead_id", word)), CRM).isValid()).isFalse();
  }

  /** A family is called Null, a town None, and people search for such words. */
  @ParameterizedTest
  @CsvSource({
    "user, last_name, Null",
    "user, first_name, Nil",
    "user, city, None",
    "user, city, Nan",
    "properties, search_string, undefined",
    "properties, description, n/a",
    "properties, custom, NULL"
  })
  void aNameOrAFreeTextIsKept(String object, String field, String text) {
    ValidationResult result = check(good(WEB).field(object, Map.of(field, text)), WEB);
    assertThat(sent(result)).contains('"' + field + '"');
    assertThat(result.violations().toString()).doesNotContain("PLACEHOLDER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "undefined", "NULL", "None", "N/A"})
  void theDigestOfSuchAWordIsRefused(String word) {
    ValidationResult result =
        check(good(WEB).field("user", Map.of("email", sha256(word), "phone", sha256(word))), WEB);
    assertThat(sent(result)).doesNotContain(sha256(word));
    assertThat(result.violations()).anyMatch(found -> found.path().equals("user.email"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", " null "})
  void aColumnOfAnObjectMayHoldNothing(String json) {
    for (EventSourceType type : List.of(WEB, OFFLINE)) {
      Event.Builder event = good(type).field("properties", json);
      assertThat(check(event, type).isValid()).as(type.name()).isTrue();
      assertThat(check(event, type).violations().toString()).doesNotContain("UNREADABLE");
    }
  }

  @Test
  void isAnErrorWhenStrict() {
    assertThat(
            EventValidator.builder(WEB)
                .strict(true)
                .build()
                .validate(good(WEB).field("event_id", "NULL").build())
                .violations()
                .toString())
        .contains("event_id PLACEHOLDER");
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
