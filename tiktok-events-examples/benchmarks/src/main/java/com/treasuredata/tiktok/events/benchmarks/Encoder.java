package com.treasuredata.tiktok.events.benchmarks;

/** Makes the JSON of events. For one thread. */
@FunctionalInterface
interface Encoder {
  /** Returns the JSON of the event of row {@code number}, in UTF-8. */
  byte[] encode(int number);

  /** Returns how long the JSON of these events is in all. */
  default long encodeAll(int first, int count) {
    long bytes = 0;
    for (int i = first; i < first + count; i++) {
      bytes += encode(i).length;
    }
    return bytes;
  }
}
