package com.treasuredata.tiktok.events.event;

/** A person's answer to iOS App Tracking Transparency (events-api.md §2.2). */
public enum AttStatus {
  /** Tracking is allowed. */
  AUTHORIZED,
  /** Tracking is refused. */
  DENIED,
  /** Not asked yet. */
  NOT_DETERMINED,
  /** The device doesn't allow it. */
  RESTRICTED,
  /** iOS before 14, or Android. */
  NOT_APPLICABLE
}
