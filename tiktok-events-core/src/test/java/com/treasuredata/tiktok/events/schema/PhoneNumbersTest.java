package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be anybody's number is not hashed, and what is plainly one is understood. */
class PhoneNumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tel:+1-213-373-4253 | +12133734253",
        "TEL: +1 213 373 4253 | +12133734253",
        "+1-213-373-4253-x11 | +12133734253",
        "+1 (213) 373-4253 ext. 45 | +12133734253",
        "+12133734253;ext=555 | +12133734253",
        "+1 213 373 4253, Ext 5 | +12133734253",
        "+1 213 373 4253 #45 | +12133734253",
        "+1 213 373 4253 extension 45 | +12133734253",
        "+1 (213) 373-4253 (x45) | +12133734253",
        "+49 (0) 30/901820 | +4930901820",
        "+49 30/90 18 20 | +4930901820",
        "+39 06 1234567 | +39061234567",
        "+225 07 12 34 56 78 | +2250712345678",
        "+44 (0)20 7946 0958 | +442079460958",
        "0081 90 1234 5678 | +819012345678",
        "+7 912 345 67 89 | +79123456789"
      })
  void isUnderstood(String given, String number) {
    ValidationResult result = check(good(WEB).field("user", Map.of("phone", given)), WEB);
    assertThat(sent(result)).contains(Sha256.hex(number));
    assertThat(result.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+113108207129 | 10 digits behind +1",
        "+1 13108207129 | 10 digits behind +1",
        "+1310820712 | 10 digits behind +1",
        "+1234567 | 10 digits behind +1",
        "+1 000 000 0000 | begin with 2 to 9",
        "+1 213 073 4253 | begin with 2 to 9",
        "+1 113 373 4253 | begin with 2 to 9",
        "+8181901234567 | digits behind +81",
        "+81 090-1234-5678 | no 0 behind the country code 81",
        "+44 020 7946 0958 | no 0 behind the country code 44",
        "+49 030 901820 | no 0 behind the country code 49",
        "+2103734253 | a country code after + that a country has",
        "+999 123 456 78 | a country code after + that a country has",
        "+3108207129 | no 0 behind the country code 31",
        "+91 98765 4321 | 10 digits behind +91",
        "+33 1 23 45 67 8 | 9 digits behind +33",
        "+1 213 373 4253/30 | behind the slash",
        "+49 30 901820/30 | behind the slash",
        "+1 213 373 4253 / 213 373 4254 | behind the slash",
        "+1 213 373 4253 or later | digits with + and country code",
        "+1 213 373 4253 x | digits with + and country code",
        "213-373-4253 | starts with + and its country code"
      })
  void isLeftOutWithAdvice(String given, String advice) {
    ValidationResult result = check(good(WEB).field("user", Map.of("phone", given)), WEB);
    assertThat(sent(result)).doesNotContain("phone");
    assertThat(result.violations().toString()).contains("user.phone MALFORMED (warning)", advice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+", "++12133734253", "ext", "x11", "tel:", "+1x1", "00", "+00", "/", "+1/2/3"})
  void oddTextsAreNoNumbers(String given) {
    assertThat(sent(check(good(WEB).field("user", Map.of("phone", given)), WEB)))
        .doesNotContain("phone");
  }

  @Test
  void anyTextEndsSoon() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String piece : List.of("+", "/", "x1", "(0)", "ext. ", ";", "1/", "tel:")) {
            check(good(WEB).field("user", Map.of("phone", "+1" + piece.repeat(300_000))), WEB);
          }
        });
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
