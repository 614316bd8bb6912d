package com.treasuredata.tiktok.events.examples.sample;

/** What a row suffers when it is written. */
enum Damage {
  NONE,
  /** The last fields of a CSV row are missing. */
  TOO_SHORT,
  /** A CSV row has a field more than there are columns. */
  TOO_LONG,
  /** A line of JSON ends in the middle. */
  CUT
}
