package com.treasuredata.tiktok.events.export;

/** What to do about a record that can't be sent, or that TikTok refuses for its content. */
public enum InvalidRecordPolicy {
  /** Go on without it; it is reported. */
  SKIP,
  /** Send no further request, and stop with {@link ExportStoppedException}. */
  FAIL
}
