package com.treasuredata.tiktok.events.examples.sample;

/**
 * One of the ways rows go wrong.
 *
 * @param kind its name
 * @param effect what it should lead to
 * @param path where in an event it is; empty if the record as a whole can't be read
 * @param times how often it is made
 * @param change what makes it
 */
record Mistake(String kind, Effect effect, String path, Times times, Change change) {
  /** Changes a right row into a wrong one. */
  @FunctionalInterface
  interface Change {
    void in(SampleRecord row, String path, Dice dice);
  }

  /** How often a mistake is made in each file. */
  record Times(int web, int offline, int app, int crm) {
    int in(SampleSource source) {
      return switch (source) {
        case WEB -> web;
        case OFFLINE -> offline;
        case APP -> app;
        case CRM -> crm;
      };
    }
  }

  /** An event that was there before. */
  static final Mistake DUPLICATE =
      new Mistake(
          "duplicate",
          Effect.DUPLICATE,
          "event_id",
          new Times(6, 4, 0, 2),
          (row, path, dice) -> {});

  /** Tells whether {@code row} has what is to go wrong. */
  boolean fits(SampleRecord row) {
    return path.isEmpty() || row.has(path);
  }
}
