package com.treasuredata.tiktok.events.benchmarks;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The kinds of rows that are measured; all values are text. */
public enum RowKind {
  /** What a shop's query gives: 17 columns, two products, three identifiers to hash. */
  TEXT("web rows, 17 text columns", EventSourceType.WEB),

  /** As {@link #TEXT}, with Japanese and French texts, and names and a city to fold. */
  UNICODE("web rows with Japanese and French texts", EventSourceType.WEB),

  /** Every identifier and text of a person: 25 columns, six to hash. */
  WIDE("web rows, 25 text columns", EventSourceType.WEB),

  /** A till's rows. */
  OFFLINE("offline rows", EventSourceType.OFFLINE),

  /** An app's rows. */
  APP("app rows", EventSourceType.APP),

  /** A CRM's rows. */
  CRM("CRM rows", EventSourceType.CRM),

  /** The values of {@link #TEXT}, given to the typed builders. */
  TYPED("typed events", EventSourceType.WEB),

  /** The fields of {@link #TEXT}, in columns of nested JSON. */
  NESTED("rows of nested JSON objects", EventSourceType.WEB),

  /** As {@link #TEXT}, with one wrong value in each row, which is left out. */
  LEFT_OUT("web rows with one left-out value each", EventSourceType.WEB);

  /** Few, since rows that have just been read are still in the processor's cache. */
  static final int DIFFERENT = 200;

  private static final String USER_AGENT =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0"
          + " Safari/537.36";

  private final String title;
  private final EventSourceType type;

  RowKind(String title, EventSourceType type) {
    this.title = title;
    this.type = type;
  }

  String title() {
    return title;
  }

  EventSourceType type() {
    return type;
  }

  EventSource source() {
    return switch (type) {
      case WEB -> EventSource.web("C4A1EXAMPLE0PIXEL7QG");
      case APP -> EventSource.app("7000000000000000002");
      case OFFLINE -> EventSource.offline("7000000000000000003");
      case CRM -> EventSource.crm("7000000000000000004");
    };
  }

  /** Returns whether the floor of text columns, and so any contender, can read it. */
  boolean isColumns() {
    return this != TYPED && this != NESTED;
  }

  /** Returns row {@code i}, of {@value #DIFFERENT} different ones. */
  Map<String, Object> row(int i) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event", this == CRM ? "Contact" : "Purchase");
    row.put("event_time", Long.toString(TimeUnit.MILLISECONDS.toSeconds(now()) - i));
    row.put("event_id", id(i));
    switch (this) {
      case TEXT, TYPED -> shop(row, i);
      case UNICODE -> unicode(row, i);
      case WIDE -> wide(row, i);
      case OFFLINE -> offline(row, i);
      case APP -> app(row, i);
      case CRM -> crm(row, i);
      case NESTED -> nested(row, i);
      case LEFT_OUT -> leftOut(row, i);
    }
    return row;
  }

  /** Returns the id of row {@code i}, which the sink counts by. */
  static String id(int i) {
    return "order-" + i;
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static void people(Map<String, Object> row, int i) {
    row.put("email", " Customer." + i + "@Example.com");
    row.put("phone", "+81 90-1234-" + (1000 + i % 9000));
  }

  private static void order(Map<String, Object> row, int i, String product) {
    row.put("value", i % 1000 + ".90");
    row.put("currency", "USD");
    row.put("order_id", "order-2026-" + i);
    row.put(
        "contents",
        "[{\"content_id\":\"SKU-"
            + i
            + "\",\"content_name\":\""
            + product
            + "\",\"price\":9.90,\"quantity\":2},{\"content_id\":\"SKU-2\",\"content_name\":\"Cap\","
            + "\"price\":40.2,\"quantity\":1}]");
  }

  private static void shop(Map<String, Object> row, int i) {
    people(row, i);
    row.put("external_id", "customer-" + i);
    row.put("ip", "203.0.113." + i % 250);
    row.put("user_agent", USER_AGENT);
    row.put("ttclid", "E.C.P.EXAMPLECLICKID" + i);
    row.put("url", "https://shop.example/thanks?order=" + i + "&utm_source=tiktok");
    row.put("referrer", "https://shop.example/basket");
    order(row, i, "Shirt");
    row.put("locale", "en-US");
    row.put("properties.gift_wrap", "red");
  }

  private static void unicode(Map<String, Object> row, int i) {
    shop(row, i);
    order(row, i, "半袖シャツ");
    row.put("url", "https://shop.example/%E6%9C%8D/été?order=" + i);
    row.put("properties.gift_wrap", "赤いリボン、été");
    row.put("first_name", "Élodie");
    row.put("last_name", "山田");
    row.put("city", "京都");
  }

  private static void wide(Map<String, Object> row, int i) {
    shop(row, i);
    row.put("ttp", "2aBcDeFgHiJkLmNoPqRsTuVwXyZ");
    row.put("first_name", "Ada");
    row.put("last_name", "Lovelace-King");
    row.put("city", "San José");
    row.put("state", "CA");
    row.put("country", "US");
    row.put("zip_code", "95110-1234");
    row.put("content_type", "product");
  }

  private static void offline(Map<String, Object> row, int i) {
    people(row, i);
    order(row, i, "Shirt");
    row.put("shop_id", "shop-" + i % 10);
  }

  private static void app(Map<String, Object> row, int i) {
    people(row, i);
    row.put("app_id", "com.example.shop");
    row.put("app_name", "Example Shop");
    row.put("app_version", "5.2." + i);
    row.put("gaid", "38400000-8cf0-11bd-b23e-10b96e4" + (10_000 + i));
    row.put("ip", "203.0.113." + i % 250);
    row.put("user_agent", USER_AGENT);
    row.put("locale", "en-US");
    row.put("value", i % 1000 + ".90");
    row.put("currency", "USD");
  }

  private static void crm(Map<String, Object> row, int i) {
    people(row, i);
    row.put("lead_id", "73111111111111" + (10_000 + i));
    row.put("lead_event_source", "Example CRM");
  }

  private static void nested(Map<String, Object> row, int i) {
    Map<String, Object> flat = new LinkedHashMap<>();
    shop(flat, i);
    row.put(
        "user",
        object(flat, "email", "phone", "external_id", "ip", "user_agent", "ttclid", "locale"));
    row.put("page", object(flat, "url", "referrer"));
    String properties = object(flat, "value", "currency", "order_id");
    row.put(
        "properties",
        properties.substring(0, properties.length() - 1)
            + ",\"contents\":"
            + flat.get("contents")
            + ",\"gift_wrap\":\"red\"}");
  }

  private static String object(Map<String, Object> flat, String... names) {
    StringBuilder json = new StringBuilder("{");
    for (String name : names) {
      json.append(json.length() > 1 ? ",\"" : "\"").append(name).append("\":\"");
      json.append(flat.get(name)).append('"');
    }
    return json.append('}').toString();
  }

  private static void leftOut(Map<String, Object> row, int i) {
    shop(row, i);
    switch (i % 4) {
      case 0 -> row.put("phone", "12");
      case 1 -> row.put("ip", "10.0.0." + i % 250);
      case 2 -> row.put("locale", "in English");
      default -> row.put("email", "customer." + i);
    }
  }
}
