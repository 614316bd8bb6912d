package com.treasuredata.tiktok.events.testing;

import java.util.ArrayList;
import java.util.List;

/** Lists and creates CRM event sets (§3.4). */
final class CrmHandlers {
  private static final int MAX_SETS = 50;
  private static final int MAX_IDS = 50;
  private static final int MAX_NAME_LENGTH = 40;

  private final World world;

  CrmHandlers(World world) {
    this.world = world;
  }

  /** The name matches exactly, and together with the ids. */
  JsonObject list(Call call, Grant grant) {
    Query query = Query.of(call);
    String advertiserId = world.advertiser(query.required("advertiser_id"), grant);
    String name = query.text("name");
    List<String> ids = query.ids("event_set_ids", MAX_IDS);
    List<CrmSet> sets = new ArrayList<>(world.crmSets().of(advertiserId));
    if (name != null) {
      checkName(name);
      sets.removeIf(set -> !set.name().equals(name));
    }
    if (ids != null) {
      sets.removeIf(set -> !ids.contains(set.id()));
    }
    return new JsonObject().objects("crm_event_sets", sets.stream().map(CrmSet::listed).toList());
  }

  /** Nothing says that names are unique, so a repeated create makes a second set. */
  JsonObject create(Call call, Grant grant) {
    Fields fields = Fields.of(call);
    fields.require("advertiser_id", "name");
    String advertiserId = world.advertiser(fields.text("advertiser_id"), grant);
    String name = fields.nonBlank("name");
    checkName(name);
    CrmSet set = new CrmSet(advertiserId, world.ids().number(), name, world.now());
    world
        .crmSets()
        .addIfFewerThan(
            MAX_SETS,
            other -> other.advertiserId().equals(advertiserId),
            set,
            "The advertiser has " + MAX_SETS + " CRM event sets already.");
    return set.listed();
  }

  private static void checkName(String name) {
    if (name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
      throw Refusal.invalid("more than " + MAX_NAME_LENGTH + " characters.").under("name");
    }
  }
}
