package com.treasuredata.tiktok.events.fuzz;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * Rows that hold anything: good values, all but good ones, and what no row should hold. Addresses,
 * names and phone numbers in them can be told by {@link Planted#NAME} and {@link Planted#DIGITS}.
 */
@NullUnmarked // Rows have holes.
final class WildRows {
  private static final long NOW = 1_767_225_600;

  /** What each row has, so that enough of them are valid. */
  private static final Map<EventSourceType, String> NEEDED =
      Map.of(
          EventSourceType.WEB, "page_url",
          EventSourceType.APP, "app_id",
          EventSourceType.OFFLINE, "user.email",
          EventSourceType.CRM, "lead_id");

  private static final List<Object> ODDITIES =
      Arrays.asList(
          null,
          "",
          " ",
          "\u00A0\u200B\uFEFF",
          "\uD800",
          "\u0000\n\t\u2028",
          "{",
          "{}",
          "[",
          "[]",
          "[null,\"\",[[]]]",
          "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
          "[{\"content_id\":1,\"price\":\"9.90\"},{\"content_id\":{}},5]",
          "null",
          "true",
          "FALSE",
          "0",
          "-1",
          "1e400",
          "1E-400",
          "0x1F",
          "１２３",
          "NaN",
          "1767225600000",
          "2026-02-30T00:00:00Z",
          "2026-11-20 09:00:00 Asia/Tokyo",
          "9999-12-31T23:59:59Z",
          "848A771458438FC2EC420560D769FB9B9B86851EE338EC56517BAABD79D3BB4F",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "Robert'); DROP TABLE events;--",
          "a".repeat(5_000),
          "9".repeat(5_000),
          "[".repeat(5_000),
          "a@" + "b.".repeat(4_000) + "c",
          "+" + "(0)".repeat(4_000),
          "::ffff:8.8.8.8",
          "10.0.0.1",
          "product",
          "NEW",
          "USD",
          "en_US",
          "us",
          Integer.MIN_VALUE,
          Long.MAX_VALUE,
          -0.0,
          0.1f,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          1e308,
          new BigDecimal("1e-400"),
          new BigDecimal("12345678901234567890.123456789"),
          BigInteger.TEN.pow(200),
          true,
          false,
          'c',
          Instant.MIN,
          Instant.MAX,
          OffsetDateTime.MAX,
          LocalDate.EPOCH,
          new Timestamp(Long.MAX_VALUE),
          new UUID(1, 2),
          EventName.SEARCH,
          Thread.State.NEW,
          Optional.of("x"),
          new Object(),
          new byte[] {1, 2},
          new int[] {1, 2},
          new Object[] {"x", null, new Object[] {1}},
          CharBuffer.wrap("text"));

  private final Random random;
  private final EventSourceType type;
  private final List<String> columns = new ArrayList<>();
  private final List<String> personal = new ArrayList<>();
  private final List<String> standardNames =
      EventName.standardFor(EventSourceType.WEB).stream().map(EventName::value).toList();

  WildRows(EventSourceType type, long seed) {
    this.random = new Random(seed);
    this.type = type;
    for (EventField field : FieldTable.fields()) {
      List<String> names =
          List.of(
              field.path(),
              field.path().replace('.', '_'),
              field.path().toUpperCase(Locale.ROOT),
              field.name());
      (field.hashing() == Hashing.ALWAYS ? personal : columns).addAll(names);
    }
    columns.addAll(
        List.of("properties.gift", "properties_é ", "device", "warehouse", "", " ", "context"));
  }

  Map<String, Object> next() {
    Map<String, Object> row = random.nextBoolean() ? new LinkedHashMap<>() : new HashMap<>();
    row.put("event", mostly(pick(standardNames)));
    row.put("event_time", mostly(NOW - random.nextInt(100_000)));
    row.put(
        NEEDED.get(type),
        mostly(NEEDED.get(type).contains("email") ? email() : "https://a.example/7"));
    for (int i = random.nextInt(6); i > 0; i--) {
      row.put(pick(columns), random.nextInt(4) == 0 ? email() : wild(0));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      row.put(pick(personal), identifiers());
    }
    if (random.nextInt(10) == 0) {
      row.put(
          "user", "{\"email\":\"%s\",\"phone\":[\"+81%s1\"]}".formatted(email(), Planted.DIGITS));
    }
    return row;
  }

  private Object mostly(Object good) {
    return random.nextInt(15) == 0 ? wild(0) : good;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Object identifiers() {
    return switch (random.nextInt(4)) {
      case 0 -> List.of(identifier(), identifier());
      case 1 -> "[\"" + identifier() + "\", \"" + identifier() + "\"]";
      case 2 -> wild(0);
      default -> identifier();
    };
  }

  private String identifier() {
    return switch (random.nextInt(4)) {
      case 0 -> "+81 90-7133-559" + random.nextInt(10);
      case 1 -> "(+81) " + Planted.DIGITS + random.nextInt(10);
      case 2 -> "Qz-Planted'zq " + random.nextInt(1000);
      default -> email();
    };
  }

  private String email() {
    String address = Planted.NAME + random.nextInt(1000) + "@Example.com";
    return random.nextBoolean() ? address : ' ' + address.toUpperCase(Locale.ROOT) + '\u00A0';
  }

  private Object wild(int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 10)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextGaussian();
      case 2 -> characters();
      case 6 -> list(depth);
      case 7 -> new HashSet<>(list(depth));
      case 8 -> map(depth);
      case 9 -> depth == 0 ? endless() : map(depth);
      default -> pick(ODDITIES);
    };
  }

  private String characters() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      boolean any = random.nextInt(4) == 0;
      text.appendCodePoint(random.nextInt(any ? Character.MAX_CODE_POINT : 0x250));
    }
    return text.toString();
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(wild(depth + 1));
    }
    return list;
  }

  private Map<Object, Object> map(int depth) {
    Map<Object, Object> map = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Object name =
          random.nextInt(5) == 0
              ? random.nextInt()
              : pick(random.nextBoolean() ? columns : personal);
      map.put(
          name instanceof String text ? text.substring(text.lastIndexOf('.') + 1) : name,
          wild(depth + 1));
    }
    return map;
  }

  private static Object endless() {
    List<Object> list = new ArrayList<>();
    Map<String, Object> map = new HashMap<>(Map.of("list", list));
    list.add(map);
    return map;
  }
}
