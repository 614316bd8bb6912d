package com.treasuredata.tiktok.events.internal.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of parameters and custom properties that say that their value is a person's: {@code
 * customer_phone}, {@code billingFirstName}, {@code password}. Addresses need no name: they are
 * found by their form.
 */
final class PersonalNames {
  private static final int LONGEST = 60;

  private static final Set<String> PHONES =
      Set.of(
          "phone",
          "phones",
          "phonenumber",
          "phonenumbers",
          "phoneno",
          "phonenr",
          "ph",
          "tel",
          "telno",
          "telnumber",
          "telephone",
          "telephonenumber",
          "telefon",
          "telefono",
          "telefone",
          "mobile",
          "mobileno",
          "mobilenumber",
          "mobilephone",
          "cell",
          "cellphone",
          "cellnumber",
          "msisdn",
          "whatsapp",
          "sms");

  private static final Set<String> NAMES =
      Set.of(
          "firstname",
          "lastname",
          "fname",
          "lname",
          "fullname",
          "givenname",
          "familyname",
          "surname",
          "forename",
          "middlename",
          "maidenname");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "password",
          "passwd",
          "passwort",
          "pwd",
          "secret",
          "clientsecret",
          "token",
          "accesstoken",
          "authtoken",
          "idtoken",
          "refreshtoken",
          "sessiontoken",
          "resettoken",
          "apikey",
          "jwt");

  private static final Set<String> PERSONS =
      Set.of(
          "customer",
          "client",
          "user",
          "buyer",
          "member",
          "billing",
          "contact",
          "guest",
          "recipient",
          "person",
          "patient",
          "subscriber");

  /** Words before a name that say whose it is. */
  private static final Set<String> OWNERS =
      Set.of(
          "customer",
          "cust",
          "client",
          "user",
          "usr",
          "buyer",
          "member",
          "billing",
          "shipping",
          "delivery",
          "contact",
          "lead",
          "guest",
          "recipient",
          "account",
          "person",
          "profile",
          "patient",
          "subscriber",
          "visitor",
          "owner",
          "order",
          "home",
          "work",
          "primary",
          "secondary",
          "my",
          "raw");

  /** What is known of names that were seen: an export sees the same few again and again. */
  private static final Map<String, Optional<PersonalData.Kind>> KINDS = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 1_000;

  private PersonalNames() {}

  /** Returns whether a name says nothing personal of any value. */
  static boolean isHarmless(String name) {
    return name.length() < 2 || name.length() > LONGEST || kind(name) == null;
  }

  /** Returns what a value is by its name, or null if the name doesn't say. */
  static PersonalData.@Nullable Kind kind(String name, String value) {
    if (name.length() < 2 || name.length() > LONGEST) {
      return null;
    }
    Optional<PersonalData.Kind> known = KINDS.get(name);
    if (known == null) {
      known = Optional.ofNullable(kind(name));
      if (KINDS.size() < MOST_KNOWN) {
        KINDS.put(name, known);
      }
    }
    if (known.isEmpty() || Sha256.isDigest(value)) {
      return null;
    }
    PersonalData.Kind kind = known.get();
    boolean isOne =
        switch (kind) {
          case PHONE_NUMBER -> hasDigitsOfPhone(value);
          case NAME -> Text.hasAny(value, Character::isLetter);
          case CREDENTIALS, EMAIL_ADDRESS -> true;
        };
    return isOne ? kind : null;
  }

  private static PersonalData.@Nullable Kind kind(String name) {
    String plain = withoutOwners(name);
    if (PHONES.contains(plain)) {
      return PersonalData.Kind.PHONE_NUMBER;
    }
    if (NAMES.contains(plain) || (plain.equals("name") && isOfPerson(name))) {
      return PersonalData.Kind.NAME;
    }
    return CREDENTIALS.contains(plain) ? PersonalData.Kind.CREDENTIALS : null;
  }

  private static boolean isOfPerson(String name) {
    return PERSONS.contains(Text.lower(name.substring(0, endOfWord(name, 0))));
  }

  /** Returns {@code phonenumber} of {@code billingPhoneNumber} and {@code user[phone_number]}. */
  private static String withoutOwners(String name) {
    StringBuilder rest = new StringBuilder(name.length());
    int start = 0;
    while (start < name.length()) {
      int end = endOfWord(name, start);
      String word = name.substring(start, end).toLowerCase(Locale.ROOT);
      if (rest.length() > 0 || !OWNERS.contains(word)) {
        rest.append(word);
      }
      start = end;
      while (start < name.length() && !isWordSign(name.charAt(start))) {
        start++;
      }
    }
    return rest.toString();
  }

  private static int endOfWord(String name, int start) {
    int end = start;
    while (end < name.length() && isWordSign(name.charAt(end))) {
      boolean isCamel =
          end > start
              && Character.isUpperCase(name.charAt(end))
              && Character.isLowerCase(name.charAt(end - 1));
      if (isCamel) {
        return end;
      }
      end++;
    }
    return end;
  }

  private static boolean isWordSign(char c) {
    return Character.isLetter(c);
  }

  private static boolean hasDigitsOfPhone(String value) {
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isDigit(c)) {
        digits++;
      } else if (Character.isLetter(c) && c != 'x' && c != 'e' && c != 't') {
        return false;
      }
    }
    return digits >= PersonalData.FEWEST_DIGITS - 1 && digits <= 2 * PersonalData.MOST_DIGITS;
  }
}
