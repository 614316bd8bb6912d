package com.treasuredata.tiktok.events.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that was probably meant: {@code thread_count} for {@code thred_count}. */
public final class Nearest {
  /** How far a name is from the wanted one, in letters; beyond the limit a guess is enough. */
  private record Ranked(String name, int distance) {
    static final Comparator<Ranked> NEAREST_FIRST =
        Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name);
  }

  private final String wanted;
  private final int limit;

  private Nearest(String name) {
    this.wanted = name.toLowerCase(Locale.ROOT);
    this.limit = Math.max(1, wanted.length() / 4);
  }

  /**
   * Returns the candidate that differs least from {@code name}, letters' case aside, if that is
   * little: one letter, or a quarter of them.
   */
  public static Optional<String> to(String name, Collection<String> candidates) {
    Nearest nearest = new Nearest(name);
    return nearest
        .rank(candidates)
        .min(Ranked.NEAREST_FIRST)
        .filter(ranked -> ranked.distance() <= nearest.limit)
        .map(Ranked::name);
  }

  /**
   * Returns {@code candidates} without repetitions, the most like {@code name} first; those that
   * aren't near by how much their lengths differ.
   */
  public static List<String> ranked(String name, Collection<String> candidates) {
    return new Nearest(name)
        .rank(candidates)
        .sorted(Ranked.NEAREST_FIRST)
        .map(Ranked::name)
        .toList();
  }

  private Stream<Ranked> rank(Collection<String> candidates) {
    return candidates.stream().distinct().map(name -> new Ranked(name, distance(name)));
  }

  /** Counts the letters to insert, drop, change or swap with the next one, up to the limit. */
  private int distance(String name) {
    String other = name.toLowerCase(Locale.ROOT);
    int excess = Math.abs(wanted.length() - other.length());
    int far = limit + 1 + excess;
    if (excess > limit) {
      return far;
    }
    int[] before = new int[0];
    int[] row = firstRow(other.length());
    for (int i = 1; i <= wanted.length(); i++) {
      int[] next = nextRow(i, row, before, other);
      int least = next[0];
      for (int count : next) {
        least = Math.min(least, count);
      }
      if (least > limit) {
        return far; // No row below has less.
      }
      before = row;
      row = next;
    }
    return row[other.length()] <= limit ? row[other.length()] : far;
  }

  private static int[] firstRow(int length) {
    int[] row = new int[length + 1];
    for (int j = 0; j <= length; j++) {
      row[j] = j;
    }
    return row;
  }

  private int[] nextRow(int i, int[] row, int[] before, String other) {
    int[] next = new int[row.length];
    next[0] = i;
    for (int j = 1; j < row.length; j++) {
      char a = wanted.charAt(i - 1);
      char b = other.charAt(j - 1);
      int changed = row[j - 1] + (a == b ? 0 : 1);
      next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
      boolean swapped = i > 1 && j > 1 && a == other.charAt(j - 2) && wanted.charAt(i - 2) == b;
      if (swapped) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    return next;
  }
}
