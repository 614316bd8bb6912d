package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.event.EventSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet, or a column of numbers, makes of ids, phone numbers and postal codes. */
class IdTextTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '$',
      value = {
        "12345.0, 12345",
        "12345.00, 12345",
        "'12345, 12345",
        "'12345.0, 12345",
        "0012, 0012",
        "12345.10, 12345.10",
        "A-1.0, A-1.0",
        "1.0.0, 1.0.0",
        "7E3, 7E3",
        "1E10, 1E10",
        "'t Hooft, 't Hooft"
      })
  void idsAreWhatTheyWereBefore(String given, String sent) {
    ValidationResult result =
        check(
            good(WEB)
                .field("event_id", given)
                .field("properties", Map.of("order_id", given, "content_ids", List.of(given, "x"))),
            WEB);
    assertThat(result.orThrow().fields().get("event_id")).isEqualTo(sent);
    assertThat(sent(result))
        .contains("\"order_id\":\"" + sent + '"')
        .contains("\"content_ids\":[\"" + sent + "\",\"x\"]");
  }

  @Test
  void aPhoneNumberIsNotHashedWithADigitMore() {
    for (String given : List.of("+819012345678.0", "'+819012345678", "+819012345678")) {
      assertThat(sent(check(good(WEB).field("user", Map.of("phone", given)), WEB)))
          .contains("3d06a39d40790f11761295e053029378ae28c4b4f6f301693005e079f3d4ca64");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.31111E+18", "7.311111111111111e+18", "1.2345E4", "7E+18"})
  void aNumberOfTooFewDigitsIsNoId(String given) {
    ValidationResult lead = check(good(CRM).field("lead", Map.of("lead_id", given)), CRM);
    assertThat(lead.isValid()).isFalse();
    assertThat(lead.violations().toString())
        .contains("lead.lead_id UNREADABLE", "export it as text");

    ValidationResult web =
        check(
            good(WEB).field("event_id", given).field("properties", Map.of("order_id", given)), WEB);
    assertThat(web.isValid()).isTrue();
    assertThat(sent(web)).doesNotContain("event_id", "order_id");
    assertThat(web.violations()).hasSize(2).allMatch(v -> v.message().contains("lost digits"));
  }

  @Test
  void norIsOneOfJson() {
    assertThat(
            check(good(CRM).field("lead", Map.of("lead_id", new BigDecimal("7.311111E18"))), CRM)
                .isValid())
        .isFalse();
    assertThat(
            check(good(CRM).field("lead", Map.of("lead_id", 7_311_111_111_111_111_169L)), CRM)
                .isValid())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "7,311,111,111,111,111,111 7311111111111111111",
        "7311111111111111111.0 7311111111111111111",
        "'7311111111111111111 7311111111111111111",
        "l,2 l,2"
      },
      quoteCharacter = '$')
  void aLeadsIdIsDigits(String given, String sent) {
    ValidationResult result = check(good(CRM).field("lead", Map.of("lead_id", given)), CRM);
    assertThat(sent(result)).contains("\"lead_id\":\"" + sent + '"');
  }

  @Test
  void anIdOfFifteenDigitsAndZerosIsToldOf() {
    ValidationResult result =
        check(good(CRM).field("lead", Map.of("lead_id", "7311111111111110000")), CRM);
    assertThat(result.violations()).extracting(Violation::rule).contains(Rule.DIGITS_LOST);
    assertThat(result.isValid()).isTrue();
    assertThat(check(good(CRM), CRM).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__LEAD_ID__",
        "{{lead_id}}",
        " ${lead_id} ",
        "%%LEAD_ID%%",
        "*|ID|*",
        "<%= id %>"
      })
  void aPlaceThatNobodyFilledIsNoId(String given) {
    ValidationResult lead = check(good(CRM).field("lead", Map.of("lead_id", given)), CRM);
    assertThat(lead.isValid()).isFalse();
    assertThat(lead.violations().toString()).contains("lead.lead_id PLACEHOLDER");
    ValidationResult web =
        check(good(WEB).field("event_id", given).field("user", Map.of("ttclid", given)), WEB);
    assertThat(web.violations().toString()).contains("event_id PLACEHOLDER", "ANONYMOUS");
    assertThat(sent(web)).doesNotContain(given.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.28889E+18", "7.288888888888889e18", "7E+18"})
  void aSourcesIdInScientificNotationIsRefused(String id) {
    assertThatThrownBy(() -> EventSource.crm(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scientific notation")
        .hasMessageContaining("as text");
    assertThat(EventSource.web("1E2F3A4B5C6D7E8F9A0B").id()).isEqualTo("1E2F3A4B5C6D7E8F9A0B");
  }

  @ParameterizedTest
  @CsvSource({
    "1767225600000, milliseconds",
    "1767225600000000, microseconds",
    "1767225600000000000, nanoseconds",
    "1767225600000000000.0, nanoseconds",
    "46345.4244444, spreadsheet",
    "20261120, yyyymmdd"
  })
  void otherNumbersOfTimeAreRefusedByName(String given, String name) {
    ValidationResult result = check(good(WEB).field("event_time", given), WEB);
    assertThat(result.isValid()).isFalse();
    assertThat(result.violations().toString()).contains("event_time", name);
  }

  @Test
  void aTimeOfTooFewDigitsIsToldOf() {
    assertThat(check(good(WEB).field("event_time", "1.7672E9"), WEB).violations().toString())
        .contains("event_time DIGITS_LOST (warning)", "whole number");
    assertThat(
            check(good(WEB).field("event_time", new BigDecimal("1.7672E9")), WEB)
                .violations()
                .toString())
        .contains("DIGITS_LOST");
    assertThat(check(good(WEB).field("event_time", "1.767225600E9"), WEB).violations()).isEmpty();
    assertThat(check(good(WEB).field("event_time", "1767225600"), WEB).violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9511&0", "95110;1", "1000/2", "#95110", "95_110"})
  void aPostalCodeIsLettersAndDigits(String given) {
    ValidationResult result = check(good(WEB).field("user", Map.of("zip_code", given)), WEB);
    assertThat(result.violations().toString()).contains("user.zip_code MALFORMED");
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
