package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that is printed holds a value of an event: identifiers planted in it never show up. */
class NoRawValuesTest {
  private final Random random = new Random(20260101);

  @ParameterizedTest
  @EnumSource
  void keepsPlantedValuesToItself(EventSourceType type) {
    List<String> columns = new ArrayList<>(List.of("properties.custom", "unmatched", "context"));
    FieldTable.fields().forEach(field -> columns.add(field.path()));
    for (String column : columns) {
      for (boolean strict : new boolean[] {false, true}) {
        for (Object planted : planted("s3cret" + random.nextLong(Long.MAX_VALUE))) {
          List<String> printed = new ArrayList<>();
          print(type, strict, row(column, planted), printed);
          print(type, strict, twice(column, planted), printed);

          assertThat(String.join("\n", printed).toLowerCase(Locale.ROOT))
              .as(column + " " + planted.getClass())
              .contains("event[")
              .doesNotContain("s3cret");
        }
      }
    }
  }

  /** Returns texts, right and wrong ones for all kinds of fields, and other things with them. */
  private static List<Object> planted(String secret) {
    return List.of(
        secret,
        secret + "@example.com",
        "+81" + secret,
        "https://" + secret + ".example/?q=" + secret,
        "https:/" + secret,
        "{\"" + "x\":\"" + secret + "\"",
        "[\"" + secret + "\",\"" + secret + "@example.com\",{\"a\":\"" + secret + "\"}]",
        "{\"content_id\":\""
            + secret
            + "\",\"price\":\""
            + secret
            + "\",\"email\":\""
            + secret
            + "\"}",
        List.of(secret, List.of(secret)),
        Map.of(
            "email", secret, "lead_id", secret, "custom", List.of(secret, secret + "@a.example")),
        secret.toCharArray(),
        new Secretive(secret));
  }

  private record Secretive(String secret) {}

  private static Map<String, Object> row(String path, Object value) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event", "Purchase");
    row.put("event_time", "1767225600");
    row.put("limited_data_use", "true");
    row.put(path, value);
    return row;
  }

  /** Returns a row with two columns that give different values for a field. */
  private static Map<String, Object> twice(String path, Object value) {
    Map<String, Object> row = row(path, value);
    row.put(path.toUpperCase(Locale.ROOT) + ' ', "other");
    return row;
  }

  private static void print(
      EventSourceType type, boolean strict, Map<String, Object> row, List<String> printed) {
    try {
      ColumnMapper mapper = ColumnMapper.forRows(type);
      Event event = mapper.map(row);
      printed.add(event.toString());
      printed.add(mapper.unmatchedColumns().toString());
      ValidationResult result = EventValidator.builder(type).strict(strict).build().validate(event);
      printed.add(result.toString());
      result.violations().forEach(violation -> printed.add(violation.toString()));
      printed.add(result.prepared().map(PreparedEvent::toString).orElse("none"));
      result.orThrow();
    } catch (InvalidEventException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        printed.add(cause.toString());
      }
      printed.add(e.violations().toString());
    }
  }
}
