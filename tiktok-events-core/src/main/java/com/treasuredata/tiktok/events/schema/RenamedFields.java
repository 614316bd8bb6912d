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
          Map.entry("test_event_code", REQUEST),
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

  private RenamedFields() {}

  /** Returns what to do about a field, or null if nothing is known against its name. */
  static @Nullable String advice(String parent, String name) {
    return ADVICE.get(parent.isEmpty() ? name : parent + '.' + name);
  }
}
