package com.treasuredata.tiktok.events.examples.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.function.IntPredicate;

/** Guesses the charset of bytes that aren't UTF-8, for advice only. */
final class LikelyCharset {
  private LikelyCharset() {}

  /** Returns a charset in which the bytes make sense; windows-1252 if nothing speaks for others. */
  static String of(byte[] sample) {
    if (!areInPairs(sample)) {
      return "windows-1252";
    }
    String japanese = decoded(sample, "windows-31j");
    if (share(japanese, c -> isKana(c) || isIdeograph(c)) > 0.6
        && share(japanese, LikelyCharset::isHalfKana) < 0.2) {
      return "windows-31j";
    }
    if (share(decoded(sample, "x-windows-949"), c -> c >= 0xAC00 && c <= 0xD7A3) > 0.95) {
      return "x-windows-949";
    }
    if (share(decoded(sample, "EUC-JP"), LikelyCharset::isKana) > 0.2) {
      return "EUC-JP";
    }
    return share(decoded(sample, "GB18030"), LikelyCharset::isIdeograph) > 0.6
        ? "GB18030"
        : "windows-1252";
  }

  /** In Western texts, a byte beyond ASCII stands among letters; elsewhere two make a sign. */
  private static boolean areInPairs(byte[] sample) {
    int high = 0;
    int beside = 0;
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] < 0) {
        high++;
        boolean hasNeighbour =
            (i > 0 && sample[i - 1] < 0) || (i + 1 < sample.length && sample[i + 1] < 0);
        beside += hasNeighbour ? 1 : 0;
      }
    }
    return 2 * beside > high;
  }

  private static String decoded(byte[] sample, String charset) {
    if (!Charset.isSupported(charset)) {
      return "";
    }
    for (int cut = 0; cut < 2 && cut < sample.length; cut++) { // The last sign may be cut.
      try {
        return Charset.forName(charset)
            .newDecoder()
            .decode(ByteBuffer.wrap(sample, 0, sample.length - cut))
            .toString();
      } catch (CharacterCodingException e) {
        // Not in this charset, or not to this end.
      }
    }
    return "";
  }

  private static double share(String text, IntPredicate wanted) {
    long all = text.codePoints().filter(c -> c >= 0x80).count();
    return all == 0 ? 0 : (double) text.codePoints().filter(wanted).count() / all;
  }

  private static boolean isKana(int c) {
    return c >= 0x3041 && c <= 0x30FF;
  }

  private static boolean isHalfKana(int c) {
    return c >= 0xFF61 && c <= 0xFF9F;
  }

  private static boolean isIdeograph(int c) {
    return c >= 0x4E00 && c <= 0x9FFF;
  }
}
