package com.treasuredata.tiktok.events.internal.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 as TikTok wants it: of UTF-8 text, in 64 lower-case hexadecimal digits (events-api.md
 * §2.2).
 */
public final class Sha256 {
  /**
   * The digest of an empty text: whoever sends it hashed a blank (events-api.md §2.2, test
   * vectors).
   */
  public static final String OF_EMPTY = hex("");

  static final int DIGITS = 64;

  private Sha256() {}

  /** Returns the digest of {@code text}: {@code hex("user_123")} starts with {@code 80fba0ae}. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest of bytes that come in several parts. */
  public static String hex(byte[]... parts) {
    MessageDigest digest = newDigest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns whether {@code text} looks like a digest: 64 hexadecimal digits in either case. */
  public static boolean isDigest(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(
          e); // Every Java platform has SHA-256: its MessageDigest documentation says so.
    }
  }
}
