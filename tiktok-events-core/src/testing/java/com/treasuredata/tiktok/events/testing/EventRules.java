package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.Checks.BOOLEAN;
import static com.treasuredata.tiktok.events.testing.Checks.DIGEST;
import static com.treasuredata.tiktok.events.testing.Checks.DIGESTS;
import static com.treasuredata.tiktok.events.testing.Checks.ID;
import static com.treasuredata.tiktok.events.testing.Checks.INTEGER;
import static com.treasuredata.tiktok.events.testing.Checks.NUMBER;
import static com.treasuredata.tiktok.events.testing.Checks.TEXT;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one event of a request, by event source.
 *
 * <p>A field that is not documented for the source is tolerated, as the evidence has it (§2), but
 * its type is checked all the same.
 */
final class EventRules {
  private static final String V1 = "an Events API 1.0 field; ";

  /** §2.2. */
  private static final Shape USER =
      Shape.builder()
          .optional("email", DIGESTS)
          .optional("phone", DIGESTS)
          .optional("external_id", DIGESTS)
          .optional("ttclid", TEXT)
          .optional("ttp", TEXT)
          .optional("ip", Checks.IP)
          .optional("user_agent", TEXT)
          .optional("locale", TEXT)
          .optional("idfa", Checks.IDFA)
          .optional("idfv", TEXT)
          .optional("gaid", Checks.GAID)
          .optional(
              "att_status",
              Checks.oneOf(
                  "AUTHORIZED", "DENIED", "NOT_DETERMINED", "RESTRICTED", "NOT_APPLICABLE"))
          .optional("first_name", DIGEST)
          .optional("last_name", DIGEST)
          .optional("zip_code", DIGEST)
          .optional("city", Checks.UNHASHED)
          .optional("state", Checks.UNHASHED)
          .optional("country", Checks.UNHASHED)
          .mistaken("emails", V1 + "event/track takes user.email, a string or an array.")
          .mistaken("phone_number", V1 + "event/track takes user.phone.")
          .mistaken("phone_numbers", V1 + "event/track takes user.phone, a string or an array.")
          .mistaken("lead_id", "belongs into lead.lead_id of a crm event.")
          .build();

  /** §2.3, one of {@code contents}. */
  private static final Shape CONTENT =
      Shape.builder()
          .optional("content_id", TEXT)
          .optional("content_name", TEXT)
          .optional("content_category", TEXT)
          .optional("content_type", TEXT)
          .optional("brand", TEXT)
          .optional("price", NUMBER)
          .optional("quantity", INTEGER)
          .build();

  /** §2.3. */
  private static final Shape PROPERTIES =
      Shape.builder()
          .optional("contents", Checks.arrayOf(CONTENT))
          .optional("content_ids", Checks.arrayOf(TEXT))
          .optional("content_type", Checks.oneOf("product", "product_group"))
          .optional("currency", Checks.CURRENCY)
          .optional("value", NUMBER)
          .optional("num_items", INTEGER)
          .optional("search_string", TEXT)
          .optional("query", TEXT)
          .optional("description", TEXT)
          .optional("order_id", TEXT)
          .optional("shop_id", TEXT)
          .optional("customer_type", Checks.oneOf("new", "returning"))
          .optional("delivery_category", TEXT)
          .optional("predicted_ltv", NUMBER)
          .mistaken("contents_ids", "a misspelling of content_ids.")
          .build();

  /** §2.4; an empty page is tolerated, one that says something names its URL (§2.1). */
  private static final Shape PAGE =
      Shape.builder().required("url", ID).optional("referrer", TEXT).mayBeEmpty().build();

  /** §2.6. */
  private static final Shape AD =
      Shape.builder()
          .optional("callback", TEXT)
          .optional("campaign_id", TEXT)
          .optional("ad_id", TEXT)
          .optional("creative_id", TEXT)
          .optional("is_retargeting", BOOLEAN)
          .optional("attributed", BOOLEAN)
          .optional("attribution_type", TEXT)
          .optional("attribution_provider", TEXT)
          .optional("attribution_share", Checks.SHARE)
          .build();

  /** Rules by the value of {@code event_source} (§1.2). */
  private static final Map<String, EventRules> BY_SOURCE =
      Map.of(
          "web", new EventRules("web", Checks.EVENT, true),
          "app", new EventRules("app", Checks.EVENT, false),
          "offline", new EventRules("offline", Checks.STANDARD_EVENT, true),
          "crm", new EventRules("crm", Checks.EVENT, true));

  private final String source;
  private final Shape event;
  private final boolean limitsData;
  private final boolean deduplicates;

  private EventRules(String source, Check eventName, boolean deduplicates) {
    this.source = source;
    this.event = event(eventName, source.equals("app"), source.equals("crm"));
    this.limitsData = source.equals("web") || source.equals("app"); // §7
    this.deduplicates = deduplicates; // §6: unknown for app
  }

  /** The rules for this value of {@code event_source}, or null if there is no such source. */
  static @Nullable EventRules of(String source) {
    return BY_SOURCE.get(source);
  }

  String source() {
    return source;
  }

  boolean deduplicates() {
    return deduplicates;
  }

  /**
   * Judges one element of {@code data}.
   *
   * @throws Refusal if it breaks a rule; the path is relative to the event
   */
  void judge(JsonReader in, EventNotes notes) throws IOException {
    notes.clear();
    event.judge(in, notes);
    if (limitsData && notes.limitedDataUse && !notes.publicIp) {
      throw Refusal.invalid("true needs a public user.ip.").under("limited_data_use"); // §7
    }
  }

  /** §2.1, with §2.5 and §2.7. */
  private static Shape event(Check eventName, boolean app, boolean crm) {
    return Shape.builder()
        .required("event", eventName)
        .required("event_time", Checks.EVENT_TIME)
        .optional("event_id", Checks.EVENT_ID)
        .optional("user", USER)
        .optional("properties", PROPERTIES)
        .optional("page", PAGE)
        .optional("ad", AD)
        .optional("limited_data_use", Checks.LIMITED_DATA_USE)
        .field("app", app(app), app)
        .field("lead", lead(crm), crm)
        .mistaken("event_source", "belongs beside data, not into an event.")
        .mistaken("event_source_id", "belongs beside data, not into an event.")
        .mistaken("test_event_code", "belongs beside data, not into an event.")
        .mistaken("pixel_code", V1 + "event/track takes event_source_id beside data.")
        .mistaken("timestamp", V1 + "event/track takes event_time in Unix seconds.")
        .mistaken("context", V1 + "event/track takes user, page and ad in the event.")
        .build();
  }

  private static Shape app(boolean idRequired) {
    return Shape.builder()
        .field("app_id", ID, idRequired)
        .optional("app_name", TEXT)
        .optional("app_version", TEXT)
        .build();
  }

  private static Shape lead(boolean idRequired) {
    return Shape.builder()
        .field("lead_id", ID, idRequired)
        .optional("lead_event_source", TEXT)
        .build();
  }
}
