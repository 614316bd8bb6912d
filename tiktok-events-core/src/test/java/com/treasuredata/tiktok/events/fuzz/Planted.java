package com.treasuredata.tiktok.events.fuzz;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Identifiers and a token that are put into inputs, in place of marks such as {@code <email>}, and
 * looked for in whatever comes out.
 */
final class Planted {
  /** Part of each planted name, address and token, in lower case. */
  static final String NAME = "qzplantedzq";

  /** Part of each planted phone number, without separators. */
  static final String DIGITS = "907133559";

  static final String EMAIL_MARK = "<email>";
  static final String TOKEN_MARK = "<token>";
  static final String TOKEN = NAME + "0123456789abcdef0123456789abcdef";
  private static final String EMAIL = NAME + "@Example.com";

  private static final Pattern MARK = Pattern.compile("<(?:email|name|phone|token)>");

  private Planted() {}

  /** Returns {@code text} with what its marks stand for. */
  static String in(String text) {
    return text.replace(EMAIL_MARK, EMAIL)
        .replace("<name>", "QzPlantedZq")
        .replace("<phone>", "+81" + DIGITS + "1")
        .replace(TOKEN_MARK, TOKEN);
  }

  /** Returns {@code text} with neither marks nor anything that could be taken for planted. */
  static String removed(String text) {
    String unmarked = MARK.matcher(text).replaceAll("");
    return isIn(unmarked) ? "" : unmarked;
  }

  static boolean isIn(String text) {
    return text.toLowerCase(Locale.ROOT).contains(NAME) || text.contains(DIGITS);
  }

  static void assertNotIn(String text) {
    if (isIn(text)) {
      throw new AssertionError("expected nothing planted in " + text);
    }
  }
}
