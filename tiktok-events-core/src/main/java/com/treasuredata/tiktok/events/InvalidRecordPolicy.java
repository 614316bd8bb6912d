package com.treasuredata.tiktok.events;

/** What to do about a record that can't be sent, or that TikTok refuses for its content. */
public enum InvalidRecordPolicy {
  /**
   * Go on without it; it is reported. TikTok refuses the batch that it is in as a whole: the batch
   * is sent again in parts until the record stands alone. If nearly all records are refused, or
   * events have no id by which TikTok would count them once, records are rejected together, as
   * {@link ExportReport#rejectedTogether} says.
   */
  SKIP,
  /** Send no further request, and stop with {@link ExportStoppedException}. */
  FAIL
}
