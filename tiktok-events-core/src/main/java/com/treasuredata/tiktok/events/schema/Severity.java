package com.treasuredata.tiktok.events.schema;

/** What a broken rule means for the event. */
public enum Severity {
  /** The event can't be sent. */
  ERROR,
  /** The event is sent; what the rule is about may be left out, as the message says. */
  WARNING
}
