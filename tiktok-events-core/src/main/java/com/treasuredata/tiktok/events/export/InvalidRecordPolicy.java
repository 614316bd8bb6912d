package com.treasuredata.tiktok.events.export;

/** What to do about a record that can't be sent, or that TikTok refuses for its content. */
public enum InvalidRecordPolicy {
  /**
   * Go on without it; it is reported. TikTok refuses the batch that it is in as a whole: the batch
   * is sent again in parts until the record stands alone, unless that takes more than some hundred
   * requests, or events have no id by which TikTok would count them once.
   */
  SKIP,
  /** Send no further request, and stop with {@link ExportStoppedException}. */
  FAIL
}
