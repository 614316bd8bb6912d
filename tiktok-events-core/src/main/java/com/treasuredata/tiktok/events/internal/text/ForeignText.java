package com.treasuredata.tiktok.events.internal.text;

/**
 * Shows texts that somebody else wrote (TikTok, a setting, a file, a row) in a message, a log or on
 * a terminal: on one line, and without what a terminal obeys or a reader can't see.
 *
 * <p>{@code quoted("Main\u001b[2J")} is {@code "Main\u001b[2J"}, with the escape spelt out.
 */
public final class ForeignText {
  private static final int MAX_LENGTH = 100;

  private ForeignText() {}

  /** Returns {@code text} {@linkplain #escaped escaped}, cut if it is long, in quotation marks. */
  public static String quoted(String text) {
    return '"' + cut(text) + '"';
  }

  /** Returns {@code text} {@linkplain #escaped escaped}, and cut if it is long. */
  public static String cut(String text) {
    return text.length() > MAX_LENGTH
        ? escaped(text.substring(0, MAX_LENGTH)) + '…'
        : escaped(text);
  }

  /**
   * Returns {@code text} with each character that isn't shown as itself in JSON's form, {@code
   * \}{@code u001b}: control characters, line separators, marks that change the direction of
   * writing, unpaired surrogates. In JSON text, where these stand in strings only, it means the
   * same as before.
   */
  public static String escaped(String text) {
    StringBuilder escaped = null;
    int length;
    for (int i = 0; i < text.length(); i += length) {
      int c = text.codePointAt(i);
      length = Character.charCount(c);
      if (isShown(c)) {
        if (escaped != null) {
          escaped.appendCodePoint(c);
        }
      } else {
        if (escaped == null) {
          escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        for (int j = i; j < i + length; j++) {
          escaped.append("\\u").append(hex(text.charAt(j)));
        }
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(4 - digits.length()) + digits;
  }

  /** Returns whether a character is shown, and nothing else happens. */
  public static boolean isShown(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
