package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.strictly;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids, products, countries and events in the words of others. */
class OtherWordsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '$',
      value = {
        "E.C.P.abc, E.C.P.abc",
        "ttclid=E.C.P.abc, E.C.P.abc",
        "?utm=1&ttclid=E.C.P.abc&x=1, E.C.P.abc",
        "https://shop.example/?ttclid=E.C.P.abc#top, E.C.P.abc",
        "E.C.P.abc%2B%3D, E.C.P.abc+=",
        "\"E.C.P.abc\", E.C.P.abc",
        "'E.C.P.abc', E.C.P.abc"
      })
  void aClickIdIsTakenOutOfWhatHoldsIt(String given, String id) {
    ValidationResult result = check(good(WEB).field("user", Map.of("ttclid", given)), WEB);
    assertThat(sent(result)).contains("\"ttclid\":\"" + id + '"');
    assertThat(result.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__CLICKID__",
        "ttclid=__CLICKID__",
        "https://shop.example/?ttclid={{ttclid}}",
        "https://shop.example/?gclid=1",
        "{{ttclid}}",
        "ttclid=",
        "not set yet",
        "fb.1.1596403881668.abc",
        "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f"
      })
  void whatIsNoClickIdIsNoMatchKey(String given) {
    ValidationResult result = check(good(WEB).field("user", Map.of("ttclid", given)), WEB);
    assertThat(sent(result)).doesNotContain("ttclid");
    assertThat(result.violations().toString()).contains("user.ttclid", "ANONYMOUS");
  }

  @Test
  void aUrlCountsOnlyWithAClickId() {
    for (String id : new String[] {"__CLICKID__", "", "%7B%7Bttclid%7D%7D", "&x=ttclid="}) {
      assertThat(anonymousAt("https://shop.example/?ttclid=" + id)).as(id).isTrue();
    }
    assertThat(anonymousAt("https://shop.example/?nottclid=E.C.P.abc")).isTrue();
    assertThat(anonymousAt("https://shop.example/?ttclid=E.C.P.abc")).isFalse();
  }

  private static boolean anonymousAt(String url) {
    return check(good(WEB).field("user", Map.of()).field("page", Map.of("url", url)), WEB)
        .violations()
        .toString()
        .contains("ANONYMOUS");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '$',
      value = {"2aBcDe, 2aBcDe", "_ttp=2aBcDe; _ga=GA1, 2aBcDe", "_ga=GA1; _ttp=2aBcDe, 2aBcDe"})
  void aCookieIsTakenOutOfItsHeader(String given, String id) {
    assertThat(sent(check(good(WEB).field("user", Map.of("ttp", given)), WEB)))
        .contains("\"ttp\":\"" + id + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "343200656, 343200656",
    "id343200656, 343200656",
    "343200656.0, 343200656",
    "https://apps.apple.com/us/app/shop/id343200656?mt=8, 343200656",
    "https://play.google.com/store/apps/details?id=com.example.shop&hl=en, com.example.shop",
    "com.example.shop, com.example.shop",
    "idle.game, idle.game"
  })
  void anAppsIdIsTakenOutOfItsStoresAddress(String given, String id) {
    assertThat(sent(check(good(APP).field("app", Map.of("app_id", given)), APP)))
        .contains("\"app_id\":\"" + id + '"');
  }

  @Test
  void aProductOfOthersGetsAdvice() {
    ValidationResult ga4 =
        check(
            good(WEB)
                .field(
                    "properties",
                    Map.of(
                        "contents",
                        "[{\"item_id\":\"A\",\"item_name\":\"Tee\",\"price\":9.9,\"qty\":2}]")),
            WEB);
    assertThat(ga4.violations().toString())
        .contains(
            "contents[0].item_id MISPLACED (warning): left out: TikTok has it as properties.contents.content_id",
            "content_name",
            "quantity",
            "contents[0] CONTENT_ID_MISSING (warning)");
    assertThat(
            check(
                    good(WEB)
                        .field(
                            "properties",
                            Map.of("items", "[{\"id\":1}]", "transaction_id", "T", "revenue", 5)),
                    WEB)
                .violations()
                .toString())
        .contains("properties.contents", "properties.order_id", "properties.value");
    finds(
        good(WEB)
            .field(
                "properties",
                Map.of(
                    "value",
                    5,
                    "currency",
                    "USD",
                    "revenue",
                    6,
                    "contents",
                    "[{\"content_id\":1,\"id\":2}]")),
        WEB);
    finds(
        good(WEB).field("properties", Map.of("content_ids", "gid://shopify/Product/123")),
        WEB,
        "properties.content_ids ODD_ID warning");
  }

  @Test
  void namesAreFoldedAtEveryLevel() {
    assertThat(
            sent(
                check(
                    good(WEB)
                        .field(
                            "properties",
                            Map.of(
                                "Currency",
                                "usd",
                                "VALUE",
                                "5",
                                "Contents",
                                "[{\"Content_ID\":\"A\"}]")),
                    WEB)))
        .contains("{\"contents\":[{\"content_id\":\"A\"}],\"currency\":\"USD\",\"value\":5}");
    assertThat(sent(check(good(CRM).field("lead", Map.of("Lead_Id", "73")), CRM)))
        .contains("\"lead_id\":\"73\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"[{\\\"content_id\\\":\\\"A\\\"}]\"",
        "[\"{\\\"content_id\\\":\\\"A\\\"}\"]",
        "{\"content_id\":\"A\"}"
      })
  void jsonAsATextOfJsonIsRead(String contents) {
    ValidationResult result =
        check(good(WEB).field("properties", Map.of("contents", contents)), WEB);
    assertThat(sent(result)).contains("\"contents\":[{\"content_id\":\"A\"}]");
    assertThat(sent(check(good(WEB).field("properties", "\"{\\\"num_items\\\":5}\""), WEB)))
        .contains("\"num_items\":5");
  }

  @ParameterizedTest
  @CsvSource({
    "USA, us", "usa, us", "U.S.A., us", "United States, us", "the united states, us", "UK, gb",
    "GBR, gb", "Great Britain, gb", "JPN, jp", "Japan, jp", "日本, jp", "Deutschland, de",
    "Côte d'Ivoire, ci", "South Korea, kr", "us, us", "Brasil, br", "deu, de"
  })
  void aCountryIsUnderstoodByItsName(String given, String code) {
    ValidationResult result =
        check(good(WEB).field("user", Map.of("country", given, "ttp", "x")), WEB);
    assertThat(sent(result)).contains("\"country\":\"" + code + '"');
    assertThat(result.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "California, ca",
    "new york, ny",
    "N.Y., ny",
    "CA, ca",
    "Washington D.C., dc",
    "Puerto Rico, pr"
  })
  void aStateOfTheUsIsUnderstoodByItsName(String given, String code) {
    assertThat(sent(check(good(WEB).field("user", Map.of("country", "USA", "state", given)), WEB)))
        .contains("\"state\":\"" + code + '"');
  }

  @Test
  void aCountryThatIsNotUnderstoodIsNotNone() {
    ValidationResult result =
        check(
            good(WEB)
                .field(
                    "user",
                    Map.of(
                        "country",
                        "Amerika?",
                        "state",
                        "California",
                        "zip_code",
                        "951101234",
                        "ttp",
                        "x")),
            WEB);
    assertThat(sent(result)).doesNotContain("country", "state", "zip");
    assertThat(result.violations())
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("user.country", "user.state", "user.zip_code");
    assertThat(
            sent(
                check(
                    good(WEB)
                        .field(
                            "user",
                            Map.of("country", "?", "state", "Ontario", "zip_code", "M5V 3L9")),
                    WEB)))
        .contains("\"state\":\"ontario\"", Sha256.hex("m5v3l9"));
    assertThat(
            check(good(WEB).field("user", Map.of("country", "USA", "zip_code", "2139")), WEB)
                .violations()
                .toString())
        .contains("leading 0");
  }

  @ParameterizedTest
  @CsvSource({
    "WEB, add_to_cart, AddToCart, NAME_CASE",
    "WEB, Add To Cart, AddToCart, NAME_CASE",
    "WEB, add-to-wishlist, AddToWishlist, NAME_CASE",
    "WEB, begin_checkout, InitiateCheckout, NAME_ELSEWHERE",
    "APP, begin_checkout, Checkout, NAME_ELSEWHERE",
    "WEB, view_item, ViewContent, NAME_ELSEWHERE",
    "WEB, Order Completed, Purchase, NAME_ELSEWHERE",
    "WEB, sign_up, CompleteRegistration, NAME_ELSEWHERE",
    "APP, sign_up, Registration, NAME_ELSEWHERE",
    "WEB, generate_lead, Lead, NAME_ELSEWHERE",
    "APP, af_purchase, Purchase, NAME_ELSEWHERE",
    "APP, first_open, InstallApp, NAME_ELSEWHERE",
    "WEB, page_view, Page, NAME_ELSEWHERE",
    "CRM, order_placed, Purchase, NAME_ELSEWHERE",
    "OFFLINE, order completed, Purchase, CUSTOM_NAME_NOT_ALLOWED",
    "OFFLINE, purchase, Purchase, CUSTOM_NAME_NOT_ALLOWED"
  })
  void anEventInAnotherPlatformsWordsIsNamed(
      EventSourceType type, String name, String standard, String rule) {
    ValidationResult result = check(good(type).field("event", name), type);
    assertThat(result.violations().toString()).contains("event " + rule, standard);
  }

  @ParameterizedTest
  @ValueSource(strings = {"商談成立", "qualified lead", "Посетил офис", "2nd visit", "対面 / 済"})
  void aLeadsStateHasAnyLetters(String name) {
    assertThat(strictly(good(CRM).field("event", name), CRM).violations()).isEmpty();
    finds(good(CRM).field("event", "x".repeat(51)), CRM, "event CUSTOM_NAME_SHAPE warning");
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
