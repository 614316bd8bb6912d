package com.treasuredata.tiktok.events.examples.sample;

import java.util.List;
import java.util.Random;

/** Chance that falls the same way every time: {@link Random} with a seed is the same on any JVM. */
final class Dice {
  private static final String DIGITS = "0123456789";

  /** Keeps seeds that are close apart: {@link Random} begins much the same with 1 as with 2. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Random random;

  Dice(long seed) {
    this.random = new Random((seed + 1) * SPREAD);
  }

  /** Returns true {@code percent} times out of a hundred. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Returns a number from {@code from} to {@code to}, either included. */
  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String digits(int length) {
    return text(DIGITS, length);
  }

  /** Returns {@code length} characters of {@code alphabet}. */
  String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Returns {@code template} with a digit for each {@code #}. */
  String fill(String template) {
    StringBuilder filled = new StringBuilder(template);
    for (int i = 0; i < filled.length(); i++) {
      if (filled.charAt(i) == '#') {
        filled.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return filled.toString();
  }
}
