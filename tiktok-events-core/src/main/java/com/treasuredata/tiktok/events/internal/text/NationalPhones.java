package com.treasuredata.tiktok.events.internal.text;

import java.util.Locale;

/**
 * Reads phone numbers without a country code as those of a country, by Google's libphonenumber: an
 * optional dependency, used only by those who ask for it, never because it happens to be there. The
 * same record must not be hashed in two ways on two machines. Safe for use by several threads.
 */
public final class NationalPhones {
  /** Where the library is; without a version, since any will do. */
  private static final String COORDINATES = "com.googlecode.libphonenumber:libphonenumber";

  private static final String OF_ROW = "row";

  private final Libphonenumber numbers;
  private final String region;

  private NationalPhones(Libphonenumber numbers, String region) {
    this.numbers = numbers;
    this.region = region;
  }

  /**
   * Returns the reader for a country.
   *
   * @param country two letters, in either case, or {@code row}: each row says its own
   * @throws IllegalArgumentException if it is neither
   * @throws IllegalStateException if libphonenumber isn't there
   */
  public static NationalPhones of(String country) {
    String region = Text.upper(Text.trim(country));
    boolean isOfRow = region.equals(Text.upper(OF_ROW));
    if (!isOfRow && TextForm.COUNTRY.normalize(region, "").problem() != null) {
      throw new IllegalArgumentException(
          "phone country must be two letters such as JP, or row: what the row's country says");
    }
    try {
      return new NationalPhones(
          new Libphonenumber(),
          isOfRow ? "" : Text.upper(TextForm.COUNTRY.normalize(region, "").text()));
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "phone country needs a library that isn't there: add the dependency " + COORDINATES, e);
    }
  }

  /** Returns whether each row says its country. */
  public boolean isOfRow() {
    return region.isEmpty();
  }

  /** Returns whether a number says its country itself, and so isn't for this reader. */
  public static boolean isInternational(String text) {
    String number = Text.trim(Text.narrow(text));
    int i = 0;
    while (i < number.length() && "'(".indexOf(number.charAt(i)) >= 0) {
      i++;
    }
    return number.startsWith("+", i)
        || number.startsWith("00", i)
        || number.regionMatches(true, i, "tel:+", 0, 5);
  }

  /**
   * Returns a national number with + and country code.
   *
   * @param rowsCountry the row's country in two letters; empty if it has none
   */
  public Normalized read(String text, String rowsCountry) {
    String of = isOfRow() ? rowsCountry.toUpperCase(Locale.ROOT) : region;
    if (of.length() != 2) {
      return Normalized.malformed(
          "a phone number that starts with + and its country code, or a row with a country");
    }
    if (text.length() > 100) {
      return Normalized.malformed("a phone number of " + of);
    }
    String number = numbers.read(text, of);
    return number == null ? Normalized.malformed("a phone number of " + of) : Normalized.of(number);
  }
}
