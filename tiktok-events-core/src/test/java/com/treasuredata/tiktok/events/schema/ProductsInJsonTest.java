package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products that come as JSON are what the same products are as objects. */
class ProductsInJsonTest {
  private static final List<String> VALUES =
      List.of(
          "9.90", "\"12.50\"", "3", "\"SKU-1\"", "\"Hemd, rot\"", "\"半袖\"", "null", "\"\"", "true");

  private static final List<String> NAMES =
      List.of("content_id", "content_name", "price", "quantity", "brand", "Price", "colour");

  private final Random random = new Random(11);

  @Test
  void sendsTheSameProductsFromJsonAsFromObjects() throws MalformedJsonException {
    int sent = 0;
    for (int i = 0; i < 5_000; i++) {
      String json = products(random.nextBoolean() ? ":" : " : ");
      ValidationResult ofJson = check(withProducts(json), WEB);
      ValidationResult ofObjects = check(withProducts(JsonScanner.parse(json)), WEB);
      assertThat(ofJson.violations()).as(json).isEqualTo(ofObjects.violations());
      assertThat(sent(ofJson)).as(json).isEqualTo(sent(ofObjects));
      sent += sent(ofJson).contains("\"contents\":[{") ? 1 : 0;
    }
    assertThat(sent).isGreaterThan(3_000);
  }

  @Test
  void readsProductsWhoseMembersStandInAnotherOrderThanThoseBefore() {
    String json =
        "[{\"content_id\":\"A\",\"price\":1},{\"price\":2,\"content_id\":\"B\"},"
            + "{\"content_id\":\"C\",\"price\":3}]";
    assertThat(sent(check(withProducts(json), WEB)))
        .contains(
            "[{\"content_id\":\"A\",\"price\":1},{\"content_id\":\"B\",\"price\":2},"
                + "{\"content_id\":\"C\",\"price\":3}]");
  }

  @Test
  void aNameTwiceInAProductCostsTheProductsAndNothingElse() {
    ValidationResult result =
        row("{\"value\":5,\"currency\":\"USD\",\"contents\":[{\"price\":1,\"price\":2}]}");
    assertThat(sent(result)).contains("{\"currency\":\"USD\",\"value\":5}");
    assertThat(result.violations())
        .extracting(Violation::path)
        .containsExactly("properties.contents");
  }

  @Test
  void aNameTwiceInPropertiesCostsTheEvent() {
    ValidationResult result = row("{\"value\":\"\",\"currency\":\"USD\",\"value\":5}");
    assertThat(result.isValid()).isFalse();
    assertThat(result.violations()).extracting(Violation::path).containsExactly("properties");
  }

  @Test
  void leavesOutAWordForNoneBehindASpace() {
    ValidationResult result = check(withProducts("[{\"content_id\":\" NULL\",\"price\":1}]"), WEB);
    assertThat(sent(result)).contains("\"contents\":[{\"price\":1}]");
    assertThat(result.violations())
        .extracting(Violation::rule)
        .contains(Rule.PLACEHOLDER, Rule.CONTENT_ID_MISSING);
  }

  private String products(String colon) {
    List<String> products = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      List<String> names = new ArrayList<>(NAMES);
      if (random.nextInt(3) == 0) {
        Collections.shuffle(names, random);
      }
      List<String> members = new ArrayList<>();
      for (String name : names.subList(0, 1 + random.nextInt(random.nextInt(4) == 0 ? 7 : 4))) {
        members.add('"' + name + '"' + colon + VALUES.get(random.nextInt(VALUES.size())));
      }
      products.add('{' + String.join(",", members) + '}');
    }
    return products.toString();
  }

  private static Event.Builder withProducts(Object products) {
    return good(WEB).field("properties", Map.of("contents", products));
  }

  private static ValidationResult row(String properties) {
    Map<String, Object> row =
        Map.of(
            "event",
            "Purchase",
            "event_time",
            Samples.NOW.getEpochSecond(),
            "email",
            Checking.ALICE,
            "url",
            "https://shop.example/thanks",
            "properties",
            properties);
    Event event = ColumnMapper.forRows(WEB).map(row);
    return EventValidator.builder(WEB).clock(Samples.CLOCK).build().validate(event);
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
