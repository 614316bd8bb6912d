package com.treasuredata.tiktok.events.examples.sample;

/**
 * A telephone number, and the ways people type it.
 *
 * @param callingCode the country's, without plus sign
 * @param national the rest, in groups divided by spaces
 */
record Phone(String callingCode, String national) {
  /** Returns the number as it is hashed: {@code +819000001234}. */
  String e164() {
    return "+" + callingCode + national.replace(" ", "");
  }

  /** Returns the number as somebody might have typed it; it stays the same number. */
  String typed(Dice dice) {
    return switch (dice.between(0, 9)) {
      case 0, 1, 2 -> e164();
      case 3, 4 -> "+" + callingCode + " " + national;
      case 5 -> "+" + callingCode + "-" + national.replace(' ', '-');
      case 6 -> "(+" + callingCode + ") " + national;
      case 7 -> "+" + callingCode + " (" + national.replaceFirst(" ", ") ");
      case 8 -> "00" + callingCode + " " + national;
      default -> fullWidth(e164());
    };
  }

  /** Returns the number as it is dialled at home, which says nothing about the country. */
  String withoutCountry() {
    return "0" + national.replace(' ', '-');
  }

  /** Returns {@code ascii} as Japanese and Chinese keyboards type it: {@code ＋８１}. */
  private static String fullWidth(String ascii) {
    StringBuilder wide = new StringBuilder(ascii);
    for (int i = 0; i < wide.length(); i++) {
      wide.setCharAt(i, (char) (wide.charAt(i) + 0xFEE0));
    }
    return wide.toString();
  }
}
