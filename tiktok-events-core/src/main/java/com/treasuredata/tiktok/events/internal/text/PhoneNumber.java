package com.treasuredata.tiktok.events.internal.text;

/**
 * Writes phone numbers as E.164 (events-api.md §2.2): {@code "(+1)2133734253"} becomes {@code
 * +12133734253}.
 *
 * <p>A number must say its country: it starts with {@code +} or {@code 00}. Digits of any script
 * count, and spaces, dashes, dots, slashes and parentheses don't; the {@code (0)} of {@code +44
 * (0)20 …} is dropped. Nothing is guessed.
 */
final class PhoneNumber {
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;

  private PhoneNumber() {}

  static Normalized normalize(String text) {
    StringBuilder number = withoutSeparators(Text.asciiDigits(Text.narrow(text)));
    boolean international = true;
    if (number.indexOf("+") == 0) {
      number.deleteCharAt(0);
    } else if (number.indexOf("00") == 0) {
      number.delete(0, 2);
    } else {
      international = false;
    }
    if (!Text.isAsciiDigits(number)) {
      return Normalized.malformed("a phone number of digits with + and country code");
    }
    if (!international) {
      return Normalized.malformed("a phone number that starts with + and its country code");
    }
    if (number.charAt(0) == '0') {
      return Normalized.malformed("a country code after +, not a zero");
    }
    if (number.length() < FEWEST_DIGITS || number.length() > MOST_DIGITS) {
      return Normalized.malformed(
          FEWEST_DIGITS
              + " to "
              + MOST_DIGITS
              + " digits with the country code, not "
              + number.length());
    }
    return Normalized.of(number.insert(0, '+').toString());
  }

  private static StringBuilder withoutSeparators(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int opened = 0; // how much was kept when the last parenthesis opened
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      int type = Character.getType(c);
      if (type == Character.START_PUNCTUATION) {
        opened = kept.length();
      } else if (type == Character.END_PUNCTUATION) {
        boolean isTrunkZero = opened > 0 && kept.substring(opened).equals("0");
        kept.setLength(isTrunkZero ? opened : kept.length());
        opened = 0;
      } else if (!Text.isBlank(c) && !Text.isDash(c) && c != '.' && c != '/') {
        kept.appendCodePoint(c);
      }
    }
    return kept;
  }
}
