package com.treasuredata.tiktok.events.internal.text;

import java.util.Optional;

/**
 * Digests that aren't 64 hexadecimal digits: what is plainly SHA-256 with a mark before it is read,
 * and what hashes a value in another way is refused, since hashed once more it would match nobody.
 */
final class OtherDigest {
  static final int SHORTEST = 24;
  private static final int LONGEST = 140;

  private OtherDigest() {}

  /**
   * Returns what becomes of a text that isn't 64 hexadecimal digits; empty if it is no digest.
   *
   * @param refusesOthers whether what only looks like a digest can't be a value of the field
   */
  static Optional<Normalized> read(String text, boolean refusesOthers) {
    if (text.length() > LONGEST || text.indexOf('@') >= 0) {
      return Optional.empty();
    }
    String plain = unmarked(text);
    if (Sha256.isDigest(plain)) {
      String digest = Text.lower(plain);
      return digest.equals(Sha256.OF_EMPTY)
          ? Optional.of(Normalized.malformed("the SHA-256 of a value, not of an empty text"))
          : Optional.of(Normalized.of(digest));
    }
    if (!refusesOthers) {
      return Optional.empty();
    }
    String kind = kind(text);
    return kind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Normalized.malformed(
                "a value, or its SHA-256 as 64 hexadecimal digits, as TO_HEX writes it, not "
                    + kind));
  }

  /**
   * Returns the digits of {@code 0x848a…}, {@code \x848a…}, {@code sha256:848a…}, {@code X'848a…'}.
   */
  private static String unmarked(String text) {
    if ("0\\sSxX\"".indexOf(text.charAt(0)) < 0) {
      return text;
    }
    String lower = Text.lower(text);
    if (lower.startsWith("0x") || lower.startsWith("\\x")) {
      return text.substring(2);
    }
    if (lower.startsWith("sha256:") || lower.startsWith("sha256=")) {
      return text.substring(7).strip();
    }
    if (lower.startsWith("x'") && lower.endsWith("'")) {
      return text.substring(2, text.length() - 1);
    }
    boolean isQuoted = text.length() > 1 && text.charAt(0) == '"' && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String kind(String text) {
    if (isHexadecimal(text)) {
      return switch (text.length()) {
        case 32 -> "MD5";
        case 40 -> "SHA-1";
        case 56 -> "SHA-224";
        case 96 -> "SHA-384";
        case 128 -> "SHA-512";
        case 63, 65 -> "a digest that lacks a digit or has one more";
        default -> "";
      };
    }
    boolean isBase64Length = (text.length() == 44 && text.endsWith("=")) || text.length() == 43;
    if (isBase64Length && isBase64(text)) {
      return "base64";
    }
    return text.length() == 24 && text.endsWith("==") && isBase64(text) ? "base64 of MD5" : "";
  }

  private static boolean isHexadecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64(String text) {
    boolean hasDigit = false;
    boolean hasUpper = false;
    boolean hasLower = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hasDigit |= Text.isAsciiDigit(c);
      hasUpper |= c >= 'A' && c <= 'Z';
      hasLower |= c >= 'a' && c <= 'z';
      boolean isSign = Text.isAsciiDigit(c) || Text.isAsciiLetter(c) || "+/-_=".indexOf(c) >= 0;
      if (!isSign) {
        return false;
      }
    }
    return hasDigit && hasUpper && hasLower;
  }
}
