package com.treasuredata.tiktok.events.internal.text;

import java.util.Locale;

/**
 * Writes phone numbers as E.164 (events-api.md §2.2): {@code "(+1)2133734253"} becomes {@code
 * +12133734253}.
 *
 * <p>A number must say its country: it starts with {@code +} or {@code 00}. Digits of any script
 * count, and spaces, dashes, dots, slashes and parentheses don't; the {@code (0)} of {@code +44
 * (0)20 …} is dropped, and so are {@code tel:} and an extension: {@code ext. 45}. Nothing is
 * guessed, and what no country's numbers can be is refused ({@link PhonePlan}).
 */
final class PhoneNumber {
  static final int FEWEST_DIGITS = 7;
  static final int MOST_DIGITS = 15;
  private static final int MOST_OF_EXTENSION = 7;

  /** Digits, and what stands between them in most numbers. */
  private static final boolean[] IS_PLAIN = new boolean[0x80];

  static {
    for (char c : "0123456789+-. ()/".toCharArray()) {
      IS_PLAIN[c] = true;
    }
  }

  private PhoneNumber() {}

  static Normalized normalize(String text) {
    String given = Text.asciiDigits(Text.narrow(text));
    int start = startOf(given);
    int end = endOf(given, start);
    if (end < 0) {
      return Normalized.malformed("a phone number of digits with + and country code");
    }
    if (isCutByLastSlash(given, start, end)) {
      return Normalized.malformed("one phone number, without what stands behind the slash");
    }
    StringBuilder number = withoutSeparators(given, start, end);
    boolean international = true;
    if (number.indexOf("+") == 0) {
      number.deleteCharAt(0);
    } else if (number.indexOf("00") == 0) {
      number.delete(0, 2);
    } else {
      international = false;
    }
    if (!Text.isAsciiDigits(number)) {
      return Normalized.malformed(
          number.indexOf("+") > 0
              ? "one phone number; several go as a JSON array"
              : "a phone number of digits with + and country code");
    }
    if (!international) {
      return Normalized.malformed(
          "a phone number that starts with + and its country code, or phone_country to say whose"
              + " numbers these are");
    }
    return checked(number);
  }

  /** Returns the number with a + if a country may have it. */
  static Normalized checked(StringBuilder number) {
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
    String problem = PhonePlan.problem(Integer.parseInt(number, 0, 5, 10), number.length());
    return problem == null
        ? Normalized.of(number.insert(0, '+').toString())
        : Normalized.malformed(problem);
  }

  /** Returns where the number begins: behind {@code tel:}, and the quote of a spreadsheet. */
  private static int startOf(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || colon > 8) {
      return 0;
    }
    return switch (text.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
      case "tel", "callto", "sms", "phone", "fon", "whatsapp", "t", "p", "m" -> colon + 1;
      default -> 0;
    };
  }

  /** Returns where the number ends: before an extension; -1 if something else follows. */
  private static int endOf(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80 && IS_PLAIN[c]) {
        continue;
      }
      if (c == ';'
          || c == '#'
          || c == ','
          || c == ':'
          || (Character.isLetter(c) && !Text.isDash(c))) {
        return i > start && isExtension(text, i) ? i : -1;
      }
    }
    return text.length();
  }

  /** Returns whether {@code x11}, {@code ext. 45}, {@code ;ext=555} or {@code #12} stands there. */
  private static boolean isExtension(String text, int from) {
    StringBuilder word = new StringBuilder();
    int i = from;
    while (i < text.length() && i < from + 16 && !Text.isAsciiDigit(text.charAt(i))) {
      char c = text.charAt(i);
      if (Character.isLetter(c) || c == '#') {
        word.append(Character.toLowerCase(c));
      } else if (" .,;:=-(".indexOf(c) < 0) {
        return false;
      }
      i++;
    }
    boolean isWord =
        switch (word.toString()) {
          case "x", "ex", "ext", "extn", "extension", "xtn", "#", "ext#", "x#" -> true;
          case "dw", "durchwahl", "poste", "int", "interno", "ramal", "anexo", "доб" -> true;
          default -> false;
        };
    int digits = 0;
    while (i < text.length() && Text.isAsciiDigit(text.charAt(i))) {
      digits++;
      i++;
    }
    boolean isRest = i == text.length() || (i + 1 == text.length() && text.charAt(i) == ')');
    return isWord && digits > 0 && digits <= MOST_OF_EXTENSION && isRest;
  }

  /**
   * Returns whether a slash stands behind a whole number: {@code +49 30 901820/30} is two numbers,
   * or one with an extension. In {@code +49 30/901820} it is a separator.
   */
  private static boolean isCutByLastSlash(String text, int start, int end) {
    int slash = text.lastIndexOf('/', end - 1);
    return slash > start
        && digits(text, start, slash) >= FEWEST_DIGITS
        && digits(text, slash + 1, end) > 0;
  }

  private static int digits(String text, int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      digits += Text.isAsciiDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private static StringBuilder withoutSeparators(String text, int start, int end) {
    StringBuilder kept = new StringBuilder(end - start);
    int opened = 0; // how much was kept when the last parenthesis opened
    int c;
    for (int i = start; i < end; i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c >= '0' && c <= '9') {
        kept.append((char) c);
        continue;
      }
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
