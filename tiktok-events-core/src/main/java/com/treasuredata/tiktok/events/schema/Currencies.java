package com.treasuredata.tiktok.events.schema;

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

  static boolean isListed(String code) {
    return LISTED.contains(code);
  }
}
