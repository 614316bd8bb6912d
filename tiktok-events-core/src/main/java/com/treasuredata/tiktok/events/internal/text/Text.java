package com.treasuredata.tiktok.events.internal.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Small operations on Unicode text that the JDK lacks. */
final class Text {
  /** Fullwidth ! to ~ and their narrow counterparts are this far apart. */
  private static final int FULLWIDTH_OFFSET = '\uFF01' - '!';

  /**
   * Longer runs of combining marks than this are composed in pieces, as UAX 15 has it for streams:
   * the JDK's time to compose a run grows with the square of its length.
   */
  private static final int MAX_MARKS = 30;

  /** Below it no character combines with another. */
  private static final char FIRST_COMBINING = '\u0300';

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

  /** Returns whether a code point shows nothing: a zero-width space, a mark of direction. */
  static boolean isInvisible(int c) {
    return c >= 0x80 && Character.getType(c) == Character.FORMAT;
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

  /** Returns whether a code point is a dash, or written for one between digits. */
  static boolean isDash(int c) {
    return switch (c) {
      case '-', '\u2212', '\u30FC', '\uFF70' -> true; // minus sign, long vowel marks
      default -> Character.getType(c) == Character.DASH_PUNCTUATION;
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

  /** Upper-cases without regard to the machine's language: a Turkish one would make "İ" of "i". */
  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Returns {@code "ａ＠１"}, as East Asian input methods may write it, as {@code "a@1"}. */
  static String narrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isFullwidth(text.charAt(i))) {
        char[] chars = text.toCharArray();
        for (; i < chars.length; i++) {
          chars[i] = isFullwidth(chars[i]) ? (char) (chars[i] - FULLWIDTH_OFFSET) : chars[i];
        }
        return new String(chars);
      }
    }
    return text;
  }

  private static boolean isFullwidth(char c) {
    return c >= '\uFF01' && c <= '\uFF5E';
  }

  /** Returns a text whose accents may stand after their letters with both as one character. */
  static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING) {
        return composedInPieces(text);
      }
    }
    return text;
  }

  private static String composedInPieces(String text) {
    StringBuilder composed = new StringBuilder();
    int start = 0;
    int marks = 0;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MAX_MARKS) {
        composed.append(Normalizer.normalize(text.substring(start, i), Normalizer.Form.NFC));
        start = i;
        marks = 1;
      }
    }
    return composed
        .append(Normalizer.normalize(text.substring(start), Normalizer.Form.NFC))
        .toString();
  }

  private static boolean isMark(int c) {
    if (c < FIRST_COMBINING) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  static String without(String text, IntPredicate unwanted) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (unwanted.test(text.codePointAt(i))) {
        return without(text, i, unwanted);
      }
    }
    return text;
  }

  private static String without(String text, int from, IntPredicate unwanted) {
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, from);
    int c;
    for (int i = from; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!unwanted.test(c)) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  static boolean hasAny(String text, IntPredicate wanted) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (wanted.test(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text with the digits of all scripts as 0 to 9. */
  static String asciiDigits(String text) {
    StringBuilder ascii = null;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean foreign = c >= 0x80 && Character.isDigit(c);
      if (foreign && ascii == null) {
        ascii = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (ascii != null) {
        ascii.appendCodePoint(foreign ? '0' + Character.digit(c, 10) : c);
      }
    }
    return ascii == null ? text : ascii.toString();
  }

  static boolean isAsciiDigits(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAsciiDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > 0;
  }

  /** Returns whether {@code text} is {@code count} letters from a to z, in either case. */
  static boolean isAsciiLetters(String text, int count) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAsciiLetter(text.charAt(i))) {
        return false;
      }
    }
    return text.length() == count;
  }

  static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
