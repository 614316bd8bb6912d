package com.treasuredata.tiktok.events.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant: {@code thread_count} for {@code thred_count}. */
public final class Nearest {
  private Nearest() {}

  /**
   * Returns the candidate that differs least from {@code name}, letters' case aside, if that is
   * little: one letter, or a quarter of them.
   */
  public static Optional<String> to(String name, Collection<String> candidates) {
    int most = Math.max(1, name.length() / 4);
    return ranked(name, candidates).stream()
        .limit(1)
        .filter(candidate -> distance(name, candidate) <= most)
        .findFirst();
  }

  /** Returns {@code candidates} without repetitions, the most like {@code name} first. */
  public static List<String> ranked(String name, Collection<String> candidates) {
    return candidates.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Counts the letters to insert, drop or change, by Levenshtein's method. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
