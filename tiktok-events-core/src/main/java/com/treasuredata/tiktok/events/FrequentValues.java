package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.SentStatistics.FrequentIdentifier;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of one field that stand on many events, in the memory of {@value #MAX_VALUES}
 * counters: Misra and Gries' algorithm. A value's count is never too high, and too low by less than
 * one in {@value #MAX_VALUES} of all events that were looked at; it is exact as long as the field
 * has no more different values. For use by one thread.
 */
final class FrequentValues {
  private static final int MAX_VALUES = 128;
  private static final int SLOTS = 2 * MAX_VALUES;

  /** A value is kept from its second event on, which most values never have. */
  private static final int KEPT_FROM = 2;

  private static final int DIGITS_SHOWN = 6;

  private final String path;
  private final boolean isDigest;
  private final long[] hashes = new long[SLOTS];

  /** How many events each value has at least; 0 is a free slot. */
  private final long[] counts = new long[SLOTS];

  private final @Nullable String[] values = new String[SLOTS];
  private int size;

  /** So many events each count stands for. */
  private long unit = 1;

  private boolean hasLostCounts;

  /**
   * Creates one.
   *
   * @param path the field: {@code user.email}
   * @param isDigest whether the field's values are sent as digests
   */
  FrequentValues(String path, boolean isDigest) {
    this.path = path;
    this.isDigest = isDigest;
  }

  /** Counts an event's value, or each of its values. */
  void add(@Nullable Object value) {
    if (value instanceof String text) {
      addText(text);
    } else if (value instanceof List<?> several) {
      for (Object one : several) {
        if (one instanceof String text) {
          addText(text);
        }
      }
    }
  }

  private void addText(String value) {
    long hash = TextHash.of(0, value);
    int slot = slot(hash);
    if (counts[slot] > 0) {
      counts[slot]++;
      if (counts[slot] >= KEPT_FROM && values[slot] == null) {
        values[slot] = value;
      }
    } else if (size < MAX_VALUES) {
      hashes[slot] = hash;
      counts[slot] = 1;
      values[slot] = null;
      size++;
    } else {
      countAllDown();
    }
  }

  /** Returns where a hash is, or would be put; there are always free slots. */
  private int slot(long hash) {
    int slot = (int) hash & (SLOTS - 1);
    while (counts[slot] > 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  /** Takes one from each count; what had more than one stays. */
  private void countAllDown() {
    hasLostCounts = true;
    replaceCounts(1, 1);
  }

  /**
   * From now on only one in {@code part} of the events is counted; so many each count stands for.
   */
  void coarsen(int part) {
    replaceCounts(0, part);
    unit *= part;
  }

  private void replaceCounts(int less, int dividedBy) {
    long[] oldHashes = hashes.clone();
    long[] oldCounts = counts.clone();
    @Nullable String[] oldValues = values.clone();
    Arrays.fill(counts, 0);
    size = 0;
    for (int old = 0; old < SLOTS; old++) {
      long count = (oldCounts[old] - less) / dividedBy;
      if (count > 0) {
        int slot = slot(oldHashes[old]);
        hashes[slot] = oldHashes[old];
        counts[slot] = count;
        values[slot] = oldValues[old];
        size++;
      }
    }
  }

  /** Returns the values that stand on at least {@code events} events, in no order. */
  List<FrequentIdentifier> onAtLeast(long events) {
    List<FrequentIdentifier> found = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      String value = values[slot];
      if (counts[slot] > 0 && value != null && counts[slot] * unit >= events) {
        found.add(
            new FrequentIdentifier(
                path, mark(value), counts[slot] * unit, unit > 1 || hasLostCounts));
      }
    }
    return found;
  }

  /**
   * Returns a short mark. Whoever has the events can find the value by it. Trying all values
   * doesn't find it, since many have the same mark; a whole digest of an IP address could be found
   * that way.
   */
  private String mark(String value) {
    String digest = isDigest ? value : Sha256.hex(value);
    return Sha256.hex(digest).substring(0, DIGITS_SHOWN);
  }
}
