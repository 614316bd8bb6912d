package com.treasuredata.tiktok.events.testing;

import java.time.Instant;

/** A CRM event set (§3.4). */
record CrmSet(String advertiserId, String id, String name, Instant created) implements OwnedSource {
  @Override
  public String eventSource() {
    return "crm";
  }

  @Override
  public String eventSourceId() {
    return id;
  }

  /** As documented for {@code /crm/list/} and {@code /crm/create/}. */
  JsonObject listed() {
    return new JsonObject()
        .put("event_set_id", id)
        .put("name", name)
        .put("create_time", created.toString());
  }
}
