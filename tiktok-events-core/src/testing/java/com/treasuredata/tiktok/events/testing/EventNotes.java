package com.treasuredata.tiktok.events.testing;

import org.jspecify.annotations.Nullable;

/** What the rules remember of the event at hand for the rules that look at two fields. */
final class EventNotes {
  String event = "";
  @Nullable String eventId;
  boolean limitedDataUse;
  boolean publicIp;

  void clear() {
    event = "";
    eventId = null;
    limitedDataUse = false;
    publicIp = false;
  }
}
