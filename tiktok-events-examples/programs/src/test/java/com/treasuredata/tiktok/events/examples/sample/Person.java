package com.treasuredata.tiktok.events.examples.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A customer who doesn't exist.
 *
 * @param email the address as it is hashed: in lower case, without spaces
 * @param customerId what the shop knows them by
 * @param newCustomer whether they haven't bought before
 */
record Person(
    Country country,
    Country.City city,
    Country.Name givenName,
    Country.Name familyName,
    String email,
    Phone phone,
    String customerId,
    boolean newCustomer,
    String ip,
    String userAgent) {

  /** Where three in ten live. */
  private static final List<String> LARGEST = List.of("JP", "US");

  private static final List<String> DOMAINS =
      List.of(
          "example.com",
          "example.com",
          "example.org",
          "example.net",
          "mail.example.com",
          "post.example",
          "web.test");

  private static final List<String> INTERNATIONAL_DOMAINS =
      List.of("bücher.example", "münchen.test", "例え.test", "почта.test");

  private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Mobile/15E148 musical_ly_38.2.0 BytedanceWebview/d8a21c6",
          "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/141.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.6 Safari/605.1.15",
          "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0");

  /** Returns {@code count} people from all countries. */
  static List<Person> people(Dice dice, int count) {
    List<Country> largest =
        Country.ALL.stream().filter(each -> LARGEST.contains(each.code())).toList();
    List<Person> people = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Country country = dice.oneOf(dice.chance(30) ? largest : Country.ALL);
      people.add(someone(dice, country, 100_000 + i));
    }
    return people;
  }

  private static Person someone(Dice dice, Country country, int number) {
    Country.Name givenName = dice.oneOf(country.givenNames());
    Country.Name familyName = dice.oneOf(country.familyNames());
    return new Person(
        country,
        dice.oneOf(country.cities()),
        givenName,
        familyName,
        address(dice, givenName, familyName),
        country.phone(dice),
        "Cust-" + number,
        dice.chance(40),
        dice.chance(20) ? ipv6(dice) : dice.oneOf(NETWORKS) + dice.between(1, 254),
        dice.oneOf(BROWSERS));
  }

  private static String address(Dice dice, Country.Name givenName, Country.Name familyName) {
    boolean international = dice.chance(4);
    String given =
        international
            ? givenName.written().replace(" ", "").toLowerCase(Locale.ROOT)
            : givenName.latin();
    String mailbox =
        switch (dice.between(0, 3)) {
          case 0 -> given;
          case 1 -> given + "." + familyName.latin();
          case 2 -> given + "_" + familyName.latin() + dice.between(60, 99);
          default -> given + dice.between(1, 999);
        };
    String tag = dice.chance(8) ? "+tiktok" : "";
    return mailbox + tag + "@" + dice.oneOf(international ? INTERNATIONAL_DOMAINS : DOMAINS);
  }

  private static String ipv6(Dice dice) {
    String hex = "123456789abcdef";
    return dice.chance(50)
        ? "2001:db8:" + dice.text(hex, 4) + ":" + dice.text(hex, 1) + "::" + dice.text(hex, 3)
        : "2001:0db8:" + dice.text(hex, 4) + ":000a:00b0:0000:0000:" + dice.text(hex, 4);
  }

  /** Returns the address as somebody might have typed it, or hashed; it stays the same address. */
  String typedEmail(Dice dice) {
    return switch (dice.between(0, 19)) {
      case 0, 1 -> Sha256.hex(email);
      case 2 -> Sha256.upperHex(email);
      case 3 -> " " + email;
      case 4 -> email + "  ";
      case 5, 6 -> upperInitial(email);
      case 7 -> email.substring(0, email.indexOf('@')) + domain().toUpperCase(Locale.ROOT);
      default -> email;
    };
  }

  private static String upperInitial(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private String domain() {
    return email.substring(email.indexOf('@'));
  }

  /** Returns the number as somebody might have typed it, or hashed; it stays the same number. */
  String typedPhone(Dice dice) {
    return switch (dice.between(0, 19)) {
      case 0, 1 -> Sha256.hex(phone.e164());
      case 2 -> Sha256.upperHex(phone.e164());
      default -> phone.typed(dice);
    };
  }
}
