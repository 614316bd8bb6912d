package com.treasuredata.tiktok.events.schema;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The currencies that TikTok lists (events-api.md §2.3). It adds to them, so others are sent with a
 * warning.
 */
final class Currencies {
  private static final Set<String> LISTED =
      Set.of(
          ("AED ARS AUD BDT BHD BIF BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DZD EGP EUR GBP GTQ HKD HNL HUF IDR ILS INR"
                  + " ISK JPY KES KHR KRW KWD KZT MAD MOP MXN MYR NGN NIO NOK NZD OMR PEN PHP PKR PLN PYG QAR RON RUB"
                  + " SAR SEK SGD THB TRY TWD UAH USD VES VND ZAR")
              .split(" "));

  private Currencies() {}

  /** Returns whether three letters in ASCII bytes are a listed code. */
  static boolean isListed(byte[] ascii, int from, int to) {
    return isListed(new String(ascii, from, to - from, StandardCharsets.US_ASCII));
  }

  static boolean isListed(String code) {
    return LISTED.contains(code);
  }
}
