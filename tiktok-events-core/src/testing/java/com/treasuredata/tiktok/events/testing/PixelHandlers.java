package com.treasuredata.tiktok.events.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and creates pixels, and says what they counted (§3.1). */
final class PixelHandlers {
  private static final int MAX_PAGE_SIZE = 20;
  private static final int PAGE_SIZE = 10;
  private static final int MAX_NAME_LENGTH = 40;
  private static final Set<String> ORDERS = Set.of("EARLIEST_CREATE", "LATEST_CREATE");
  private static final Set<String> CATEGORIES =
      Set.of("ONLINE_STORE", "FILLING_FORM", "CONTACTS", "LANDING_PAGE", "CUSTOMIZE_EVENTS");

  private static final int MAX_IDS = 100;

  private final World world;
  private final EventCounts counts;

  PixelHandlers(World world, EventCounts counts) {
    this.world = world;
    this.counts = counts;
  }

  JsonObject list(Call call, Grant grant) {
    Query query = Query.of(call);
    String advertiserId = world.advertiser(query.required("advertiser_id"), grant);
    int page = query.integer("page", 1, Integer.MAX_VALUE, 1);
    int pageSize = query.integer("page_size", 1, MAX_PAGE_SIZE, PAGE_SIZE);
    String order = query.oneOf("order_by", ORDERS, "EARLIEST_CREATE");
    query.checkObject("filtering");
    List<Pixel> found = new ArrayList<>(world.pixels().of(advertiserId));
    found.removeIf(pixel -> !matches(pixel, query));
    if (order.equals("LATEST_CREATE")) {
      Collections.reverse(found);
    }
    return new JsonObject()
        .object(
            "page_info",
            new JsonObject()
                .put("page", page)
                .put("page_size", pageSize)
                .put("total_number", found.size())
                .put("total_page", (found.size() + pageSize - 1) / pageSize))
        .objects("pixels", page(found, page, pageSize).stream().map(Pixel::listed).toList());
  }

  /**
   * Says how often each event came. The page knows what is asked, and of the answer only that there
   * are counts per event: names and nesting here are invented.
   */
  JsonObject stats(Call call, Grant grant) {
    Query query = Query.of(call);
    String advertiserId = world.advertiser(query.required("advertiser_id"), grant);
    List<String> ids = query.numericIds("pixel_ids", MAX_IDS);
    DateRange range = DateRange.of(query);
    List<JsonObject> found = new ArrayList<>();
    for (Pixel pixel : world.pixels().of(advertiserId)) {
      if (ids == null || ids.contains(pixel.id())) {
        List<JsonObject> events = new ArrayList<>();
        counts
            .of(pixel.code(), range)
            .forEach(
                (event, count) ->
                    events.add(new JsonObject().put("event", event).put("total_count", count)));
        found.add(new JsonObject().put("pixel_id", pixel.id()).objects("events", events));
      }
    }
    return new JsonObject().objects("pixels", found);
  }

  JsonObject create(Call call, Grant grant) {
    Fields fields = Fields.of(call);
    fields.require("advertiser_id");
    String advertiserId = world.advertiser(fields.text("advertiser_id"), grant);
    String name = fields.text("pixel_name");
    checkName(name);
    String category = fields.oneOf("pixel_category", CATEGORIES, "CUSTOMIZE_EVENTS");
    Ids ids = world.ids();
    Pixel pixel =
        new Pixel(advertiserId, ids.number(), ids.pixelCode(), name, category, world.now(), false);
    world
        .pixels()
        .addIfFewerThan(
            1,
            other -> other.advertiserId().equals(advertiserId) && other.name().equals(name),
            pixel,
            "pixel_name already exists.");
    return pixel.answered();
  }

  /** The name filter is fuzzy: it finds names that contain the text, here in any case. */
  private static boolean matches(Pixel pixel, Query query) {
    return contains(pixel.name(), query.text("name"))
        && isAbsentOr(pixel.code(), query.text("code"))
        && isAbsentOr(pixel.id(), query.text("pixel_id"));
  }

  private static boolean contains(String name, @Nullable String text) {
    return text == null || name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isAbsentOr(String value, @Nullable String wanted) {
    return wanted == null || wanted.equals(value);
  }

  private static List<Pixel> page(List<Pixel> all, int page, int size) {
    long from = Math.min((page - 1L) * size, all.size());
    return all.subList((int) from, (int) Math.min(from + size, all.size()));
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw Refusal.invalid("pixel_name cannot be empty."); // the gateway's wording
    }
    if (name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
      throw Refusal.invalid("more than 40 characters.").under("pixel_name");
    }
    if (name.codePoints().anyMatch(c -> Character.getType(c) == Character.OTHER_SYMBOL)) {
      throw Refusal.invalid("contains an emoji.").under("pixel_name");
    }
  }
}
