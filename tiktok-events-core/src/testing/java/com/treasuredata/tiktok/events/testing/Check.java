package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonReader;
import java.io.IOException;

/** Consumes one JSON value and refuses it if it breaks a rule. */
@FunctionalInterface
interface Check {
  /**
   * Judges the value the reader stands at.
   *
   * @throws Refusal if the value breaks this rule
   * @throws IOException if the text is not JSON
   */
  void judge(JsonReader in, EventNotes notes) throws IOException;
}
