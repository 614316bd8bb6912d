package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read in one way only is read; the rest is told of. */
class RowsAsTheyAreTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "1,234.56 | 1234.56",
        "1.234,56 | 1234.56",
        "59,90 | 59.9",
        "59,9 | 59.9",
        "-59,90 | -59.9",
        "1,2345 | 1.2345",
        "1234,567 | 1234.567",
        "0,123 | 0.123",
        "1,234,567 | 1234567",
        "1.234.567 | 1234567",
        "1.234.567,8 | 1234567.8",
        "1,234.567 | 1234.567",
        "12,34,567.50 | 1234567.5",
        "1 234,56 | 1234.56",
        "1\u00A0234.56 | 1234.56",
        "1\u202F234 | 1234",
        "1 234 567 | 1234567",
        "1'234.50 | 1234.5",
        "1\u2019234 | 1234"
      })
  void aNumberWithOneReadingIsRead(String given, String number) {
    ValidationResult result =
        check(good(WEB).field("properties", Map.of("predicted_ltv", given)), WEB);
    assertThat(sent(result)).contains("\"predicted_ltv\":" + number + "}");
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void aCountMayHaveSeparators() {
    assertThat(sent(check(good(WEB).field("properties", Map.of("num_items", "1 234")), WEB)))
        .contains("\"num_items\":1234");
  }

  @ParameterizedTest
  @CsvSource({
    "t,true",
    "yes,true",
    "Y,true",
    "On,true",
    "f,false",
    "NO,false",
    "n,false",
    "off,false"
  })
  void booleansAreReadInTheirSpellings(String given, boolean sent) {
    Event.Builder event = good(WEB).user(user().ip("8.8.8.8").build());
    ValidationResult result = check(event.field("limited_data_use", given), WEB);
    assertThat(result.orThrow().fields()).containsEntry("limited_data_use", sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7, 10.0.0.1 | 203.0.113.7",
        "10.0.0.1, 203.0.113.7, 203.0.113.8 | 203.0.113.7",
        "unknown, 203.0.113.7 | 203.0.113.7",
        "203.0.113.7:54321 | 203.0.113.7",
        "[2001:db8::1]:443 | 2001:db8::1",
        "[2001:DB8::1] | 2001:db8::1",
        "for=203.0.113.7;proto=https | 203.0.113.7",
        "10.0.0.1, [2001:db8::1]:443 | 2001:db8::1",
        "203.0.113.7 10.0.0.1 | 203.0.113.7"
      })
  void theFirstPublicAddressIsTaken(String given, String ip) {
    ValidationResult result = check(good(WEB).field("user", Map.of("ip", given, "ttp", "x")), WEB);
    assertThat(sent(result)).contains("\"ip\":\"" + ip + '"');
    assertThat(result.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1, 192.168.0.1", "203.0.113.7:x", "203.0.113.7:", "1:2:3", "[", "[]:1"})
  void noAddressIsMadeUp(String given) {
    finds(
        good(WEB).field("user", Map.of("ip", given, "ttp", "x")), WEB, "user.ip MALFORMED warning");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice_abc@gmail.com; user_123@gmail.com",
        "alice_abc@gmail.com,user_123@gmail.com",
        "alice_abc@gmail.com|user_123@gmail.com",
        "alice_abc@gmail.com user_123@gmail.com",
        "alice_abc@gmail.com\nuser_123@gmail.com",
        "alice_abc@gmail.com / user_123@gmail.com;",
        "[alice_abc@gmail.com, user_123@gmail.com]",
        "['alice_abc@gmail.com', 'user_123@gmail.com']",
        "{alice_abc@gmail.com,user_123@gmail.com}",
        "{\"alice_abc@gmail.com\",\"user_123@gmail.com\"}",
        "Alice <alice_abc@gmail.com>, mailto:user_123@gmail.com"
      })
  void severalAddressesInOneCellAreSeveral(String given) {
    ValidationResult result = check(good(WEB).field("user", Map.of("email", given)), WEB);
    assertThat(sent(result))
        .contains(Sha256.hex("alice_abc@gmail.com"), Sha256.hex("user_123@gmail.com"));
    assertThat(result.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lovelace, Ada <alice_abc@gmail.com>",
        "mailto:alice_abc@gmail.com?subject=x",
        "<alice_abc@gmail.com>",
        "\"alice_abc@gmail.com\""
      })
  void anAddressWithWhatMailProgramsAddIsOne(String given) {
    ValidationResult result = check(good(WEB).field("user", Map.of("email", given)), WEB);
    assertThat(sent(result)).contains(Sha256.hex("alice_abc@gmail.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+12133734253, +819012345678",
        "+1 213 373 4253; +81 90 1234 5678",
        "[+12133734253, +819012345678]",
        "+1 213 373 4253 / +81 90 1234 5678",
        "tel:+12133734253|tel:+819012345678",
        "+12133734253\n+819012345678"
      })
  void severalNumbersInOneCellAreSeveral(String given) {
    ValidationResult result = check(good(WEB).field("user", Map.of("phone", given)), WEB);
    assertThat(sent(result)).contains(Sha256.hex("+12133734253"), Sha256.hex("+819012345678"));
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void whatMayBeOneValueIsNotSplit() {
    finds(
        good(WEB).field("user", Map.of("email", "alice_abc@gmail.com, call me", "ttp", "x")),
        WEB,
        "user.email MALFORMED warning");
    ValidationResult ids = check(good(WEB).field("properties", Map.of("content_ids", "A,B")), WEB);
    assertThat(sent(ids)).contains("[\"A,B\"]");
    assertThat(ids.violations().toString())
        .contains("properties.content_ids SEVERAL_VALUES (warning)", "JSON array");
    assertThat(
            check(good(WEB).field("properties", Map.of("content_ids", "[A, B]")), WEB)
                .violations()
                .toString())
        .contains("JSON array such as");
    for (String list : List.of("{A,B}", "['A', 'B']", "{\"A\",\"B\"}")) {
      assertThat(sent(check(good(WEB).field("properties", Map.of("content_ids", list)), WEB)))
          .contains("[\"A\",\"B\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x%s", "\\x%s", "sha256:%s", "X'%s'", "\"%s\"", " 0X%s "})
  void aDigestWithAMarkIsOne(String form) {
    String digest = Sha256.hex("alice_abc@gmail.com");
    for (String field : List.of("email", "external_id")) {
      ValidationResult result =
          check(good(WEB).field("user", Map.of(field, form.formatted(digest))), WEB);
      assertThat(sent(result)).contains(digest);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "d41d8cd98f00b204e9800998ecf8427e, MD5",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709, SHA-1",
    "hId3FFhDj8LsQgVg1pub+5KoaFHuM47FZRe6q9ebdPs=, base64",
    "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4, digit"
  })
  void otherDigestsAreNamed(String digest, String name) {
    for (String field : List.of("email", "phone", "first_name", "zip_code")) {
      ValidationResult result = check(good(WEB).field("user", Map.of(field, digest)), WEB);
      assertThat(sent(result)).doesNotContain('"' + field + '"');
      assertThat(result.violations().toString())
          .contains("user." + field + " MALFORMED", "64 hexadecimal digits", name);
    }
  }

  @Test
  void aPurchaseOfLessThanNothingIsToldOf() {
    finds(
        good(WEB).field("properties", Map.of("value", "-59.90", "currency", "USD")),
        WEB,
        "properties.value NEGATIVE_VALUE warning");
    finds(
        good(WEB)
            .field("event", "Refund")
            .field("properties", Map.of("value", -1, "currency", "USD")),
        WEB);
    finds(good(WEB).field("properties", Map.of("value", "-0.00", "currency", "USD")), WEB);
  }

  @Test
  void localTimesAreReadInTheirZone() {
    EventValidator tokyo = inZone("Asia/Tokyo");
    for (Object time :
        List.of(
            "2026-01-01 09:00:00",
            "2026-01-01T09:00",
            "2026/01/01 09:00:00.5",
            LocalDateTime.parse("2026-01-01T09:00:00"),
            java.sql.Timestamp.valueOf("2026-01-01 09:00:00"),
            "2026-01-01 00:00:00Z",
            "1767225600")) {
      ValidationResult result = tokyo.validate(good(WEB).field("event_time", time).build());
      assertThat(result.orThrow().fields()).containsEntry("event_time", 1_767_225_600L);
      assertThat(result.violations()).isEmpty();
    }
    assertThat(tokyo.validate(good(WEB).field("event_time", "2026-01-01").build()).isValid())
        .isFalse();
    assertThat(
            check(good(WEB).field("event_time", "2026-01-01 09:00:00"), WEB)
                .violations()
                .toString())
        .contains("set time_zone");
    assertThat(
            tokyo
                .validate(good(WEB).field("event_time", "26/11/2026 22:12").build())
                .violations()
                .toString())
        .contains("no other order of day, month and year")
        .doesNotContain("zone");
  }

  @Test
  void aTimeWhenClocksAreChangedIsToldOf() {
    EventValidator berlin = inZone("Europe/Berlin");
    for (String time : List.of("2025-10-26 02:30:00", "2025-03-30 02:30:00")) {
      assertThat(
              berlin.validate(good(WEB).field("event_time", time).build()).violations().toString())
          .contains("TIME_AT_CLOCK_CHANGE (warning)");
      assertThat(
              check(good(WEB).field("event_time", time + " Europe/Berlin"), WEB)
                  .violations()
                  .toString())
          .contains("TIME_AT_CLOCK_CHANGE (warning)");
      assertThat(
              berlin
                  .validate(good(WEB).field("event_time", time + "+01:00").build())
                  .violations()
                  .toString())
          .doesNotContain("TIME_AT_CLOCK_CHANGE");
    }
  }

  @Test
  void anyCellEndsSoon() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String piece :
              List.of(",", "a@b.c,", "<", "[", "'", ".", " 1", "1,", "; ", "+1,", "{a,", "[1]:")) {
            String text = piece.repeat(200_000);
            check(
                good(WEB)
                    .field(
                        "user",
                        Map.of("email", text, "phone", text, "external_id", text, "ip", text))
                    .field("properties", Map.of("value", text, "content_ids", text)),
                WEB);
          }
        });
  }

  private static EventValidator inZone(String zone) {
    return EventValidator.builder(WEB).clock(Samples.CLOCK).timeZone(ZoneId.of(zone)).build();
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
