package com.treasuredata.tiktok.events.testing;

/**
 * Recognizes events that came before within 48 hours of their first reception (§6).
 *
 * <p>Bounded: each of 64 segments has a young and an old table, and when the young one is full it
 * takes the place of the old one. At least the last 3,100,000 different events are remembered, at
 * most twice as many, in at most 100 MB; one million take about 25 MB.
 */
final class Deduplication {
  private static final int WINDOW_SECONDS = 48 * 60 * 60;
  private static final int SEGMENT_BITS = 6;

  private final Segment[] segments = new Segment[1 << SEGMENT_BITS];

  Deduplication() {
    for (int i = 0; i < segments.length; i++) {
      segments[i] = new Segment();
    }
  }

  /** Tells whether this is the first such event of its window, and remembers it if so. */
  boolean isFirst(long print, long epochSecond) {
    int segment = (int) (print >>> (Long.SIZE - SEGMENT_BITS));
    return segments[segment].isFirst(print, (int) epochSecond);
  }

  private static final class Segment {
    private FingerprintTable young = new FingerprintTable();
    private FingerprintTable old = new FingerprintTable();

    synchronized boolean isFirst(long print, int second) {
      if (young.holds(print, second, WINDOW_SECONDS) || old.holds(print, second, WINDOW_SECONDS)) {
        return false;
      }
      if (young.isFull()) {
        old = young;
        young = new FingerprintTable();
      }
      young.put(print, second);
      return true;
    }
  }
}
