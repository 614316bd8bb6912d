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
                    : " has a character in it that no id has: only letters, digits and signs of ASCII"));
      }
    }
    return id;
  }
}
