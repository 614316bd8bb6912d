package com.treasuredata.tiktok.events.internal.text;

import java.util.regex.Pattern;

/**
 * The forms in which TikTok wants texts, one for each kind of field (events-api.md §2.2 and §2.3);
 * trimmed in all of them.
 */
public enum TextForm {
  /** As given. */
  PLAIN {
    @Override
    Normalized of(String text, String country) {
      return Normalized.of(text);
    }
  },
  /** {@code " ALICE_abc@gmail.com "} is {@code alice_abc@gmail.com}. */
  EMAIL {
    @Override
    Normalized of(String text, String country) {
      return EmailAddress.normalize(text);
    }
  },
  /** {@code "(+1)2133734253"} is {@code +12133734253}. */
  PHONE {
    @Override
    Normalized of(String text, String country) {
      return PhoneNumber.normalize(text);
    }
  },
  /**
   * {@code "O'Neil-Smith Jr."} is {@code oneilsmith jr}: inner spaces and letters of all scripts
   * stay.
   */
  PERSON_NAME {
    @Override
    Normalized of(String text, String country) {
      return PlainName.ofPerson(text);
    }
  },
  /** {@code "M5V 3L9"} is {@code m5v3l9}; in the US {@code "95110-1234"} is {@code 95110}. */
  POSTAL_CODE {
    @Override
    Normalized of(String text, String country) {
      return PostalCode.normalize(text, country);
    }
  },
  /** {@code "São Paulo"} is {@code sãopaulo}. */
  CITY {
    @Override
    Normalized of(String text, String country) {
      return PlainName.ofPlace(text);
    }
  },
  /** {@code "Tokyo-to"} is {@code tokyoto}; in the US {@code "CA"} is {@code ca}. */
  STATE {
    @Override
    Normalized of(String text, String country) {
      Normalized state = PlainName.ofPlace(text);
      boolean mayBeAmerican = country.equals("us") || country.equals(UNCLEAR_COUNTRY);
      if (!mayBeAmerican || state.problem() != null || Text.isAsciiLetters(state.text(), 2)) {
        return state;
      }
      String code = Countries.stateOfUs(state.text());
      if (country.equals(UNCLEAR_COUNTRY)) {
        return code == null
            ? state
            : Normalized.malformed("a state of a country that is understood");
      }
      return code == null
          ? Normalized.malformed("the two letters of a US state")
          : Normalized.of(code);
    }
  },
  /** {@code "JP"} is {@code jp}. */
  COUNTRY {
    @Override
    Normalized of(String text, String country) {
      String code = Text.upper(Text.narrow(text));
      String plain =
          code.length() == 2 ? Countries.plainCode(code.charAt(0), code.charAt(1)) : null;
      String named = plain == null ? Countries.code(text) : plain;
      return named == null
          ? Normalized.malformed("a two-letter ISO 3166-1 country code such as us or jp")
          : Normalized.of(named);
    }
  },
  /** {@code "203.0.113.25"}, {@code "2001:db8::200"}; public ones only. */
  IP {
    @Override
    Normalized of(String text, String country) {
      return IpAddress.normalize(text);
    }
  },
  /** {@code "en_US"} is {@code en-US}. */
  LOCALE {
    @Override
    Normalized of(String text, String country) {
      String tag = text.replace('_', '-');
      return Forms.LANGUAGE_TAG.matcher(tag).matches()
          ? Normalized.of(tag)
          : Normalized.malformed("a BCP 47 language tag such as en-US");
    }
  },
  /** Upper case (events-api.md §2.2, conflict B). */
  IDFA {
    @Override
    Normalized of(String text, String country) {
      return deviceId(Text.upper(text));
    }
  },
  /** Lower case. */
  GAID {
    @Override
    Normalized of(String text, String country) {
      return deviceId(Text.lower(text));
    }
  },
  /** As given. */
  IDFV {
    @Override
    Normalized of(String text, String country) {
      return deviceId(text);
    }
  },
  /** {@code https://shop.example/?ttclid=E.C.P.abc} is {@code E.C.P.abc}. */
  CLICK_ID {
    @Override
    Normalized of(String text, String country) {
      return OpaqueId.ofClick(text);
    }
  },
  /** {@code _ttp=2aBcDe; _ga=1} is {@code 2aBcDe}. */
  COOKIE {
    @Override
    Normalized of(String text, String country) {
      return OpaqueId.ofCookie(text);
    }
  },
  /** {@code id343200656} is {@code 343200656}. */
  APP_ID {
    @Override
    Normalized of(String text, String country) {
      return Normalized.of(OpaqueId.ofApp(text));
    }
  },
  /** A full address with its scheme: {@code https://shop.example/?q=1}. */
  URL {
    @Override
    Normalized of(String text, String country) {
      return isFullUrl(text)
          ? Normalized.of(text)
          : Normalized.malformed("a full URL such as https://shop.example/page, without spaces");
    }
  },
  /** {@code "usd"} is {@code USD}. */
  CURRENCY {
    @Override
    Normalized of(String text, String country) {
      String code = Text.upper(text);
      return Text.isAsciiLetters(code, 3)
          ? Normalized.of(code)
          : Normalized.malformed("an ISO 4217 code of three letters, such as USD");
    }
  };

  /** Stands for a country that was given and not understood: it may be the US. */
  public static final String UNCLEAR_COUNTRY = "?";

  /** Compiled when the first value needs one. */
  private static final class Forms {
    static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,9}");

    /**
     * Groups of hexadecimal digits; their lengths are not checked, since TikTok's own sample has an
     * odd one.
     */
    static final Pattern DEVICE_ID = Pattern.compile("[0-9A-Fa-f]{4,12}(?:-[0-9A-Fa-f]{4,12}){4}");

    static final Pattern NO_DEVICE_ID = Pattern.compile("[0-]+");
  }

  abstract Normalized of(String text, String country);

  /**
   * Returns {@code text} in this form; a blank one is absent.
   *
   * @param country the person's country in the form {@link #COUNTRY}, on which that of states and
   *     postal codes depends; empty if it wasn't given
   */
  public Normalized normalize(String text, String country) {
    String trimmed = Text.trim(text);
    return trimmed.isEmpty() ? Normalized.ABSENT : of(trimmed, country);
  }

  /**
   * Returns {@code text} in this form, or as a digest that it already is: 64 hexadecimal digits
   * pass through in lower case.
   *
   * @param country as in {@link #normalize}
   */
  public Normalized normalizeOrDigest(String text, String country) {
    String trimmed = Text.trim(text);
    if (!Sha256.isDigest(trimmed)) {
      if (trimmed.length() < OtherDigest.SHORTEST) {
        return trimmed.isEmpty() ? Normalized.ABSENT : of(trimmed, country);
      }
      return OtherDigest.read(trimmed, this != PLAIN).orElseGet(() -> of(trimmed, country));
    }
    String digest = Text.lower(trimmed);
    return digest.equals(Sha256.OF_EMPTY)
        ? Normalized.malformed("the SHA-256 of a value; this is the SHA-256 of an empty text")
        : Normalized.of(digest);
  }

  /** Returns whether nothing that can be seen is in {@code text}. */
  public static boolean isBlank(String text) {
    return Text.trim(text).isEmpty();
  }

  /**
   * Returns whether each surrogate in {@code text} has its other half. Without, UTF-8 has no bytes
   * for it, and different texts would get the same digest.
   */
  public static boolean isWellFormed(String text) {
    return Text.isWellFormed(text);
  }

  private static Normalized deviceId(String id) {
    if (!Forms.DEVICE_ID.matcher(id).matches()) {
      return Normalized.malformed("a device id such as EA7583CD-A667-48BC-B806-42ECB2B48606");
    }
    return Forms.NO_DEVICE_ID.matcher(id).matches()
        ? Normalized.malformed("a device id; zeros alone mean that the device gave none")
        : Normalized.of(id);
  }

  private static boolean isFullUrl(String text) {
    int colon = text.indexOf("://");
    if (colon < 1 || colon + 3 == text.length() || !Text.isAsciiLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < colon; i++) {
      char c = text.charAt(i);
      if (!Text.isAsciiLetter(c) && !Text.isAsciiDigit(c) && "+-.".indexOf(c) < 0) {
        return false;
      }
    }
    for (int i = colon; i < text.length(); i++) {
      if (Text.isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
