package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.briefly;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.EventProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the schema doesn't know is sent in order, as far as JSON can carry it. */
class CustomFieldsTest {
  @Test
  void sendsCustomFieldsInTheOrderOfTheirNames() {
    EventProperties properties =
        EventProperties.builder()
            .field("z", List.of(1, "", List.of(), "b"))
            .field("a", Map.of("y", 2.50, "x", " t ", "w", " ", "v", Map.of()))
            .field("order_id", "7")
            .field("m", Instant.EPOCH)
            .field("n", true)
            .build();

    assertThat(sent(good(WEB).properties(properties), WEB))
        .asString()
        .contains(
            "\"properties\":{\"a\":{\"x\":\" t \",\"y\":2.5},"
                + "\"m\":\"1970-01-01T00:00:00Z\",\"n\":true,\"order_id\":\"7\",\"z\":[1,\"b\"]}");
  }

  @Test
  void leavesOutCustomValuesThatJsonHasNoFormFor() {
    List<Object> deep = new ArrayList<>();
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    for (int i = 0; i < 10_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    EventProperties properties =
        EventProperties.builder()
            .field("bytes", new byte[] {1})
            .field("nan", Double.NaN)
            .field("object", new Object())
            .field("endless", endless)
            .field("deep", deep)
            .build();

    ValidationResult result = check(good(WEB).properties(properties), WEB);

    assertThat(briefly(result))
        .filteredOn(found -> found.startsWith("properties."))
        .extracting(found -> found.replaceAll("\\[.*]", ""))
        .containsExactly(
            "properties.deep UNREADABLE warning",
            "properties.endless UNREADABLE warning",
            "properties.nan UNREADABLE warning",
            "properties.object UNREADABLE warning");
    assertThat(result.orThrow().fields()).doesNotContainKey("properties");
  }

  @Test
  void passesOnFieldsThatTikTokAddsBeforeWeDo() {
    assertThat(sent(good(WEB).field("ad", Map.of("utm_source", "x", "touchpoint_ts", 1)), WEB))
        .asString()
        .contains("\"ad\":{\"touchpoint_ts\":1,\"utm_source\":\"x\"}");
  }
}
