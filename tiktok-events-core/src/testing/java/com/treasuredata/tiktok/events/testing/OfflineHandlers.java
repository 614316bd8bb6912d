package com.treasuredata.tiktok.events.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists and creates offline event sets (§3.3). */
final class OfflineHandlers {
  /** The connector's documentation knows this limit; TikTok's pages do not. */
  private static final int MAX_SETS = 10;

  private final World world;

  OfflineHandlers(World world) {
    this.world = world;
  }

  /** How the name filter matches is not published; as with pixels, it is not to be relied on. */
  JsonObject get(Call call, Grant grant) {
    Query query = Query.of(call);
    String advertiserId = world.advertiser(query.required("advertiser_id"), grant);
    List<String> ids = query.ids("event_set_ids", Integer.MAX_VALUE);
    String name = query.text("name");
    List<OfflineSet> sets = new ArrayList<>(world.offlineSets().of(advertiserId));
    if (ids != null) {
      sets.removeIf(set -> !ids.contains(set.id()));
    }
    if (name != null) {
      String text = name.toLowerCase(Locale.ROOT);
      sets.removeIf(set -> !set.name().toLowerCase(Locale.ROOT).contains(text));
    }
    return new JsonObject()
        .objects("event_set_list", sets.stream().map(OfflineSet::listed).toList());
  }

  /** Takes the strict side of the conflict on {@code description}: it is required. */
  JsonObject create(Call call, Grant grant) {
    Fields fields = Fields.of(call);
    fields.require("advertiser_id", "name", "description");
    String advertiserId = world.advertiser(fields.text("advertiser_id"), grant);
    OfflineSet set =
        new OfflineSet(
            advertiserId,
            world.ids().number(),
            fields.nonBlank("name"),
            fields.nonBlank("description"),
            fields.bool("auto_tracking", false),
            world.now());
    world
        .offlineSets()
        .addIfFewerThan(
            MAX_SETS,
            other -> other.advertiserId().equals(advertiserId),
            set,
            "The advertiser has " + MAX_SETS + " offline event sets already.");
    return new JsonObject().put("event_set_id", set.id());
  }
}
