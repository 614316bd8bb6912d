package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Checks rows of a query, and shows what would be sent. Sends nothing. */
public final class ValidateBeforeSending {
  private ValidateBeforeSending() {}

  /**
   * Checks two rows, one of them with its time in milliseconds.
   *
   * @param args none
   */
  public static void main(String[] args) {
    long now = System.currentTimeMillis();
    check(
        List.of(
            Map.of("event", "Purchase", "event_time", now / 1000, "email", " Ada@Example.com "),
            Map.of("event", "Purchase", "event_time", now, "email", "bob@example.com")),
        System.out);
  }

  static void check(List<Map<String, ?>> rows, PrintStream out) {
    // README: validate
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.WEB);
    EventValidator validator = EventValidator.of(EventSourceType.WEB);

    for (Map<String, ?> row : rows) {
      ValidationResult result = validator.validate(mapper.map(row));
      result.violations().forEach(out::println);
      result
          .prepared()
          .map(PreparedEvent::encode)
          .ifPresent(json -> out.println(new String(json, StandardCharsets.UTF_8)));
    }
    // README ends
  }
}
