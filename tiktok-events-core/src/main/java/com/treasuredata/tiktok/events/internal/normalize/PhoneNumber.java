package com.treasuredata.tiktok.events.internal.normalize;

import java.util.regex.Pattern;

/**
 * Writes phone numbers as E.164 (events-api.md §2.2): {@code "(+1)2133734253"} becomes {@code
 * +12133734253}.
 *
 * <p>A number must say its country: it starts with {@code +} or {@code 00}. Digits of any script
 * count, and spaces, dashes, dots, slashes and parentheses don't; the {@code (0)} of {@code +44
 * (0)20 …} is dropped. Nothing is guessed.
 */
final class PhoneNumber {
  private static final Pattern TRUNK_ZERO = Pattern.compile("(?<=\\+.{1,40})\\(\\s*0\\s*\\)");
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;

  private PhoneNumber() {}

  static Normalized normalize(String text) {
    StringBuilder number = new StringBuilder(text.length());
    TRUNK_ZERO
        .matcher(asciiDigits(text))
        .replaceFirst("")
        .codePoints()
        .filter(c -> !isSeparator(c))
        .forEach(number::appendCodePoint);
    boolean international = true;
    if (number.length() > 0 && (number.charAt(0) == '+' || number.charAt(0) == '\uFF0B')) {
      number.deleteCharAt(0);
    } else if (number.indexOf("00") == 0) {
      number.delete(0, 2);
    } else {
      international = false;
    }
    String digits = number.toString();
    if (!Text.isAsciiDigits(digits)) {
      return Normalized.malformed("a phone number of digits with + and country code");
    }
    if (!international) {
      return Normalized.malformed("a phone number that starts with + and its country code");
    }
    if (digits.charAt(0) == '0') {
      return Normalized.malformed("a country code after +, not a zero");
    }
    if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS) {
      return Normalized.malformed(
          "%d to %d digits with the country code, not %d"
              .formatted(FEWEST_DIGITS, MOST_DIGITS, digits.length()));
    }
    return Normalized.of("+" + digits);
  }

  private static String asciiDigits(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c -> {
              int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
              return digit < 0 ? c : '0' + digit;
            })
        .forEach(ascii::appendCodePoint);
    return ascii.toString();
  }

  private static boolean isSeparator(int c) {
    return Text.isBlank(c)
        || c == '.'
        || c == '/'
        || c == '\u2212' // minus sign
        || switch (Character.getType(c)) {
          case Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION ->
              true;
          default -> false;
        };
  }
}
