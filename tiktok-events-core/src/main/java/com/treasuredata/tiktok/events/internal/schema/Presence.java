package com.treasuredata.tiktok.events.internal.schema;

/** What TikTok's documentation says of a field for one kind of event source. */
public enum Presence {
  /** An event without it can't be sent. */
  REQUIRED,
  /** Documented as required, but TikTok's own samples do without it; required in strict mode. */
  RECOMMENDED,
  /** It may be there. */
  OPTIONAL,
  /** Not documented for this source: it is left out. */
  NOT_APPLICABLE
}
