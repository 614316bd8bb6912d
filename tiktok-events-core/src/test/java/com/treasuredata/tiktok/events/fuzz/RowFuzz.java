package com.treasuredata.tiktok.events.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.Samples;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.support.Traces;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rows as files hold them, a JSON object or a line for each column: any of them is an event without
 * raw identifiers, or invalid.
 */
public final class RowFuzz {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private RowFuzz() {}

  /** Called by Jazzer with one input after the other. */
  public static void fuzzerTestOneInput(byte[] input) {
    isTaken(input);
  }

  /** Returns whether the row is good for any kind of source. */
  static boolean isTaken(byte[] input) {
    Map<String, Object> row = row(new String(input, UTF_8));
    boolean taken = false;
    for (EventSourceType type : EventSourceType.values()) {
      taken |= isTaken(type, PlantedRow.of(row));
    }
    return taken;
  }

  private static Map<String, Object> row(String text) {
    try {
      if (JsonTree.parse(text) instanceof Map<?, ?> object) {
        return Samples.object(object);
      }
    } catch (MalformedJsonException e) {
      // No JSON: columns, then.
    }
    Map<String, Object> row = new LinkedHashMap<>();
    text.lines()
        .map(line -> line.split("=", 2))
        .filter(column -> column.length == 2)
        .forEach(column -> row.put(column[0], column[1]));
    return row;
  }

  /** Returns whether a row is good for a kind of source. */
  static boolean isTaken(EventSourceType type, Map<String, Object> row) {
    ColumnMapper mapper = ColumnMapper.builder(type).onUnmatched(column -> {}).build();
    EventValidator validator = EventValidator.builder(type).clock(Samples.CLOCK).build();
    EventValidator strict =
        EventValidator.builder(type).clock(Samples.CLOCK).strict(true).limitedDataUse(true).build();
    try {
      Event event = mapper.map(row);
      Planted.assertNotIn(event + " " + mapper.unmatchedColumns() + strict.validate(event));
      ValidationResult result = validator.validate(event);
      Planted.assertNotIn(result.toString());
      PreparedEvent prepared = result.orThrow();
      Planted.assertNotIn(prepared.toString());
      byte[] json = prepared.encode();
      assertGood(new String(json, UTF_8));
      byte[] again = validator.validate(mapper.map(row)).orThrow().encode();
      check(Arrays.equals(json, again), "the same row to give the same bytes");
      return true;
    } catch (InvalidEventException e) {
      Planted.assertNotIn(Traces.of(e));
      return false;
    }
  }

  private static void assertGood(String json) {
    Planted.assertNotIn(json);
    try {
      Map<String, Object> event = Samples.object(JsonTree.parse(json));
      check(JsonTree.toJson(event).equals(json), "to read what was written: " + json);
      if (event.get("user") instanceof Map<?, ?> user) {
        assertHashed(user);
      }
    } catch (MalformedJsonException e) {
      throw new AssertionError(json, e);
    }
  }

  private static void assertHashed(Map<?, ?> user) {
    for (EventField field : FieldTable.fields()) {
      Object value = field.parent().equals("user") ? user.get(field.name()) : null;
      if (value != null && field.hashing() == Hashing.ALWAYS) {
        List<?> values = value instanceof List<?> several ? several : List.of(value);
        check(
            !values.isEmpty() && values.stream().allMatch(RowFuzz::isDigest),
            "digests for " + field.path() + ": " + values);
      }
    }
  }

  private static boolean isDigest(Object value) {
    return value instanceof String text && DIGEST.matcher(text).matches();
  }

  private static void check(boolean holds, String claim) {
    if (!holds) {
      throw new AssertionError("expected " + claim);
    }
  }
}
