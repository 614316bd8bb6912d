package com.treasuredata.tiktok.events.internal.normalize;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Small operations on Unicode text that the JDK lacks. */
final class Text {
  private Text() {}

  /**
   * Returns whether a code point is white space, a no-break space, or an invisible mark such as a
   * byte order mark.
   */
  static boolean isBlank(int c) {
    if (c < 0x80) {
      return c <= ' ' || c == 0x7F;
    }
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }

  /** Returns whether a code point is punctuation in Unicode's sense. */
  static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (start < end && isBlank(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** Lower-cases without regard to the machine's language: a Turkish one would make "ı" of "I". */
  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String without(String text, IntPredicate unwanted) {
    if (text.codePoints().noneMatch(unwanted)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(unwanted.negate()).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  static boolean isAsciiDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
