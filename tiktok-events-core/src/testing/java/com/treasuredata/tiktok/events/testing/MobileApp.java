package com.treasuredata.tiktok.events.testing;

import java.time.Instant;
import java.util.List;

/** An app source (§3.2); events name its TikTok app id, advertisements its app id. */
record MobileApp(
    String advertiserId,
    String appId,
    String name,
    String storeId,
    String tiktokAppId,
    Instant created)
    implements OwnedSource {
  @Override
  public String eventSource() {
    return "app";
  }

  @Override
  public String eventSourceId() {
    return tiktokAppId;
  }

  /** As documented for {@code /app/list/}; Apple's store ids are digits, Google's are names. */
  JsonObject listed() {
    boolean apple = storeId.chars().allMatch(Character::isDigit);
    JsonObject tiktokApp = new JsonObject().put("tiktok_app_id", tiktokAppId);
    return new JsonObject()
        .put("advertiser_id", advertiserId)
        .put("app_id", appId)
        .put("app_name", name)
        .put("app_platform_id", storeId)
        .put("package_name", apple ? "id" + storeId : storeId)
        .put("platform", apple ? "IOS" : "ANDROID")
        .put("download_url", downloadUrl(apple))
        .put("icon", null)
        .objects("tiktok_apps", List.of(tiktokApp))
        .put("partner", null)
        .put("enable_retargeting", "NON_RETARGETING")
        .put("tracking_url", null)
        .put("self_attribution_enabled", false)
        .put("skan_allowed", apple)
        .put("create_time", created.toString());
  }

  private String downloadUrl(boolean apple) {
    return apple
        ? "https://apps.apple.com/app/id" + storeId
        : "https://play.google.com/store/apps/details?id=" + storeId;
  }
}
