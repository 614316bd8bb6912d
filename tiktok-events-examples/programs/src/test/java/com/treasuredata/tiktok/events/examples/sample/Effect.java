package com.treasuredata.tiktok.events.examples.sample;

import java.util.Locale;

/** What a mistake should lead to. */
enum Effect {
  /** The event can't be sent. */
  INVALID,
  /** The event is sent, with a warning or without the field. */
  WARNING,
  /** The event was there before, and TikTok counts it once. */
  DUPLICATE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
