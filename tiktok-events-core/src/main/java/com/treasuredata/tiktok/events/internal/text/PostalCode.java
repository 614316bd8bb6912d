package com.treasuredata.tiktok.events.internal.text;

/**
 * Writes postal codes as TikTok hashes them (events-api.md §2.2): {@code "M5V 3L9"} becomes {@code
 * m5v3l9}, and of a US one only the first five digits are left: {@code "95110-1234"} becomes {@code
 * 95110}.
 */
final class PostalCode {
  private static final int US_DIGITS = 5;
  private static final int US_DIGITS_WITH_PLUS_4 = 9;

  private PostalCode() {}

  static Normalized normalize(String text, String country) {
    String given = Text.asciiDigits(Text.narrow(text));
    String code = Text.without(Text.lower(given), c -> Text.isBlank(c) || Text.isDash(c));
    if (country.equals("us") || (country.isEmpty() && looksAmerican(given, code))) {
      return code.length() >= US_DIGITS && Text.isAsciiDigits(code)
          ? Normalized.of(code.substring(0, US_DIGITS))
          : Normalized.malformed("a US ZIP code of five digits");
    }
    return Text.hasAny(code, Character::isLetterOrDigit)
        ? Normalized.of(code)
        : Normalized.malformed("a postal code with letters or digits");
  }

  /** Where the country isn't known, the shape decides: no other country writes 95110-1234. */
  private static boolean looksAmerican(String given, String code) {
    return code.length() == US_DIGITS_WITH_PLUS_4
        && given.length() == US_DIGITS_WITH_PLUS_4 + 1
        && Text.isDash(given.charAt(US_DIGITS))
        && Text.isAsciiDigits(code);
  }
}
