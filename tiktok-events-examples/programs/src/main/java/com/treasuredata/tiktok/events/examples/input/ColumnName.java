package com.treasuredata.tiktok.events.examples.input;

/** Columns as messages show them. */
final class ColumnName {
  private static final int LONGEST_SHOWN = 60;

  private ColumnName() {}

  /** Returns {@code name} in quotes, fit for a line of a log: cut if long, on one line. */
  static String shown(String name) {
    String start = name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
    return '"' + start.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
