package com.treasuredata.tiktok.events.internal.normalize;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The forms in which TikTok wants texts, one for each kind of field (events-api.md §2.2); trimmed
 * in all of them.
 */
public enum TextForm {
  /** As given. */
  PLAIN {
    @Override
    Normalized of(String text) {
      return Normalized.of(text);
    }
  },
  /**
   * {@code " ALICE_abc@gmail.com "} is {@code alice_abc@gmail.com}; dots and {@code +tags} stay.
   */
  EMAIL {
    @Override
    Normalized of(String text) {
      return EMAIL_SHAPE.matcher(text).matches()
          ? Normalized.of(Text.lower(text))
          : Normalized.malformed("one e-mail address such as name@example.com");
    }
  },
  /** {@code "(+1)2133734253"} is {@code +12133734253}. */
  PHONE {
    @Override
    Normalized of(String text) {
      return PhoneNumber.normalize(text);
    }
  },
  /**
   * {@code "O'Neil-Smith Jr."} is {@code oneilsmith jr}: inner spaces and letters of all scripts
   * stay.
   */
  PERSON_NAME {
    @Override
    Normalized of(String text) {
      String name = Text.trim(Text.without(Text.lower(text), Text::isPunctuation));
      return name.isEmpty() ? Normalized.malformed("a name with letters") : Normalized.of(name);
    }
  },
  /** {@code "M5V 3L9"} is {@code m5v3l9}; what only the US does is {@link #usZipCode}. */
  ZIP_CODE {
    @Override
    Normalized of(String text) {
      String zip =
          Text.without(
              Text.lower(text),
              c -> Text.isBlank(c) || Character.getType(c) == Character.DASH_PUNCTUATION);
      return zip.codePoints().anyMatch(Character::isLetterOrDigit)
          ? Normalized.of(zip)
          : Normalized.malformed("a postal code with letters or digits");
    }
  },
  /** {@code "São Paulo"} is {@code sãopaulo}. */
  PLACE {
    @Override
    Normalized of(String text) {
      if (Sha256.isDigest(text)) {
        return Normalized.malformed("plain text: TikTok doesn't take this field hashed");
      }
      String place = Text.without(Text.lower(text), c -> Text.isBlank(c) || Text.isPunctuation(c));
      return place.isEmpty() ? Normalized.malformed("a name with letters") : Normalized.of(place);
    }
  },
  /** {@code "JP"} is {@code jp}. */
  COUNTRY {
    @Override
    Normalized of(String text) {
      String country = text.toUpperCase(Locale.ROOT);
      return ISO_COUNTRIES.contains(country)
          ? Normalized.of(Text.lower(country))
          : Normalized.malformed("a two-letter ISO 3166-1 country code such as us or jp");
    }
  },
  /** {@code "203.0.113.25"}, {@code "2001:db8::200"}; public ones only. */
  IP {
    @Override
    Normalized of(String text) {
      return IpAddress.normalize(text);
    }
  },
  /** {@code "en_US"} is {@code en-US}. */
  LOCALE {
    @Override
    Normalized of(String text) {
      String tag = text.replace('_', '-');
      return LANGUAGE_TAG.matcher(tag).matches()
          ? Normalized.of(tag)
          : Normalized.malformed("a BCP 47 language tag such as en-US");
    }
  },
  /** Upper case (events-api.md §2.2, conflict B). */
  IDFA {
    @Override
    Normalized of(String text) {
      return deviceId(text.toUpperCase(Locale.ROOT));
    }
  },
  /** Lower case. */
  GAID {
    @Override
    Normalized of(String text) {
      return deviceId(Text.lower(text));
    }
  },
  /** As given. */
  IDFV {
    @Override
    Normalized of(String text) {
      return deviceId(text);
    }
  },
  /** A full address with its scheme: {@code https://shop.example/?q=1}. */
  URL {
    @Override
    Normalized of(String text) {
      return FULL_URL.matcher(text).matches()
          ? Normalized.of(text)
          : Normalized.malformed("a full URL such as https://shop.example/page, without spaces");
    }
  };

  /** Permissive on purpose: letters of all scripts may stand on both sides of the one {@code @}. */
  private static final Pattern EMAIL_SHAPE =
      Pattern.compile(
          "[^@\\p{Z}\\p{C}<>(),;:\"\\\\]{1,256}@[^@\\p{Z}\\p{C}<>(),;:\"\\\\.]+(\\.[^@\\p{Z}\\p{C}<>(),;:\"\\\\.]+)+");

  private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern FULL_URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+");

  /**
   * Groups of hexadecimal digits; their lengths are not checked, since TikTok's own sample has an
   * odd one.
   */
  private static final Pattern DEVICE_ID =
      Pattern.compile("[0-9A-Fa-f]{4,12}(-[0-9A-Fa-f]{4,12}){4}");

  private static final Pattern NO_DEVICE_ID = Pattern.compile("[0-]+");
  private static final Pattern US_ZIP_PLUS_4 = Pattern.compile("[0-9]{5}-?[0-9]{4}");
  private static final Set<String> ISO_COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  abstract Normalized of(String text);

  /** Returns {@code text} in this form; a blank one is absent. */
  public Normalized normalize(String text) {
    String trimmed = Text.trim(text);
    return trimmed.isEmpty() ? Normalized.of("") : of(trimmed);
  }

  /**
   * Returns {@code text} in this form, or as a digest that it already is: 64 hexadecimal digits
   * pass through in lower case.
   */
  public Normalized normalizeOrDigest(String text) {
    String trimmed = Text.trim(text);
    if (!Sha256.isDigest(trimmed)) {
      return trimmed.isEmpty() ? Normalized.of("") : of(trimmed);
    }
    String digest = Text.lower(trimmed);
    return digest.equals(Sha256.OF_EMPTY)
        ? Normalized.malformed("the SHA-256 of a value; this is the SHA-256 of an empty text")
        : Normalized.of(digest);
  }

  /**
   * Cuts a US ZIP+4 code to its first five digits before {@link #ZIP_CODE} is applied. Where the
   * country isn't known, the shape decides: {@code 95110-1234} is read as a US one.
   *
   * @param country the normalised country, or an empty text
   */
  public static String usZipCode(String text, String country) {
    String zip = Text.trim(text);
    boolean cut =
        country.equals("us")
            ? US_ZIP_PLUS_4.matcher(zip).matches()
            : country.isEmpty() && zip.indexOf('-') == 5 && US_ZIP_PLUS_4.matcher(zip).matches();
    return cut ? zip.substring(0, 5) : text;
  }

  private static Normalized deviceId(String id) {
    if (!DEVICE_ID.matcher(id).matches()) {
      return Normalized.malformed("a device id such as EA7583CD-A667-48BC-B806-42ECB2B48606");
    }
    return NO_DEVICE_ID.matcher(id).matches()
        ? Normalized.malformed("a device id; zeros alone mean that the device gave none")
        : Normalized.of(id);
  }
}
