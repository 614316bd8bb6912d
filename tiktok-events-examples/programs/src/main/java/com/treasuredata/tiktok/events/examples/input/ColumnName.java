package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.internal.text.ForeignText;

/** Columns as messages show them. */
final class ColumnName {
  private ColumnName() {}

  /** Returns {@code name} in quotes, fit for a line of a log: cut if long, on one line. */
  static String shown(String name) {
    return ForeignText.quoted(name);
  }
}
