package com.treasuredata.tiktok.events.testing;

/** Something events are reported for, as an advertiser owns it. */
sealed interface OwnedSource permits Pixel, MobileApp, OfflineSet, CrmSet {
  String advertiserId();

  String name();

  /** The value of {@code event_source} it goes with (§3.0). */
  String eventSource();

  /** The value of {@code event_source_id} that means it (§3.0). */
  String eventSourceId();

  /** Tells whether events can be sent to it. */
  default boolean isUsable() {
    return true;
  }
}
