package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers leave only as digests: nothing personal stands in a URL, a text or a property. */
class PersonalDataTest {
  /** Shares no code with the library. */
  private static final Pattern RAW =
      Pattern.compile(
          "(?i)alice_abc|213.{0,5}373.{0,5}4253|s3cret|lovelace|gmail\\.com"
              + "|[a-z0-9](?:@|%40|%2540|%252540)[a-z0-9-]+\\.[a-z]");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://shop.example/?email=ALICE_abc@gmail.com https://shop.example/?email=redacted",
        "https://shop.example/?a=1&e=ALICE_abc%40gmail.com&b=2 https://shop.example/?a=1&e=redacted&b=2",
        "https://shop.example/?e=ALICE_abc%2540gmail.com#top https://shop.example/?e=redacted#top",
        "https://shop.example/?e=%25252561LICE_abc%252540gmail.com https://shop.example/?e=redacted",
        "https://shop.example/?phone=%2B12133734253&x=1 https://shop.example/?phone=redacted&x=1",
        "https://shop.example/?p=+12133734253 https://shop.example/?p=redacted",
        "https://shop.example/?p=%2B1+213+373+4253 https://shop.example/?p=redacted",
        "https://shop.example/?p=%252B1%2520(213)%2520373-4253 https://shop.example/?p=redacted",
        "https://shop.example/?tel=213-373-4253 https://shop.example/?tel=redacted",
        "https://shop.example/?billing_phone=2133734253 https://shop.example/?billing_phone=redacted",
        "https://shop.example/?user[mobile]=12133734253 https://shop.example/?user[mobile]=redacted",
        "https://shop.example/?firstName=Ada&lastName=Lovelace https://shop.example/?firstName=redacted&lastName=redacted",
        "https://ada:s3cret@shop.example/a https://shop.example/a",
        "https://s3cret@shop.example https://shop.example",
        "https://shop.example/login?password=s3cret https://shop.example/login?password=redacted",
        "https://shop.example/u/ALICE_abc@gmail.com/orders https://shop.example/u/redacted/orders",
        "https://shop.example/u/tel:+12133734253 https://shop.example/u/redacted",
        "https://shop.example/#/thanks?mail=ALICE_abc@gmail.com https://shop.example/#/thanks?mail=redacted",
        "https://shop.example/#access_token=s3cret&x=1 https://shop.example/#access_token=redacted&x=1",
        "https://shop.example/?next=https%3A%2F%2Fb.example%2F%3Fe%3DALICE_abc%2540gmail.com https://shop.example/?next=redacted",
        "https://shop.example/?next=https://b.example/?e=ALICE_abc@gmail.com https://shop.example/?next=https://b.example/?e=redacted",
        "https://shop.example/?ALICE_abc@gmail.com=1 https://shop.example/?redacted",
        "https://shop.example/?e=alice_abc\uFF20gmail.com https://shop.example/?e=redacted"
      })
  void urlsAreSentWithoutIt(String given, String expected) {
    ValidationResult result =
        check(good(WEB).field("page", Map.of("url", given, "referrer", given)), WEB);
    Map<?, ?> page = page(result);
    assertThat(page.get("url")).isEqualTo(expected);
    assertThat(page.get("referrer")).isEqualTo(expected);
    assertThat(result.violations())
        .extracting(Violation::path, Violation::rule, Violation::severity)
        .contains(tuple("page.url", Rule.PERSONAL_DATA, Severity.WARNING));
    assertThat(result.violations().toString()).contains("redacted");
    assertThat(RAW.matcher(sent(result)).find()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/?ttclid=E.C.P.abc+12%2B34_%3D&utm_email=spring",
        "https://shop.example/a@2x.png?order=1001&sku=+12",
        "https://shop.example/@ada/status/12345678901?t=2026-11-20T10:30:00+09:00",
        "https://shop.example/maps/@35.68,139.76,17z",
        "https://shop.example/?q=mobile+phones&phone=iPhone15&email=",
        "https://shop.example/?email=848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f",
        "https://shop.example/?page=2&sum=5%25&tel=&name=tee",
        "https://shop.example/search?q=red+12345678",
        "https://[2001:db8::1]:443/?x=1"
      })
  void otherUrlsStayAsTheyAre(String url) {
    ValidationResult result = check(good(WEB).field("page", Map.of("url", url)), WEB);
    assertThat(page(result).get("url")).isEqualTo(url);
    assertThat(result.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALICE_abc@gmail.com",
        "write to ALICE_abc@gmail.com.",
        "Ada <alice_abc@gmail.com>",
        "mailto:alice_abc@gmail.com",
        "alice_abc%40gmail.com",
        "alice_abc%2540gmail.com",
        "call +1 (213) 373-4253 now",
        "tel:+12133734253",
        "\uFF0B12133734253",
        "%2B12133734253"
      })
  void textsAreLeftOut(String text) {
    ValidationResult result =
        check(
            good(WEB)
                .field("user", Map.of("user_agent", text, "ttclid", text))
                .field(
                    "properties",
                    Map.of(
                        "description",
                        text,
                        "order_id",
                        text,
                        "content_ids",
                        List.of("A", text),
                        "note",
                        text,
                        "deep",
                        Map.of("notes", List.of(Map.of("note", text))),
                        text,
                        "x",
                        "contents",
                        List.of(Map.of("content_id", "A", "content_name", text)))),
            WEB);
    assertThat(RAW.matcher(sent(result)).find()).as(sent(result)).isFalse();
    assertThat(result.violations().stream().filter(v -> v.rule() == Rule.PERSONAL_DATA))
        .hasSize(9)
        .allMatch(found -> found.message().contains("belongs in user."));
    assertThat(result.violations().toString()).doesNotContain("lice", "213");
  }

  @ParameterizedTest
  @CsvSource({
    "customer_phone, 213-373-4253",
    "billingPhoneNumber, 2133734253",
    "mobile, 213.373.4253",
    "firstName, Ada",
    "full_name, Ada Lovelace",
    "customer-name, Lovelace",
    "buyer_email, alice_abc@gmail.com"
  })
  void aPropertyWithTheNameOfSuchAFieldIsLeftOut(String name, String value) {
    ValidationResult result = check(good(WEB).field("properties", Map.of(name, value)), WEB);
    assertThat(sent(result)).doesNotContain(value);
    assertThat(result.violations()).anyMatch(v -> v.rule() == Rule.PERSONAL_DATA);
    assertThat(sent(check(good(WEB).field("properties", Map.of("phone_no", 2_133_734_253L)), WEB)))
        .doesNotContain("2133734253");
  }

  @ParameterizedTest
  @CsvSource({
    "mobile, iOS",
    "phone_model, Pixel 8",
    "product_name, Ada",
    "order_name, #1001",
    "email_campaign, spring",
    "note, logo@2x.png",
    "note, +5 %",
    "note, 2026-11-20T10:30:00+09:00",
    "score, 2133734253",
    "token, E.C.P.abc"
  })
  void othersAreKept(String name, String value) {
    ValidationResult result = check(good(WEB).field("properties", Map.of(name, value)), WEB);
    assertThat(sent(result)).contains(value);
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void aUrlInAPropertyIsSentWithoutItToo() {
    String url = "https://a.example/?x=1&first_name=Lovelace";
    ValidationResult result = check(good(WEB).field("properties", Map.of("landing", url)), WEB);
    assertThat(sent(result)).contains("https://a.example/?x=1&first_name=redacted");
  }

  @Test
  void isAnErrorWhenStrict() {
    assertThat(
            EventValidator.builder(WEB)
                .strict(true)
                .build()
                .validate(
                    good(WEB).field("page", Map.of("url", "https://u:s3cret@a.example/")).build())
                .isValid())
        .isFalse();
  }

  @Test
  void anyTextEndsSoon() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String piece :
              List.of(
                  "@", "a@", "+1", "+1(", "%25", "a@b.", "&a=+", "/@", "%2B1 ", "+1+", "a@b.c@")) {
            String text = piece.repeat(300_000);
            check(
                good(WEB)
                    .field("page", Map.of("url", "https://a.example/?" + text.replace(" ", "")))
                    .field("properties", Map.of("note", text, "phone", text)),
                WEB);
          }
        });
  }

  private static Map<?, ?> page(ValidationResult result) {
    return (Map<?, ?>) requireNonNull(result.orThrow().fields().get("page"));
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
