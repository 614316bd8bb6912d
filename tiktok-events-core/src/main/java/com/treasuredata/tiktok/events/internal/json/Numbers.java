package com.treasuredata.tiktok.events.internal.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers, wherever they come from, within bounds: a short text such as {@code 1e2147483647}
 * would otherwise fill the memory of whoever writes it out, or overflow what counts its digits.
 */
public final class Numbers {
  /** How many characters a number's text may have: more than any real one, and read in no time. */
  public static final int MAX_LENGTH = 1_000;

  /** How many digits a number may have, and how large its exponent may be. */
  private static final int MAX_DIGITS = 1_000;

  private Numbers() {}

  /** Returns the number that {@code text} is, or null if it is none, or out of bounds. */
  public static @Nullable BigDecimal parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return null; // Not a number, or one whose exponent is beyond an int.
    }
  }

  /** Returns {@code number}, or null if it is out of bounds. */
  public static @Nullable BigDecimal bounded(BigDecimal number) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    boolean isBounded =
        Math.abs((long) number.scale()) <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
    return isBounded ? number : null;
  }
}
