package com.treasuredata.tiktok.events.internal.schema;

import static com.treasuredata.tiktok.events.internal.schema.FieldType.BOOLEAN;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.COUNT;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.NUMBER;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.OBJECT;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.OBJECT_LIST;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.RATIO;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.STRING_LIST;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.TEXT;
import static com.treasuredata.tiktok.events.internal.schema.FieldType.TIME;
import static com.treasuredata.tiktok.events.internal.text.TextForm.APP_ID;
import static com.treasuredata.tiktok.events.internal.text.TextForm.CITY;
import static com.treasuredata.tiktok.events.internal.text.TextForm.CLICK_ID;
import static com.treasuredata.tiktok.events.internal.text.TextForm.COOKIE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.COUNTRY;
import static com.treasuredata.tiktok.events.internal.text.TextForm.CURRENCY;
import static com.treasuredata.tiktok.events.internal.text.TextForm.EMAIL;
import static com.treasuredata.tiktok.events.internal.text.TextForm.GAID;
import static com.treasuredata.tiktok.events.internal.text.TextForm.IDFA;
import static com.treasuredata.tiktok.events.internal.text.TextForm.IDFV;
import static com.treasuredata.tiktok.events.internal.text.TextForm.IP;
import static com.treasuredata.tiktok.events.internal.text.TextForm.LOCALE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.PERSON_NAME;
import static com.treasuredata.tiktok.events.internal.text.TextForm.PHONE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.PLAIN;
import static com.treasuredata.tiktok.events.internal.text.TextForm.POSTAL_CODE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.STATE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.URL;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of all fields of events-api.md §2, in the order of those pages.
 *
 * <p>The four letters of a row stand for web, app, offline and CRM: R is required, r documented as
 * required but not insisted on, o optional, - not for this source.
 */
public final class FieldTable {
  private static final List<EventField> FIELDS = create();

  private static final Map<String, EventField> BY_PATH = new HashMap<>();

  static {
    for (EventField field : FIELDS) {
      BY_PATH.put(field.path(), field);
    }
  }

  private final List<EventField> rows = new ArrayList<>();

  private FieldTable() {}

  /** Returns the fields of all kinds of sources, in the order of TikTok's documentation. */
  public static List<EventField> fields() {
    return FIELDS;
  }

  /** Returns the field at a path, such as {@code user.email}; {@code null} if there is none. */
  public static @Nullable EventField find(String path) {
    return BY_PATH.get(path);
  }

  /**
   * Returns the field at a path that the table has.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static EventField field(String path) {
    EventField field = find(path);
    if (field == null) {
      throw new IllegalArgumentException(path);
    }
    return field;
  }

  private static List<EventField> create() {
    FieldTable table = new FieldTable();
    table.event();
    table.user();
    table.properties();
    table.contents();
    table.page();
    table.app();
    table.ad();
    table.lead();
    return List.copyOf(table.rows);
  }

  /** §2.1. An id on app events isn't documented and does no harm, so it is kept. */
  private void event() {
    add("event", TEXT, "RRRR", "the name of what happened; case matters");
    add("event_time", TIME, "RRRR", "when it happened");
    essential(
        "event_id",
        TEXT,
        "oooo",
        "by this id an event counts once; the web pixel's, if it reports the event too");
    essential("user", OBJECT, "oooo", "who did it");
    essential(
        "properties",
        OBJECT,
        "oooo",
        "what it was about; other names than TikTok's are custom properties");
    essential("page", OBJECT, "o---", "the web page");
    essential("app", OBJECT, "-o--", "the app");
    essential("ad", OBJECT, "oo--", "the ad that a measurement partner credits");
    essential("lead", OBJECT, "---o", "the lead");
    essential(
        "limited_data_use",
        BOOLEAN,
        "oo--",
        "whether TikTok is to limit its use of the data; needs user.ip (§7)");
  }

  /** §2.2, with conflicts A to D resolved as the page advises. */
  private void user() {
    hashed("user.email", STRING_LIST, EMAIL, "oooo", "e-mail address: trimmed, lower case");
    hashed("user.phone", STRING_LIST, PHONE, "oooo", "phone number with + and country code: E.164");
    hashed("user.external_id", STRING_LIST, PLAIN, "o--o", "your own id of the person: trimmed");
    text("user.ttclid", CLICK_ID, "o---", "TikTok's click id, from the landing page's URL");
    text("user.ttp", COOKIE, "o---", "the value of the _ttp cookie");
    text("user.ip", IP, "oo--", "public IPv4 or IPv6 address");
    add("user.user_agent", TEXT, "oo--", "the browser's or app's user agent");
    text("user.locale", LOCALE, "oo--", "BCP 47 language tag");
    row(
        "user.idfa",
        TEXT,
        Hashing.AS_GIVEN,
        IDFA,
        "-o--",
        false,
        List.of(),
        "iOS advertising id: upper case");
    text("user.idfv", IDFV, "-o--", "iOS vendor id");
    row(
        "user.gaid",
        TEXT,
        Hashing.AS_GIVEN,
        GAID,
        "-o--",
        false,
        List.of(),
        "Google advertising id: lower case");
    oneOf(
        "user.att_status",
        "-o--",
        List.of("AUTHORIZED", "DENIED", "NOT_DETERMINED", "RESTRICTED", "NOT_APPLICABLE"),
        "the answer to App Tracking Transparency");
    hashed(
        "user.first_name",
        TEXT,
        PERSON_NAME,
        "o---",
        "first name: trimmed, lower case, no punctuation");
    hashed(
        "user.last_name",
        TEXT,
        PERSON_NAME,
        "o---",
        "last name: trimmed, lower case, no punctuation");
    text("user.country", COUNTRY, "o---", "ISO 3166-1 alpha-2 code: lower case");
    text(
        "user.state",
        STATE,
        "o---",
        "state: lower case, no spaces or punctuation; in the US two letters");
    text("user.city", CITY, "o---", "city: lower case, no spaces or punctuation");
    hashed(
        "user.zip_code",
        TEXT,
        POSTAL_CODE,
        "o---",
        "postal code: lower case, no spaces or dashes; US: 5 digits");
  }

  /** §2.3. */
  private void properties() {
    text(
        "properties.currency",
        CURRENCY,
        "oooo",
        "ISO 4217 code of the currency of value and prices");
    add("properties.value", NUMBER, "oooo", "the total amount");
    oneOf(
        "properties.content_type",
        "oooo",
        List.of("product", "product_group"),
        "what content ids name");
    add("properties.content_ids", STRING_LIST, "oooo", "ids of the products");
    add("properties.num_items", COUNT, "oooo", "how many items in all");
    add("properties.search_string", TEXT, "oooo", "what was searched for");
    add("properties.query", TEXT, "oooo", "the old name of search_string");
    add("properties.description", TEXT, "oooo", "description of the item or page");
    add("properties.order_id", TEXT, "oooo", "the order's id");
    add("properties.shop_id", TEXT, "oooo", "the shop's id");
    oneOf(
        "properties.customer_type",
        "oo--",
        List.of("new", "returning"),
        "whether the customer is new");
    oneOf(
        "properties.delivery_category",
        "oooo",
        List.of("in_store", "curbside", "home_delivery"),
        "how the goods reach the customer");
    add("properties.predicted_ltv", NUMBER, "oooo", "predicted life-time value");
    add("properties.contents", OBJECT_LIST, "oooo", "the products, one object each");
  }

  /** §2.3, {@code contents[]}. */
  private void contents() {
    add("properties.contents.content_id", TEXT, "oooo", "the product's id");
    add("properties.contents.content_name", TEXT, "oooo", "the product's name");
    add("properties.contents.content_category", TEXT, "oooo", "the product's category");
    add("properties.contents.brand", TEXT, "oooo", "the product's brand");
    oneOf(
        "properties.contents.content_type",
        "oooo",
        List.of("product", "product_group"),
        "Events API 1.0's place for properties.content_type");
    add("properties.contents.price", NUMBER, "oooo", "the price of one");
    add("properties.contents.quantity", COUNT, "oooo", "how many");
  }

  /** §2.4; that an event may do without a page is §2.1. */
  private void page() {
    text("page.url", URL, "r---", "full URL with its query");
    text("page.referrer", URL, "o---", "full URL of the page before");
  }

  /** §2.5. */
  private void app() {
    text(
        "app.app_id",
        APP_ID,
        "-R--",
        "the app's id in its store: digits for iOS, package name for Android");
    add("app.app_name", TEXT, "-o--", "the app's name");
    add("app.app_version", TEXT, "-o--", "the app's version");
  }

  /** §2.6; mind that ad_id is the ad group and creative_id the ad. */
  private void ad() {
    add("ad.callback", TEXT, "-o--", "attribution callback");
    add("ad.campaign_id", TEXT, "-o--", "the campaign's id");
    add("ad.ad_id", TEXT, "-o--", "the id of the ad group");
    add("ad.creative_id", TEXT, "-o--", "the id of the ad");
    add("ad.is_retargeting", BOOLEAN, "-o--", "whether it was a retargeting ad");
    add("ad.attributed", BOOLEAN, "-o--", "whether the event is attributed to TikTok");
    add("ad.attribution_type", TEXT, "-o--", "such as click_through");
    add("ad.attribution_provider", TEXT, "-o--", "who attributed it");
    add("ad.attribution_share", RATIO, "oo--", "TikTok's share of the credit, 0 to 1");
  }

  /** §2.7. */
  private void lead() {
    add("lead.lead_id", TEXT, "---R", "TikTok's id of the lead");
    add("lead.lead_event_source", TEXT, "---o", "the CRM's name");
  }

  private void add(String path, FieldType type, String presence, String description) {
    row(path, type, Hashing.NONE, PLAIN, presence, false, List.of(), description);
  }

  private void essential(String path, FieldType type, String presence, String description) {
    row(path, type, Hashing.NONE, PLAIN, presence, true, List.of(), description);
  }

  private void text(String path, TextForm form, String presence, String description) {
    row(path, TEXT, Hashing.NONE, form, presence, false, List.of(), description);
  }

  private void hashed(
      String path, FieldType type, TextForm form, String presence, String description) {
    row(path, type, Hashing.ALWAYS, form, presence, false, List.of(), description);
  }

  private void oneOf(String path, String presence, List<String> allowed, String description) {
    row(path, TEXT, Hashing.NONE, PLAIN, presence, false, allowed, description);
  }

  private void row(
      String path,
      FieldType type,
      Hashing hashing,
      TextForm form,
      String presence,
      boolean essential,
      List<String> allowed,
      String description) {
    Map<EventSourceType, Presence> perSource = new EnumMap<>(EventSourceType.class);
    perSource.put(EventSourceType.WEB, presence(presence.charAt(0)));
    perSource.put(EventSourceType.APP, presence(presence.charAt(1)));
    perSource.put(EventSourceType.OFFLINE, presence(presence.charAt(2)));
    perSource.put(EventSourceType.CRM, presence(presence.charAt(3)));
    rows.add(
        new EventField(
            rows.size(), path, type, hashing, form, perSource, essential, allowed, description));
  }

  private static Presence presence(char letter) {
    return switch (letter) {
      case 'R' -> Presence.REQUIRED;
      case 'r' -> Presence.RECOMMENDED;
      case 'o' -> Presence.OPTIONAL;
      case '-' -> Presence.NOT_APPLICABLE;
      default -> throw new AssertionError(letter); // The table above is all there is.
    };
  }
}
