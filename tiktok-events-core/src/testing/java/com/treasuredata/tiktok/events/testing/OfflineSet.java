package com.treasuredata.tiktok.events.testing;

import java.time.Instant;

/** An offline event set (§3.3). */
record OfflineSet(
    String advertiserId,
    String id,
    String name,
    String description,
    boolean autoTracking,
    Instant created)
    implements OwnedSource {
  @Override
  public String eventSource() {
    return "offline";
  }

  @Override
  public String eventSourceId() {
    return id;
  }

  /** As documented for {@code /offline/get/}; the format of the times is not. */
  JsonObject listed() {
    return new JsonObject()
        .put("advertiser_id", advertiserId)
        .put("event_set_id", id)
        .put("name", name)
        .put("description", description)
        .put("auto_tracking", autoTracking)
        .put("create_time", created.toString())
        .put("update_time", created.toString());
  }
}
