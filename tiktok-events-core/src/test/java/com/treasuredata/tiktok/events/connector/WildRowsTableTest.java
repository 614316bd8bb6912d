package com.treasuredata.tiktok.events.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows as people have them, and what becomes of each: {@code rows/wild-rows.tsv}. "sent" is what
 * the event holds, {@code not} and a field that it lacks, or {@code INVALID}; "finding" is the path
 * and rule that is told, or {@code -} for none.
 */
class WildRowsTableTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);

  static Stream<List<String>> table() throws IOException {
    try (InputStream in = WildRowsTableTest.class.getResourceAsStream("/rows/wild-rows.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> List.of(line.split("\t", -1)));
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void eachRowEndsAsTheTableSays(List<String> line) {
    EventSourceType type = EventSourceType.valueOf(line.get(1).toUpperCase(Locale.ROOT));
    Map<String, Object> row = good(type, line.get(2));
    row.put(line.get(2), line.get(3));
    ValidationResult result =
        EventValidator.builder(type)
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build()
            .validate(ColumnMapper.forRows(type).map(row));

    String sent =
        result
            .prepared()
            .map(PreparedEvent::encode)
            .map(b -> new String(b, UTF_8))
            .orElse("INVALID");
    String expected = line.get(4);
    if (expected.startsWith("not ")) {
      assertThat(sent).isNotEqualTo("INVALID").doesNotContain('"' + expected.substring(4) + '"');
    } else if (!expected.equals("sent")) {
      assertThat(sent).contains(expected);
    } else {
      assertThat(sent).isNotEqualTo("INVALID");
    }
    String findings = result.violations().toString();
    if (line.get(5).equals("-")) {
      assertThat(findings).isEqualTo("[]");
    } else {
      assertThat(findings).contains(line.get(5));
    }
  }

  /** A row that is complete but for the column in question. */
  private static Map<String, Object> good(EventSourceType type, String column) {
    Map<String, Object> row = new HashMap<>();
    row.put("event", "Purchase");
    row.put("event_time", NOW.getEpochSecond() - 60);
    switch (type) {
      case WEB -> {
        row.put("url", "https://shop.example/thanks");
        row.put("currency", "USD");
        row.put("value", "5");
        row.put("ip", "203.0.113.7");
        row.put("user_agent", "Mozilla/5.0");
        row.put("email", column.contains("email") ? null : "alice_abc@gmail.com");
      }
      case APP -> {
        row.put("app_id", "343200656");
        row.put("email", "alice_abc@gmail.com");
      }
      case OFFLINE -> row.put("email", column.startsWith("user_") ? null : "alice_abc@gmail.com");
      case CRM -> row.put("lead_id", "7311111111111111111");
    }
    row.remove(column);
    return row;
  }
}
