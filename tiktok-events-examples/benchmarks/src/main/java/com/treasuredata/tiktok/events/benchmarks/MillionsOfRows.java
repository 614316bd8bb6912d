package com.treasuredata.tiktok.events.benchmarks;

import java.util.Locale;

/** A process that exports many rows in a small heap. */
final class MillionsOfRows {
  private MillionsOfRows() {}

  /**
   * Exports the rows and says how fast.
   *
   * @param args how many rows, and the server's address
   */
  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    long start = System.nanoTime();
    try (Exporter exporter = Exporter.to(args[1], 5)) {
      exporter.export(rows);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%.1f s, %,.0f events/s%n", seconds, rows / seconds);
  }
}
