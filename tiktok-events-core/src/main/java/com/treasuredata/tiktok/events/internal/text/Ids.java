package com.treasuredata.tiktok.events.internal.text;

/** The form that ids have: printable ASCII without white space. */
public final class Ids {
  private Ids() {}

  /**
   * Returns {@code id}.
   *
   * @param what names it in the message, which doesn't show it: a token may stand in its place
   * @throws IllegalArgumentException if it is empty, or holds anything else
   */
  public static String checked(String what, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(what + " is blank");
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException(
            what
                + (Character.isWhitespace(c) || Character.isSpaceChar(c)
                    ? " has white space in it"
                    : " has a character in it that no id has: ids are printable ASCII"));
      }
    }
    if (isScientific(id)) {
      throw new IllegalArgumentException(
          what
              + " is a number in scientific notation, which has lost its last digits: give it as text,"
              + " in quotes, from where it came");
    }
    return id;
  }

  /**
   * Returns whether an id is {@code 7.28889E+18}, as spreadsheets and some JSON writers make it.
   */
  private static boolean isScientific(String id) {
    int e = Math.max(id.indexOf('E'), id.indexOf('e'));
    if (e < 1 || !Text.isAsciiDigit(id.charAt(0))) {
      return false;
    }
    boolean isFraction = e > 2 && id.charAt(1) == '.' && Text.isAsciiDigits(id.substring(2, e));
    boolean isSigned = e + 1 < id.length() && id.charAt(e + 1) == '+';
    boolean isPower = Text.isAsciiDigits(id.substring(e + (isSigned ? 2 : 1)));
    return isPower && (isFraction || (e == 1 && isSigned));
  }
}
