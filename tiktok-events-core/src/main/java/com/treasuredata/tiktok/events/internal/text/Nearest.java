package com.treasuredata.tiktok.events.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant: {@code thread_count} for {@code thred_count}. */
public final class Nearest {
  private record Ranked(String name, int distance) {
    static final Comparator<Ranked> NEAREST_FIRST =
        Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name);
  }

  private Nearest() {}

  /**
   * Returns the candidate that differs least from {@code name}, letters' case aside, if that is
   * little: one letter, or a quarter of them.
   */
  public static Optional<String> to(String name, Collection<String> candidates) {
    int most = Math.max(1, name.length() / 4);
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
        .map(candidate -> new Ranked(candidate, distance(name, candidate)))
        .filter(ranked -> ranked.distance() <= most)
        .min(Ranked.NEAREST_FIRST)
        .map(Ranked::name);
  }

  /** Returns {@code candidates} without repetitions, the most like {@code name} first. */
  public static List<String> ranked(String name, Collection<String> candidates) {
    return candidates.stream()
        .distinct()
        .map(candidate -> new Ranked(candidate, distance(name, candidate)))
        .sorted(Ranked.NEAREST_FIRST)
        .map(Ranked::name)
        .toList();
  }

  /** Counts the letters to insert, drop, change or swap with the next one. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] counts = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        counts[i][j] = i == 0 || j == 0 ? i + j : fewest(counts, a, b, i, j);
      }
    }
    return counts[a.length()][b.length()];
  }

  private static int fewest(int[][] counts, String a, String b, int i, int j) {
    int changed = counts[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(changed, 1 + Math.min(counts[i - 1][j], counts[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, counts[i - 2][j - 2] + 1) : fewest;
  }
}
