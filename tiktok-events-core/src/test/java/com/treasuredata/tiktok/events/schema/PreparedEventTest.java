package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.schema.Checking.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.Samples.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreparedEventTest {
  static List<Sample> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isTheSameBytesInWhateverOrderItWasMade(Sample sample) {
    Map<String, Object> fields = new HashMap<>(sample.fields());
    fields.put("device", Map.of("b", 1, "a", Map.of("d", 2, "c", 3)));
    Map<String, Object> properties =
        new HashMap<>(Map.of("z", "1", "y", "2", "x", Map.of("w", 3, "v", 4)));
    if (fields.get("properties") instanceof Map<?, ?> given) {
      properties.putAll(Samples.object(given));
    }
    fields.put("properties", properties);
    byte[] expected = encode(sample.type(), fields);

    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      Object shuffled = shuffled(fields, random);
      assertThat(encode(sample.type(), Samples.object(shuffled)))
          .asString(UTF_8)
          .isEqualTo(new String(expected, UTF_8));
    }
  }

  private static Object shuffled(Object value, Random random) {
    if (!(value instanceof Map)) {
      return value instanceof List<?> items
          ? items.stream().map(item -> shuffled(item, random)).toList()
          : value;
    }
    List<Map<String, Object>> types =
        List.of(
            new HashMap<>(random.nextInt(1, 100)),
            new LinkedHashMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Collections.reverseOrder()),
            new ConcurrentHashMap<>());
    Map<String, Object> copy = types.get(random.nextInt(types.size()));
    List<Map.Entry<String, Object>> entries = new ArrayList<>(Samples.object(value).entrySet());
    Collections.shuffle(entries, random);
    entries.forEach(entry -> copy.put(entry.getKey(), shuffled(entry.getValue(), random)));
    return copy;
  }

  @Test
  void isTheSameBytesForTheSameNumberOfAnyType() {
    List<Object> numbers =
        List.of(
            46,
            46L,
            (short) 46,
            (byte) 46,
            46.0,
            46f,
            "46",
            "46.00",
            "4.6e1",
            "+46",
            new BigDecimal("46.000"),
            new BigDecimal("0.46E2"),
            BigInteger.valueOf(46));
    for (Object number : numbers) {
      Map<String, Object> fields = new HashMap<>(offline());
      fields.put("event_time", 1_767_225_600L);
      fields.put(
          "properties",
          Map.of(
              "value",
              number,
              "num_items",
              number,
              "order_id",
              number instanceof String ? 46 : number));
      String json = new String(encode(EventSourceType.OFFLINE, fields), UTF_8);
      assertThat(json).contains("{\"num_items\":46,\"order_id\":\"46\",\"value\":46}");
    }
  }

  @Test
  void namesItsFieldsAndNotTheirValues() {
    assertThat(prepared(EventSourceType.OFFLINE, offline()))
        .hasToString("PreparedEvent[event, event_id, event_time, properties, user]");
  }

  @Test
  void knowsItsIdAndType() {
    PreparedEvent event = prepared(EventSourceType.OFFLINE, offline());

    assertThat(event.eventId()).contains("pos-store12-000451");
    assertThat(event.type()).isEqualTo(EventSourceType.OFFLINE);
  }

  private static Map<String, Object> offline() {
    return Samples.all().stream()
        .filter(sample -> sample.type() == EventSourceType.OFFLINE)
        .findFirst()
        .orElseThrow()
        .fields();
  }

  private static byte[] encode(EventSourceType type, Map<String, Object> fields) {
    return prepared(type, fields).encode();
  }

  private static PreparedEvent prepared(EventSourceType type, Map<String, Object> fields) {
    Event.Builder event = Event.builder();
    fields.forEach(event::field);
    return check(event, type).orThrow();
  }
}
