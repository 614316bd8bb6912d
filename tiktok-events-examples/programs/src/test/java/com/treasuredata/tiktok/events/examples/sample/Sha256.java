package com.treasuredata.tiktok.events.examples.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifiers that were hashed before they came into a row. */
final class Sha256 {
  private Sha256() {}

  static String hex(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Returns the digest as some databases write it. */
  static String upperHex(String text) {
    return HexFormat.of().withUpperCase().formatHex(HexFormat.of().parseHex(hex(text)));
  }
}
