package com.treasuredata.tiktok.events.internal.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What numbers of a country can't be, as far as that is simple and doesn't change: unassigned
 * country codes, lengths where a country has few, and the zero that is dialled inside a country
 * only. ITU-T E.164 and the national plans; what isn't here is taken.
 */
final class PhonePlan {
  /** Country codes of three digits that are assigned, by their first two; others have two. */
  private static final Map<String, String> LAST_DIGITS =
      Map.ofEntries(
          Map.entry("21", "12368"),
          Map.entry("22", "0123456789"),
          Map.entry("23", "0123456789"),
          Map.entry("24", "0123456789"),
          Map.entry("25", "012345678"),
          Map.entry("26", "0123456789"),
          Map.entry("29", "01789"),
          Map.entry("35", "0123456789"),
          Map.entry("37", "0123456789"),
          Map.entry("38", "012356789"),
          Map.entry("42", "013"),
          Map.entry("50", "0123456789"),
          Map.entry("59", "0123456789"),
          Map.entry("67", "0123456789"),
          Map.entry("68", "0123456789"),
          Map.entry("69", "0123456789"),
          Map.entry("80", "08"),
          Map.entry("85", "02356"),
          Map.entry("87", "0128"),
          Map.entry("88", "01236"),
          Map.entry("96", "0123456789"),
          Map.entry("97", "012345679"),
          Map.entry("99", "234568"));

  /** Codes of two digits that nobody has. */
  private static final String UNASSIGNED = "28 83 89 ";

  private record Lengths(int fewest, int most) {}

  /** What is known of the numbers of a country; its code is empty if there is no such country. */
  private record Plan(String code, Lengths lengths, boolean isWithoutZero) {}

  /** How many digits follow a country code. */
  private static final Map<String, Lengths> LENGTHS = new HashMap<>();

  /** Where a number has no zero behind the country code; Italy's, for one, has. */
  private static final String NO_ZERO =
      " 7 20 27 30 31 32 33 34 36 40 41 43 44 45 46 47 48 49 51 52 54 55 56 57 58 60 61 62 63 64 65"
          + " 66 81 82 84 86 90 91 92 93 94 95 98 212 213 233 234 254 255 256 351 353 358 359 372"
          + " 380 381 385 386 420 421 852 853 855 880 886 961 962 966 971 972 977 ";

  private static final Lengths ANY = new Lengths(0, PhoneNumber.MOST_DIGITS);

  /** Plans by the first three digits of a number, since each number is looked up. */
  private static final @Nullable Plan[] PLANS = new @Nullable Plan[1_000];

  static {
    lengths(10, 10, "1 7 30 90 91");
    lengths(9, 9, "31 33 34 41 48 61 351 212");
    lengths(8, 8, "45 47 852");
    lengths(9, 10, "81 44");
    lengths(8, 11, "65");
    lengths(8, 9, "32 886 971 972");
    lengths(10, 11, "52 55");
    lengths(9, 12, "86");
    lengths(8, 12, "62");
    lengths(8, 11, "82");
  }

  /** Divides the first five digits so that the one behind a code of so many digits is the last. */
  private static final int[] BEHIND_CODE = {10_000, 1_000, 100, 10};

  private PhonePlan() {}

  private static void lengths(int fewest, int most, String codes) {
    for (String code : codes.split(" ", -1)) {
      LENGTHS.put(code, new Lengths(fewest, most));
    }
  }

  /** Returns the country code that three digits begin with; empty if none does. */
  private static String countryCode(String digits) {
    char first = digits.charAt(0);
    if (first == '0') {
      return "";
    }
    if (first == '1' || first == '7') {
      return String.valueOf(first);
    }
    String two = digits.substring(0, 2);
    String last = LAST_DIGITS.get(two);
    if (last == null) {
      return UNASSIGNED.contains(two) ? "" : two;
    }
    return last.indexOf(digits.charAt(2)) < 0 ? "" : digits;
  }

  /** Returns the plan of numbers that begin with three digits, made when the first one is met. */
  private static Plan plan(int digits) {
    Plan known = PLANS[digits];
    if (known != null) {
      return known;
    }
    String code = countryCode(String.valueOf(1_000 + digits).substring(1));
    Plan plan = new Plan(code, LENGTHS.getOrDefault(code, ANY), NO_ZERO.contains(' ' + code + ' '));
    PLANS[digits] = plan; // Another thread may make the same one.
    return plan;
  }

  /**
   * Returns what is wrong with a number, or null if a country may have it.
   *
   * @param firstFive its first five digits, of which the first isn't 0
   * @param length how many digits it has
   */
  static @Nullable String problem(int firstFive, int length) {
    Plan plan = plan(firstFive / 100);
    String code = plan.code();
    if (code.isEmpty()) {
      return "a country code after + that a country has";
    }
    int first = firstFive / BEHIND_CODE[code.length()] % 10;
    if (first == 0 && plan.isWithoutZero()) {
      return "no 0 behind the country code " + code + ": it is dialled inside the country only";
    }
    int rest = length - code.length();
    Lengths lengths = plan.lengths();
    if (rest < lengths.fewest() || rest > lengths.most()) {
      String wanted =
          lengths.fewest() == lengths.most()
              ? String.valueOf(lengths.most())
              : lengths.fewest() + " to " + lengths.most();
      return wanted
          + " digits behind +"
          + code
          + ", not "
          + rest
          + ": is the country code doubled?";
    }
    // North America: area code and exchange begin with 2 to 9.
    if (code.equals("1") && (first < 2 || firstFive % 10 < 2)) {
      return "a number of North America behind +1: area code and exchange begin with 2 to 9";
    }
    return null;
  }
}
