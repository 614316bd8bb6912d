package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.SentStatistics.Repeat;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds events that have the name and the id of an earlier one, by a hash of both.
 *
 * <p>It keeps up to {@value #MAX_IDS} hashes of 64 bits, each with the number of its record: two
 * different ids are taken for the same once in about 60 million exports of that size. Beyond, it
 * keeps half of them, chosen by their hash, and counts each repeat of those twice; then a quarter,
 * and so on: an estimate. Takes at most 16 MB, and 8 MB more for a moment while it grows. For use
 * by one thread.
 */
final class RepeatedIds {
  static final int MAX_IDS = 750_000;

  private static final int FIRST_SLOTS = 1 << 10;
  private static final int LAST_SLOTS = 1 << 20;

  /** So many are looked up together. */
  private static final int TOGETHER = 256;

  /** How many repeats are kept with their record numbers. */
  private static final int FIRST_REPEATS = 10;

  private final int maxIds;
  private final List<Repeat> firstRepeats = new ArrayList<>();

  /** A hash and the number of its record, one after the other; a hash of 0 is a free slot. */
  private long[] table = new long[2 * FIRST_SLOTS];

  private final long[] newHashes = new long[TOGETHER];
  private final long[] newRecords = new long[TOGETHER];
  private int added;

  /** What was fetched; it is kept so that the fetching isn't optimised away. */
  @SuppressWarnings("UnusedVariable")
  private long fetched;

  private int size;
  private long repeats;

  /** Of the hashes only those are kept whose first so many bits are zeros. */
  private int level;

  RepeatedIds() {
    this(MAX_IDS);
  }

  /** Creates one that keeps fewer ids, for a test. */
  RepeatedIds(int maxIds) {
    this.maxIds = maxIds;
  }

  /** Records the event of a record. */
  void add(long record, long hash) {
    newHashes[added] = hash == 0 ? 1 : hash;
    newRecords[added] = record;
    added++;
    if (added == TOGETHER) {
      settle();
    }
  }

  /** Looks all new ones up together: the memory fetches many places at once, not each in turn. */
  private void settle() {
    for (int i = 0; i < added; i++) {
      fetched += table[firstSlot(newHashes[i])];
    }
    for (int i = 0; i < added; i++) {
      settle(newRecords[i], newHashes[i]);
    }
    added = 0;
  }

  private void settle(long record, long key) {
    if (!isKept(key)) {
      return;
    }
    int slot = slot(key);
    if (table[slot] == 0) {
      table[slot] = key;
      table[slot + 1] = record;
      size++;
      makeRoom();
    } else {
      repeats += 1L << level;
      if (firstRepeats.size() < FIRST_REPEATS) {
        firstRepeats.add(new Repeat(record, table[slot + 1]));
      }
    }
  }

  private boolean isKept(long key) {
    return level == 0 || key >>> (Long.SIZE - level) == 0;
  }

  /** Returns where a hash is, or would be put. */
  private int slot(long key) {
    int mask = table.length - 2;
    int slot = firstSlot(key);
    while (table[slot] != 0 && table[slot] != key) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private int firstSlot(long key) {
    return (int) (key << 1) & (table.length - 2);
  }

  private void makeRoom() {
    int slots = table.length / 2;
    if (size > maxIds) {
      level++;
      moveTo(slots);
    } else if (size > slots / 4 * 3 && slots < LAST_SLOTS) {
      moveTo(4 * slots);
    }
  }

  private void moveTo(int slots) {
    long[] old = table;
    table = new long[2 * slots];
    size = 0;
    for (int from = 0; from < old.length; from += 2) {
      if (old[from] != 0 && isKept(old[from])) {
        int slot = slot(old[from]);
        table[slot] = old[from];
        table[slot + 1] = old[from + 1];
        size++;
      }
    }
  }

  /** Returns how many events have the name and the id of an earlier one. */
  long repeats() {
    settle();
    return repeats;
  }

  /** Returns whether that is an estimate. */
  boolean isEstimate() {
    settle();
    return level > 0;
  }

  List<Repeat> firstRepeats() {
    settle();
    return firstRepeats;
  }
}
