package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The rules for single JSON values; what a field's rule is called here, the tables can combine. */
final class Checks {
  private static final int DIGEST_LENGTH = 64;

  /** SHA-256 of nothing, a sure sign that an absent value was hashed (§2.2, test vectors). */
  private static final String DIGEST_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** From here on a Unix time is taken for milliseconds (§2.1). */
  private static final long FIRST_IMPOSSIBLE_SECOND = 100_000_000_000L;

  /** A JSON string; the empty one is tolerated (§1.2). */
  static final Check TEXT = (in, notes) -> string(in);

  /** A JSON string that says something: numeric ids are not strings (§1.2, §2.1, §5.3). */
  static final Check ID = (in, notes) -> nonBlank(in);

  /** A JSON number, never a string (§2.3). */
  static final Check NUMBER =
      (in, notes) -> {
        if (in.peek() != Token.NUMBER) {
          throw Refusal.invalid("not a valid number.");
        }
        in.skipValue();
      };

  /** A JSON number without a fraction (§2.3). */
  static final Check INTEGER = (in, notes) -> integer(in);

  static final Check BOOLEAN = (in, notes) -> bool(in);

  /** A SHA-256 digest in lower-case hexadecimal (§2.2). */
  static final Check DIGEST = (in, notes) -> digest(string(in));

  /** One digest, or an array of them (§2.2, array rules). */
  static final Check DIGESTS =
      (in, notes) -> {
        if (in.peek() == Token.BEGIN_ARRAY) {
          each(in, DIGEST, notes);
        } else {
          DIGEST.judge(in, notes);
        }
      };

  /** Readable text where a digest would match nobody (§2.2: city, state, country). */
  static final Check UNHASHED =
      (in, notes) -> {
        String value = string(in);
        if (isDigest(value)) {
          throw Refusal.invalid("must not be hashed, but is " + quoted(value) + ".");
        }
      };

  /** An upper-case advertising id, or the digest of one (§2.2, conflict B). */
  static final Check IDFA =
      (in, notes) -> {
        String value = string(in);
        if (!isDigest(value) && !value.equals(value.toUpperCase(Locale.ROOT))) {
          throw Refusal.invalid("must be upper-case, but is " + quoted(value) + ".");
        }
      };

  /** A lower-case advertising id, or the digest of one (§2.2, conflict B). */
  static final Check GAID =
      (in, notes) -> {
        String value = string(in);
        if (!value.equals(value.toLowerCase(Locale.ROOT))) {
          throw Refusal.invalid("must be lower-case, but is " + quoted(value) + ".");
        }
      };

  /** An IPv4 or IPv6 address (§2.2). */
  static final Check IP =
      (in, notes) -> {
        String value = string(in);
        if (!value.isEmpty()) {
          notes.publicIp =
              IpLiteral.parse(value)
                  .orElseThrow(() -> Refusal.invalid(quoted(value) + " is not an IP address."))
                  .isPublic();
        }
      };

  /** Unix seconds, not milliseconds and not text (§2.1). */
  static final Check EVENT_TIME =
      (in, notes) -> {
        long seconds = integer(in);
        if (seconds <= 0) {
          throw Refusal.invalid(seconds + " is not after 1970.");
        }
        if (seconds >= FIRST_IMPOSSIBLE_SECOND) {
          throw Refusal.invalid(seconds + " is too large for Unix seconds; is it milliseconds?");
        }
      };

  /** The name of an event, standard or custom (§4). */
  static final Check EVENT = (in, notes) -> notes.event = nonBlank(in);

  /** The name of a standard event, which is all that offline sets take (§4.4). */
  static final Check STANDARD_EVENT =
      (in, notes) -> {
        String event = nonBlank(in);
        if (!StandardEvents.WEB_AND_OFFLINE.contains(event)) {
          throw Refusal.invalid(quoted(event) + " is not a standard event, as offline needs.");
        }
        notes.event = event;
      };

  static final Check EVENT_ID = (in, notes) -> notes.eventId = nonBlank(in);

  static final Check LIMITED_DATA_USE = (in, notes) -> notes.limitedDataUse = bool(in);

  /** An ISO 4217 code; which of them TikTok takes is not checked, the list grows (§2.3). */
  static final Check CURRENCY =
      (in, notes) -> {
        String value = string(in);
        if (!value.isEmpty() && !isCurrency(value)) {
          throw Refusal.invalid(quoted(value) + " is not an ISO 4217 code.");
        }
      };

  /** A share of credit (§2.6). */
  static final Check SHARE =
      (in, notes) -> {
        if (in.peek() != Token.NUMBER) {
          throw Refusal.invalid("not a valid number.");
        }
        double share = in.nextDouble();
        if (share < 0 || share > 1) {
          throw Refusal.invalid(share + " is not between 0.0 and 1.0.");
        }
      };

  private Checks() {}

  static Check oneOf(String... values) {
    Set<String> allowed = Set.of(values);
    return (in, notes) -> oneOf(string(in), allowed);
  }

  static String oneOf(String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      String choice = String.join(", ", new TreeSet<>(allowed));
      throw Refusal.invalid(quoted(value) + " is not one of " + choice + ".");
    }
    return value;
  }

  static Check arrayOf(Check element) {
    return (in, notes) -> {
      if (in.peek() != Token.BEGIN_ARRAY) {
        throw Refusal.invalid("not a valid array.");
      }
      each(in, element, notes);
    };
  }

  static Check mistaken(String advice) {
    return (in, notes) -> {
      throw Refusal.invalid(advice);
    };
  }

  /** Passes over a field the page does not know; only an explicit null is refused (§1.2). */
  static void tolerate(JsonReader in) throws IOException {
    String name = in.nextName();
    if (in.peek() == Token.NULL) {
      throw Refusal.invalid("null; leave the field out instead.").under(name);
    }
    in.skipValue();
  }

  static String string(JsonReader in) throws IOException {
    if (in.peek() != Token.STRING) {
      throw Refusal.invalid("not a valid string."); // the live wording (§5.3)
    }
    return in.nextString();
  }

  static String nonBlank(JsonReader in) throws IOException {
    String value = string(in);
    if (value.isBlank()) {
      throw Refusal.invalid("must not be blank.");
    }
    return value;
  }

  static String quoted(String value) {
    return '"' + value + '"'; // TikTok quotes what it refuses, personal or not (§5.1)
  }

  private static void each(JsonReader in, Check element, EventNotes notes) throws IOException {
    in.beginArray();
    for (int i = 0; in.hasNext(); i++) {
      try {
        element.judge(in, notes);
      } catch (Refusal refusal) {
        throw refusal.under(Integer.toString(i));
      }
    }
    in.endArray();
  }

  private static long integer(JsonReader in) throws IOException {
    if (in.peek() != Token.NUMBER) {
      throw Refusal.invalid("not a valid integer.");
    }
    String literal = in.nextString();
    try {
      return Long.parseLong(literal);
    } catch (NumberFormatException e) {
      throw Refusal.invalid(literal + " is not a valid integer.");
    }
  }

  private static boolean bool(JsonReader in) throws IOException {
    if (in.peek() != Token.BOOLEAN) {
      throw Refusal.invalid("not a valid boolean.");
    }
    return in.nextBoolean();
  }

  private static void digest(String value) {
    if (value.isEmpty()) {
      return;
    }
    if (!isDigest(value)) {
      throw Refusal.of(
          Codes.NOT_HASHED,
          quoted(value) + " is not a SHA-256 digest of 64 lower-case hexadecimal digits.");
    }
    if (value.equals(DIGEST_OF_NOTHING)) {
      throw Refusal.invalid("the digest of an empty text; leave the field out instead.");
    }
  }

  private static boolean isDigest(String value) {
    if (value.length() != DIGEST_LENGTH) {
      return false;
    }
    for (int i = 0; i < DIGEST_LENGTH; i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCurrency(String value) {
    return value.length() == 3 && value.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
