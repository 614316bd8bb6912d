package com.treasuredata.tiktok.events.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields that people give by a name, or in a place, where TikTok doesn't read them: Events API
 * 1.0's (events-api.md §8), the request's own (§1.2), and the mistakes that other libraries make.
 */
final class RenamedFields {
  private static final String REQUEST = "belongs to the request, not to an event";

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("event_source", REQUEST),
          Map.entry("event_source_id", REQUEST),
          Map.entry("partner_name", REQUEST),
          Map.entry("pixel_code", "Events API 2.0 has it as the request's event_source_id"),
          Map.entry("timestamp", "Events API 2.0 has it as event_time"),
          Map.entry("context", "Events API 2.0 has user, page and ad in the event itself"),
          Map.entry("user.emails", "TikTok has it as user.email"),
          Map.entry("user.phone_number", "TikTok has it as user.phone"),
          Map.entry("user.phone_numbers", "TikTok has it as user.phone"),
          Map.entry("user.lead_id", "TikTok has it as lead.lead_id"),
          Map.entry("app.att_status", "TikTok has it as user.att_status"),
          Map.entry("properties.contents_ids", "TikTok has it as properties.content_ids"));

  /** What GA4, Meta, Segment and shops call a product's fields, and those of an order. */
  private static final Map<String, String> OF_PRODUCTS =
      Map.ofEntries(
          Map.entry("id", "content_id"),
          Map.entry("itemid", "content_id"),
          Map.entry("productid", "content_id"),
          Map.entry("contentid", "content_id"),
          Map.entry("skuid", "content_id"),
          Map.entry("sku", "content_id"),
          Map.entry("variantid", "content_id"),
          Map.entry("name", "content_name"),
          Map.entry("title", "content_name"),
          Map.entry("itemname", "content_name"),
          Map.entry("productname", "content_name"),
          Map.entry("contentname", "content_name"),
          Map.entry("category", "content_category"),
          Map.entry("itemcategory", "content_category"),
          Map.entry("productcategory", "content_category"),
          Map.entry("contentcategory", "content_category"),
          Map.entry("itembrand", "brand"),
          Map.entry("vendor", "brand"),
          Map.entry("itemprice", "price"),
          Map.entry("unitprice", "price"),
          Map.entry("productprice", "price"),
          Map.entry("qty", "quantity"),
          Map.entry("count", "quantity"),
          Map.entry("itemquantity", "quantity"),
          Map.entry("numitems", "quantity"));

  private static final Map<String, String> OF_ORDERS =
      Map.ofEntries(
          Map.entry("items", "contents"),
          Map.entry("products", "contents"),
          Map.entry("lineitems", "contents"),
          Map.entry("content", "contents"),
          Map.entry("contentid", "content_ids"),
          Map.entry("contentids", "content_ids"),
          Map.entry("productids", "content_ids"),
          Map.entry("itemids", "content_ids"),
          Map.entry("contenttype", "content_type"),
          Map.entry("transactionid", "order_id"),
          Map.entry("orderid", "order_id"),
          Map.entry("revenue", "value"),
          Map.entry("currencycode", "currency"),
          Map.entry("numitems", "num_items"),
          Map.entry("searchterm", "search_string"),
          Map.entry("searchstring", "search_string"));

  private RenamedFields() {}

  /** Returns the field that others call by a name, or null if none is known. */
  static @Nullable String productField(String parent, String name) {
    Map<String, String> fields =
        switch (parent) {
          case "properties" -> OF_ORDERS;
          case "properties.contents" -> OF_PRODUCTS;
          default -> Map.of();
        };
    if (fields.isEmpty() || name.length() > 30) {
      return null;
    }
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && c != '-' && c != ' ') {
        folded.append(Character.toLowerCase(c));
      }
    }
    return fields.get(folded.toString());
  }

  /** Returns what to do about a field, or null if nothing is known against its name. */
  static @Nullable String advice(String parent, String name) {
    return ADVICE.get(parent.isEmpty() ? name : parent + '.' + name);
  }
}
