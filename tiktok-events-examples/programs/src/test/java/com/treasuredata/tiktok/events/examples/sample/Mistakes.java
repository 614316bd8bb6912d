package com.treasuredata.tiktok.events.examples.sample;

import com.treasuredata.tiktok.events.examples.sample.Mistake.Change;
import com.treasuredata.tiktok.events.examples.sample.Mistake.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mistakes that are made in single rows, and how often in each file. */
final class Mistakes {
  static final List<Mistake> ALL =
      List.of(
          invalid("event_missing", "event", times(3, 2, 1, 1), absent()),
          invalid("event_time_missing", "event_time", times(2, 1, 1, 1), absent()),
          invalid(
              "event_time_in_milliseconds",
              "event_time",
              times(3, 2, 2, 1),
              (row, path, dice) -> row.set(path, row.time() * 1000)),
          invalid("event_time_in_words", "event_time", times(1, 1, 1, 1), to("yesterday")),
          invalid(
              "event_time_without_zone",
              "event_time",
              times(2, 2, 1, 1),
              (row, path, dice) -> row.set(path, "2026-11-1" + dice.digits(1) + "T09:30:00")),
          invalid("event_time_zero", "event_time", times(1, 1, 1, 1), to(0L)),
          invalid(
              "event_time_negative",
              "event_time",
              times(1, 1, 1, 0),
              (row, path, dice) -> row.set(path, -row.time())),
          warning(
              "event_too_old",
              "event_time",
              times(4, 3, 1, 1),
              (row, path, dice) ->
                  row.set(path, SampleGenerator.daysFromBase(-dice.between(45, 200)))),
          warning(
              "event_in_future",
              "event_time",
              times(2, 1, 1, 1),
              (row, path, dice) ->
                  row.set(path, SampleGenerator.daysFromBase(dice.between(30, 300)))),
          warning(
              "event_renamed",
              "event",
              times(5, 0, 0, 0),
              (row, path, dice) -> {
                boolean purchase = row.has("properties.order_id");
                row.set(path, purchase ? "CompletePayment" : "SubmitForm");
              }),
          warning("custom_event_misnamed", "event", times(2, 0, 1, 0), to("Spin the wheel!")),
          invalid("custom_event_offline", "event", times(0, 3, 0, 0), to("LoyaltyCardSwiped")),
          invalid("app_id_missing", "app.app_id", times(0, 0, 4, 0), absent()),
          invalid("lead_id_missing", "lead.lead_id", times(0, 0, 0, 3), absent()),
          invalid(
              "match_keys_missing",
              "user",
              times(0, 4, 0, 0),
              (row, path, dice) -> row.removeAllOf(path)),
          warning(
              "visitor_unknown",
              "user",
              times(2, 0, 0, 0),
              (row, path, dice) -> row.removeAllOf(path).remove("limited_data_use")),
          warning(
              "email_malformed",
              "user.email",
              times(6, 4, 2, 1),
              (row, path, dice) -> {
                row.set(path, malformedEmail(row, dice));
                row.set("user.phone", row.person().phone().typed(dice));
              }),
          invalid(
              "email_malformed_alone",
              "user.email",
              times(0, 3, 0, 0),
              (row, path, dice) -> row.set(path, malformedEmail(row, dice)).remove("user.phone")),
          warning(
              "email_in_another_hash",
              "user.email",
              times(2, 1, 0, 0),
              (row, path, dice) -> {
                row.set(path, Sha256.hex(row.person().email()).substring(0, 32));
                row.set("user.phone", row.person().phone().typed(dice));
              }),
          warning(
              "email_hash_cut",
              "user.email",
              times(1, 1, 1, 0),
              (row, path, dice) -> {
                row.set(path, Sha256.hex(row.person().email()).substring(0, 63));
                row.set("user.phone", row.person().phone().typed(dice));
              }),
          warning(
              "email_hash_of_nothing",
              "user.email",
              times(2, 0, 0, 1),
              (row, path, dice) -> {
                row.set(path, Sha256.hex(""));
                row.set("user.phone", row.person().phone().typed(dice));
              }),
          warning(
              "phone_without_country",
              "user.phone",
              times(4, 3, 1, 1),
              (row, path, dice) -> {
                row.set(path, row.person().phone().withoutCountry());
                row.set("user.email", row.person().email());
              }),
          invalid(
              "phone_without_country_alone",
              "user.phone",
              times(0, 3, 0, 0),
              (row, path, dice) ->
                  row.set(path, row.person().phone().withoutCountry()).remove("user.email")),
          warning(
              "ip_malformed",
              "user.ip",
              times(2, 0, 1, 0),
              (row, path, dice) -> row.set(path, "203.0.113.300").remove("limited_data_use")),
          warning(
              "ip_private",
              "user.ip",
              times(3, 0, 1, 0),
              (row, path, dice) -> row.set(path, privateIp(dice)).remove("limited_data_use")),
          invalid(
              "limited_data_use_without_ip",
              "user.ip",
              times(3, 0, 2, 0),
              (row, path, dice) -> row.set("limited_data_use", true).remove("user.ip")),
          invalid(
              "limited_data_use_with_private_ip",
              "user.ip",
              times(2, 0, 1, 0),
              (row, path, dice) ->
                  row.set("limited_data_use", true).set("user.ip", privateIp(dice))),
          warning("country_in_words", "user.country", times(3, 0, 0, 0), to("United States")),
          warning("att_status_unknown", "user.att_status", times(0, 0, 2, 0), to("ALLOWED")),
          warning("idfa_malformed", "user.idfa", times(0, 0, 1, 0), to("unknown")),
          warning("retargeting_unknown", "ad.is_retargeting", times(0, 0, 1, 0), to("maybe")),
          warning("value_with_comma", "properties.value", times(3, 2, 1, 1), to("12,50")),
          warning("value_with_symbol", "properties.value", times(2, 2, 0, 0), to("$5")),
          warning("value_not_a_number", "properties.value", times(1, 1, 1, 0), to("NaN")),
          warning("currency_unknown", "properties.currency", times(2, 2, 1, 0), to("BTC")),
          warning(
              "contents_not_json",
              "properties.contents",
              times(2, 2, 0, 0),
              to("2 x SKU-TEE-01; 1 x SKU-CAP-02")),
          warning(
              "quantity_negative",
              "properties.contents",
              times(1, 1, 0, 0),
              (row, path, dice) -> row.set(path, contentsWithQuantity(row, -1L))),
          warning(
              "quantity_in_words",
              "properties.contents",
              times(1, 0, 1, 0),
              (row, path, dice) -> row.set(path, contentsWithQuantity(row, "two"))),
          warning(
              "customer_type_unknown", "properties.customer_type", times(2, 0, 1, 0), to("VIP")),
          invalid(
              "row_too_short",
              "",
              times(2, 2, 0, 0),
              (row, path, dice) -> row.suffer(Damage.TOO_SHORT)),
          invalid(
              "row_too_long",
              "",
              times(1, 1, 0, 0),
              (row, path, dice) -> row.suffer(Damage.TOO_LONG)),
          invalid("line_cut", "", times(0, 0, 3, 2), (row, path, dice) -> row.suffer(Damage.CUT)),
          invalid("event_time_of_a_spreadsheet", "event_time", times(2, 1, 1, 1), to("46345.42")),
          invalid(
              "event_time_as_digits_of_a_date", "event_time", times(1, 1, 1, 1), to("20261118")),
          warning(
              "email_placeholder",
              "user.email",
              times(3, 2, 1, 0),
              (row, path, dice) -> {
                row.set(path, dice.oneOf(List.of("NULL", "\\N", "undefined", "(not set)")));
                row.set("user.phone", row.person().phone().typed(dice));
              }),
          warning(
              "phone_with_impossible_digits",
              "user.phone",
              times(3, 2, 1, 0),
              (row, path, dice) -> {
                row.set(path, "+113108207129");
                row.set("user.email", row.person().email());
              }),
          warning(
              "order_id_in_scientific_notation",
              "properties.order_id",
              times(2, 1, 0, 0),
              to("7.31111E+18")),
          warning(
              "page_url_with_an_address",
              "page.url",
              times(3, 0, 0, 0),
              (row, path, dice) ->
                  row.set(path, "https://shop.example/thanks?email=" + row.person().email())));

  private Mistakes() {}

  /** Returns the change of the value at the mistake's path to {@code value}. */
  private static Change to(Object value) {
    return (row, path, dice) -> row.set(path, value);
  }

  /** Returns the removal of the value at the mistake's path. */
  private static Change absent() {
    return (row, path, dice) -> row.remove(path);
  }

  private static Mistake invalid(String kind, String path, Times times, Change change) {
    return new Mistake(kind, Effect.INVALID, path, times, change);
  }

  private static Mistake warning(String kind, String path, Times times, Change change) {
    return new Mistake(kind, Effect.WARNING, path, times, change);
  }

  private static Times times(int web, int offline, int app, int crm) {
    return new Times(web, offline, app, crm);
  }

  private static String malformedEmail(SampleRecord row, Dice dice) {
    String email = row.person().email();
    return dice.oneOf(
        List.of(
            email.replace("@", ""),
            email.replace("@", "@@"),
            email.replace("@", " at "),
            email.substring(0, email.indexOf('@') + 1),
            email.substring(email.indexOf('@')),
            "n/a"));
  }

  private static String privateIp(Dice dice) {
    return dice.oneOf(List.of("192.168.1.23", "10.0.0.7", "172.16.4.1", "127.0.0.1", "fe80::1"));
  }

  private static List<Object> contentsWithQuantity(SampleRecord row, Object quantity) {
    if (!(row.get("properties.contents") instanceof List<?> contents)) {
      throw new AssertionError("chosen because it has contents");
    }
    return contents.stream().map(content -> withQuantity((Map<?, ?>) content, quantity)).toList();
  }

  private static Object withQuantity(Map<?, ?> content, Object quantity) {
    Map<Object, Object> changed = new LinkedHashMap<>(content);
    changed.put("quantity", quantity);
    return changed;
  }
}
