package com.treasuredata.tiktok.events.internal.text;

/**
 * Writes postal codes as TikTok hashes them (events-api.md §2.2): {@code "M5V 3L9"} becomes {@code
 * m5v3l9}, and of a US one only the first five digits are left: {@code "95110-1234"} becomes {@code
 * 95110}.
 */
final class PostalCode {
  private static final int US_DIGITS = 5;
  private static final int US_DIGITS_WITH_PLUS_4 = 9;

  /** Stands before postal codes in Japan: 〒100-0001. */
  private static final int JAPANESE_POST = 0x3012;

  private PostalCode() {}

  static Normalized normalize(String text, String country) {
    String given = Text.asciiDigits(Text.narrow(text));
    String code =
        Text.without(
            Text.lower(given), c -> Text.isBlank(c) || Text.isDash(c) || c == JAPANESE_POST);
    if (country.equals(TextForm.UNCLEAR_COUNTRY) && Text.isAsciiDigits(code)) {
      return code.length() == US_DIGITS
          ? Normalized.of(code)
          : Normalized.malformed("a postal code of a country that is understood");
    }
    if (country.equals("us") || (country.isEmpty() && looksAmerican(given, code))) {
      return code.length() >= US_DIGITS && Text.isAsciiDigits(code)
          ? Normalized.of(code.substring(0, US_DIGITS))
          : Normalized.malformed("a US ZIP code of five digits: has it lost its leading 0?");
    }
    boolean isCode = !code.isEmpty() && !Text.hasAny(code, c -> !Character.isLetterOrDigit(c));
    return isCode
        ? Normalized.of(code)
        : Normalized.malformed("a postal code of letters and digits");
  }

  /**
   * Writes a code of ASCII letters and digits.
   *
   * @return how many bytes it has; -1 if it isn't plainly a code, and has to be read closely
   */
  static int writePlain(String text, int start, int end, String country, byte[] target) {
    int at = 0;
    boolean isNumber = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (Text.isAsciiDigit(c)) {
        target[at++] = (byte) c;
      } else if (Text.isAsciiLetter(c)) {
        target[at++] = (byte) (c | 0x20);
        isNumber = false;
      } else if (c != ' ' && c != '-') {
        return -1;
      }
    }
    if (at == 0 || country.equals(TextForm.UNCLEAR_COUNTRY)) {
      return -1;
    }
    boolean isLong = at == US_DIGITS_WITH_PLUS_4 && isNumber;
    if (country.equals("us")) {
      return isNumber && at >= US_DIGITS ? US_DIGITS : -1;
    }
    if (!country.isEmpty() || !isLong) {
      return at;
    }
    boolean isAmerican = end - start == at + 1 && text.charAt(start + US_DIGITS) == '-';
    return isAmerican ? US_DIGITS : at;
  }

  /** Where the country isn't known, the shape decides: no other country writes 95110-1234. */
  private static boolean looksAmerican(String given, String code) {
    return code.length() == US_DIGITS_WITH_PLUS_4
        && given.length() == US_DIGITS_WITH_PLUS_4 + 1
        && Text.isDash(given.charAt(US_DIGITS))
        && Text.isAsciiDigits(code);
  }
}
