package com.treasuredata.tiktok.events.examples.input;

import java.io.BufferedInputStream;
import java.io.IOException;

/** What separates the columns of a CSV file: a comma, a semicolon, a tab or a bar. */
final class CsvSeparator {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};

  /** How many bytes of the first line are looked at. */
  private static final int SCOPE = 64 * 1024;

  private static final String SEP = "sep=";

  private CsvSeparator() {}

  /** Returns whether a first line is Excel's {@code sep=;}, which names the separator. */
  static boolean isDeclaration(String line) {
    return line.regionMatches(true, 0, SEP, 0, SEP.length());
  }

  /**
   * Returns the candidate that the first line holds most of, outside quotes; a comma if it holds
   * none. {@code in} is left where it was, and nothing after the line is waited for.
   */
  static char of(BufferedInputStream in) {
    int[] counts = new int[CANDIDATES.length];
    try {
      in.mark(SCOPE);
      StringBuilder line = new StringBuilder();
      boolean quoted = false;
      boolean started = false;
      for (int i = 0; i < SCOPE; i++) {
        int c = in.read();
        boolean lineEnd = c == '\n' || c == '\r';
        if (c < 0 || (lineEnd && started && !quoted)) {
          break;
        }
        started |= !lineEnd;
        if (line.length() < SEP.length() + 2 && c != '"') {
          line.append((char) c);
        }
        quoted ^= c == '"';
        if (!quoted) {
          count(c, counts);
        }
      }
      in.reset();
      String first = line.toString().strip();
      if (first.length() == SEP.length() + 1 && isDeclaration(first)) {
        return first.charAt(SEP.length());
      }
    } catch (IOException e) {
      throw new AssertionError("the stream below throws InputException only", e);
    }
    return mostFrequent(counts);
  }

  private static void count(int c, int[] counts) {
    for (int i = 0; i < CANDIDATES.length; i++) {
      if (c == CANDIDATES[i]) {
        counts[i]++;
      }
    }
  }

  private static char mostFrequent(int[] counts) {
    int most = 0;
    for (int i = 1; i < CANDIDATES.length; i++) {
      if (counts[i] > counts[most]) {
        most = i;
      }
    }
    return CANDIDATES[most];
  }
}
