package com.treasuredata.tiktok.events.connector;

/**
 * An access token that no text may show. Immutable.
 *
 * @param secret the token; empty if there is none
 */
record HiddenToken(String secret) {
  /** Values as short as this are no tokens, and would be found in ordinary words. */
  private static final int MIN_LENGTH = 4;

  /** Returns whether {@code text} holds the token. */
  boolean isIn(String text) {
    return secret.length() >= MIN_LENGTH && text.contains(secret);
  }

  /** Returns {@code text} with {@code [token]} in the token's place. */
  String cutFrom(String text) {
    return isIn(text) ? text.replace(secret, "[token]") : text;
  }

  @Override
  public String toString() {
    return "[token]";
  }
}
