package com.treasuredata.tiktok.events.schema;

import java.util.BitSet;

/**
 * The currencies that TikTok lists (events-api.md §2.3). It adds to them, so others are sent with a
 * warning.
 */
final class Currencies {
  private static final String CODES =
      "AED ARS AUD BDT BHD BIF BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DZD EGP EUR GBP GTQ HKD HNL HUF IDR ILS INR"
          + " ISK JPY KES KHR KRW KWD KZT MAD MOP MXN MYR NGN NIO NOK NZD OMR PEN PHP PKR PLN PYG QAR RON RUB"
          + " SAR SEK SGD THB TRY TWD UAH USD VES VND ZAR";

  /** Each code at the number that its letters make. */
  private static final BitSet LISTED = new BitSet(26 * 26 * 26);

  static {
    for (int i = 0; i < CODES.length(); i += 4) {
      LISTED.set(number(CODES.charAt(i), CODES.charAt(i + 1), CODES.charAt(i + 2)));
    }
  }

  private Currencies() {}

  /** Returns whether three capital letters in ASCII are a listed code. */
  static boolean isListed(byte[] ascii, int from) {
    return LISTED.get(number(ascii[from], ascii[from + 1], ascii[from + 2]));
  }

  /** Returns whether three capital letters are a listed code. */
  static boolean isListed(String code) {
    return LISTED.get(number(code.charAt(0), code.charAt(1), code.charAt(2)));
  }

  private static int number(int first, int second, int third) {
    return ((first - 'A') * 26 + second - 'A') * 26 + third - 'A';
  }
}
