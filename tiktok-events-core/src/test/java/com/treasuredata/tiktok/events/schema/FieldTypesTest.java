package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.prepared;
import static com.treasuredata.tiktok.events.schema.Checking.sent;
import static com.treasuredata.tiktok.events.schema.Checking.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are read as what their fields are, whatever rows have them as. */
class FieldTypesTest {
  @Test
  void sendsNumbersAsNumbersAndIdsAsTexts() {
    EventProperties properties =
        EventProperties.builder()
            .field("value", " 59.90 ")
            .field("currency", "usd")
            .field("num_items", "3.0")
            .field("order_id", 90017L)
            .field("shop_id", 12.0)
            .field("predicted_ltv", 1e2)
            .field("content_ids", List.of(1077218, "x", "x"))
            .field("contents", "[{\"content_id\":1077218,\"price\":\"8.00\",\"quantity\":\"2\"}]")
            .field("content_type", "Product")
            .build();

    assertThat(sent(good(WEB).eventId(null).field("event_id", 7L).properties(properties), WEB))
        .asString()
        .contains("\"event_id\":\"7\"")
        .contains(
            "{\"content_ids\":[\"1077218\",\"x\",\"x\"],\"content_type\":\"product\","
                + "\"contents\":[{\"content_id\":\"1077218\",\"price\":8,\"quantity\":2}],"
                + "\"currency\":\"USD\",\"num_items\":3,\"order_id\":\"90017\","
                + "\"predicted_ltv\":100,\"shop_id\":\"12\",\"value\":59.9}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$59.90",
        "1,000",
        "-1,000",
        "12,34.50",
        "1.234,567.8",
        "1,2,3",
        "1,",
        ",",
        "1 00",
        "1'00.5",
        "0,123,456",
        "59,90 EUR",
        "(59.90)",
        "Infinity",
        "0x10",
        "1e31",
        "1-2",
        "1e999999999"
      })
  void leavesOutNumbersThatAreNone(String value) {
    finds(
        good(WEB).properties(EventProperties.builder().value(value, "USD").build()),
        WEB,
        "properties.value UNREADABLE warning");
  }

  @Test
  void leavesOutNumbersThatWouldTakeForeverToRead() {
    finds(
        good(WEB).properties(EventProperties.builder().value("9".repeat(1_000_000), "USD").build()),
        WEB,
        "properties.value UNREADABLE warning");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "TRUE,true", "1,true", "1.0,true", "false,false", "0,false"})
  void readsBooleansAsRowsHaveThem(String text, boolean expected) {
    Event.Builder event = good(WEB).user(user().ip("8.8.8.8").build());

    assertThat(prepared(event.field("limited_data_use", text), WEB).fields())
        .containsEntry("limited_data_use", expected);
  }

  @Test
  void takesWhatIsWrittenAsText() {
    UUID id = UUID.fromString("5d1c9e7a-0b3f-4a61-8f22-6c0e9b7d1a34");
    Event.Builder event = good(WEB).field("event", EventName.SEARCH).field("event_id", id);

    assertThat(prepared(event.field("user", Map.of("ttp", new StringBuilder("x"))), WEB).fields())
        .containsEntry("event", "Search")
        .containsEntry("event_id", "5d1c9e7a-0b3f-4a61-8f22-6c0e9b7d1a34")
        .containsEntry("user", Map.of("ttp", "x"));
  }

  @Test
  void wantsASharesNumberBetweenNothingAndAll() {
    finds(good(WEB).field("ad", Map.of("attribution_share", "0.5")), WEB);
    finds(
        good(WEB).field("ad", Map.of("attribution_share", 1.1)),
        WEB,
        "ad.attribution_share UNREADABLE warning");
    finds(
        good(WEB).field("ad", Map.of("attribution_share", -0.1)),
        WEB,
        "ad.attribution_share UNREADABLE warning");
  }

  @Test
  void dropsZerosThatSayNothing() {
    for (Object value :
        List.of("59.900000000000000000000000000000000", new BigDecimal("59.9E0"), "0059.90")) {
      assertThat(sent(good(WEB).field("properties", Map.of("value", value)), WEB))
          .asString()
          .contains("{\"value\":59.9}");
    }
    for (Object value : List.of("0.00", -0.0, "-0", "0e99", BigDecimal.ZERO.setScale(40))) {
      assertThat(sent(good(WEB).field("properties", Map.of("value", value)), WEB))
          .asString()
          .contains("{\"value\":0}");
    }
  }

  @Test
  void countsNothingBelowNothing() {
    finds(good(WEB).field("properties", Map.of("num_items", 0)), WEB);
    finds(
        good(WEB).field("properties", Map.of("num_items", -1)),
        WEB,
        "properties.num_items UNREADABLE warning");
  }

  @Test
  void leavesOutValuesThatTikTokDoesNotKnow() {
    finds(
        good(APP).user(user().field("att_status", "YES").build()),
        APP,
        "user.att_status NOT_ALLOWED warning");
    assertThat(sent(good(APP).user(user().field("att_status", "authorized").build()), APP))
        .asString()
        .contains("\"att_status\":\"AUTHORIZED\"");
  }

  @Test
  void takesOneProductOrSeveralAndNamesTheOneThatIsWrong() {
    finds(good(WEB).field("properties", Map.of("contents", Map.of("content_id", 1))), WEB);
    finds(good(WEB).field("properties", Map.of("contents", "{\"content_id\":1}")), WEB);
    finds(
        good(WEB)
            .field(
                "properties",
                Map.of(
                    "contents", List.of(Map.of("price", "a"), "x", "", Map.of("quantity", 1.5)))),
        WEB,
        "properties.contents[0].price UNREADABLE warning",
        "properties.contents[1] UNREADABLE warning",
        "properties.contents[3].quantity UNREADABLE warning",
        "properties.contents[0] CONTENT_ID_MISSING warning");
  }
}
