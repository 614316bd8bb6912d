package com.treasuredata.tiktok.events.internal.schema;

/** Whether a field leaves the process as a SHA-256 digest (events-api.md §2.2). */
public enum Hashing {
  /** It is sent as text, and is not taken hashed. */
  NONE,
  /** It is always sent hashed; a value that is a digest already is sent as it is. */
  ALWAYS,
  /** It is sent as it came: as text, or as a digest if it is one. */
  AS_GIVEN
}
