package com.treasuredata.tiktok.events.testing;

import java.util.ArrayList;
import java.util.List;

/** Lists apps (§3.2); it knows no pages and no names to filter by. */
final class AppHandlers {
  private final World world;

  AppHandlers(World world) {
    this.world = world;
  }

  JsonObject list(Call call, Grant grant) {
    Query query = Query.of(call);
    String advertiserId = world.advertiser(query.required("advertiser_id"), grant);
    List<String> storeIds = query.ids("app_platform_ids", Integer.MAX_VALUE);
    List<MobileApp> apps = new ArrayList<>(world.mobileApps().of(advertiserId));
    if (storeIds != null) {
      apps.removeIf(app -> !storeIds.contains(app.storeId()));
    }
    return new JsonObject().objects("apps", apps.stream().map(MobileApp::listed).toList());
  }
}
