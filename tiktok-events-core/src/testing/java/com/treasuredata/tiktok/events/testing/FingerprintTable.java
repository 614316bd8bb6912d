package com.treasuredata.tiktok.events.testing;

/** Fingerprints and the second each was received, in two arrays: 12 bytes a slot, no objects. */
final class FingerprintTable {
  /** At most this many slots: 768 KiB a table. */
  static final int MAX_SLOTS = 1 << 16;

  private static final int MIN_SLOTS = 1 << 6;
  private static final long FREE = 0;

  private long[] prints = new long[MIN_SLOTS];
  private int[] seconds = new int[MIN_SLOTS];
  private int size;

  /** Tells whether the table takes no further fingerprint. */
  boolean isFull() {
    return prints.length == MAX_SLOTS && isCrowded();
  }

  /** Tells whether {@code print} was put less than {@code window} seconds before {@code second}. */
  boolean holds(long print, int second, int window) {
    int slot = slotOf(nonZero(print));
    return prints[slot] != FREE && second - seconds[slot] < window;
  }

  /** Remembers {@code print} as received at {@code second}, in place of what was known of it. */
  void put(long print, int second) {
    long key = nonZero(print);
    int slot = slotOf(key);
    if (prints[slot] == FREE) {
      if (isCrowded()) {
        grow();
        slot = slotOf(key);
      }
      prints[slot] = key;
      size++;
    }
    seconds[slot] = second;
  }

  private boolean isCrowded() {
    return size >= prints.length / 4 * 3;
  }

  private int slotOf(long key) {
    int mask = prints.length - 1;
    int slot = (int) key & mask;
    while (prints[slot] != FREE && prints[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldPrints = prints;
    int[] oldSeconds = seconds;
    prints = new long[oldPrints.length * 2];
    seconds = new int[prints.length];
    for (int i = 0; i < oldPrints.length; i++) {
      if (oldPrints[i] != FREE) {
        int slot = slotOf(oldPrints[i]);
        prints[slot] = oldPrints[i];
        seconds[slot] = oldSeconds[i];
      }
    }
  }

  private static long nonZero(long print) {
    return print == FREE ? 1 : print;
  }
}
