package com.treasuredata.tiktok.events.internal.text;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts that are plainly good straight into the bytes that are sent, in the form of their
 * field, or as the digest of it. Whatever isn't plainly good is not written: {@link TextForm} then
 * reads it closely, and gives the same for what is written here. Not safe for use by several
 * threads.
 *
 * <p>{@link #write} and {@link #writeDigest} are long on purpose: the JVM compiles a method of more
 * than 325 bytes once, and a shorter one again in each of its callers, which took seconds.
 */
public final class DirectText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_LENGTH = 32;

  /** Marks what isn't there, or has to be read closely. */
  private static final int CLOSELY = -1;

  private final MessageDigest sha256 = Sha256.newDigest();
  private final byte[] digest = new byte[DIGEST_LENGTH];
  private final DirectUrl urls = new DirectUrl();
  private byte[] scratch = new byte[256];

  /** Creates one. */
  public DirectText() {}

  /**
   * Writes a part of a text, which neither begins nor ends with white space, in quotes.
   *
   * @param form what the field wants
   * @param country the person's, as {@link TextForm#normalize} has it
   * @return whether it was written; if not, it has to be read closely
   */
  public boolean write(
      TextForm form, String text, int start, int end, String country, JsonBytes out) {
    byte[] target = out.room(3 * (end - start) + 2);
    int at = out.length();
    target[at++] = '"';
    at =
        switch (form) {
          case PLAIN -> plain(text, start, end, target, at);
          case URL -> urls.write(text, start, end, target, at);
          case CLICK_ID, COOKIE -> token(text, start, end, target, at);
          case IP ->
              IpAddress.isPlainlyPublic(text, start, end)
                  ? JsonBytes.ascii(text, start, end, target, at)
                  : CLOSELY;
          case LOCALE -> locale(text, start, end, target, at);
          case CURRENCY -> currency(text, start, end, target, at);
          case IDFA -> deviceId(text, start, end, target, at, 1);
          case GAID -> deviceId(text, start, end, target, at, -1);
          case IDFV -> deviceId(text, start, end, target, at, 0);
          case CITY -> end - start == Sha256.DIGITS ? CLOSELY : place(text, start, end, target, at);
          case STATE ->
              end - start == Sha256.DIGITS ? CLOSELY : state(text, start, end, country, target, at);
          default -> CLOSELY;
        };
    if (at == CLOSELY) {
      return false;
    }
    target[at++] = '"';
    out.advanceTo(at);
    return true;
  }

  /** Writes the digest of a part of a text in quotes, as {@link #write} does. */
  public boolean writeDigest(
      TextForm form, String text, int start, int end, String country, JsonBytes out) {
    if (end - start >= Sha256.DIGITS) {
      return false; // It may be a digest.
    }
    if (scratch.length < 3 * (end - start)) {
      scratch = new byte[6 * (end - start)];
    }
    boolean mayBeDigest = end - start >= OtherDigest.SHORTEST;
    int length =
        switch (form) {
          case EMAIL -> EmailAddress.writePlain(text, start, end, scratch);
          case PHONE -> phone(text, start, end);
          case PLAIN -> plain(text, start, end, scratch, 0);
          case PERSON_NAME -> mayBeDigest ? CLOSELY : person(text, start, end);
          case POSTAL_CODE ->
              mayBeDigest ? CLOSELY : PostalCode.writePlain(text, start, end, country, scratch);
          default -> CLOSELY;
        };
    if (length <= 0) {
      return false;
    }
    sha256.update(scratch, 0, length);
    try {
      sha256.digest(digest, 0, DIGEST_LENGTH);
    } catch (DigestException e) {
      throw new AssertionError(e); // The array is as long as a digest.
    }
    byte[] target = out.room(2 * DIGEST_LENGTH + 2);
    int at = out.length();
    target[at++] = '"';
    for (byte b : digest) {
      target[at++] = HEX[b >> 4 & 0xF];
      target[at++] = HEX[b & 0xF];
    }
    target[at++] = '"';
    out.advanceTo(at);
    return true;
  }

  /** Returns whether the URL that was written last has a parameter {@code ttclid}. */
  public boolean hadClickId() {
    return urls.hadClickId();
  }

  /** Returns where a text begins, of which white space before it is no part. */
  public static int start(String text, int from, int to) {
    int start = from;
    while (start < to && text.charAt(start) <= ' ') {
      start++;
    }
    return start;
  }

  /** Returns where a text ends, of which white space behind it is no part. */
  public static int end(String text, int start, int to) {
    int end = to;
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return end;
  }

  /** Signs that are escaped in JSON, or may be of something personal; and all beyond ASCII. */
  private static final boolean[] IS_ODD = new boolean[0x100];

  /** Signs that can't be in a token, or may be of something else; and all beyond ASCII. */
  private static final boolean[] IS_OF_NO_TOKEN = new boolean[0x100];

  static {
    for (char c = 0; c < IS_ODD.length; c++) {
      boolean isAscii = c < 0x80;
      boolean isPersonal = c == '@' || c == '+';
      IS_ODD[c] = !isAscii || c == 0x7F || isPersonal || c == '%' || !JsonBytes.isPlain(c);
      IS_OF_NO_TOKEN[c] = !isAscii || isPersonal || c == ':' || !OpaqueId.isOfToken(c);
    }
  }

  /**
   * Returns whether a text has a sign that a table marks, or one beyond Latin-1. It reads all of
   * them: a loop that always runs to its end is compiled into better code.
   *
   * @param isMarked for all signs of Latin-1
   */
  private static boolean hasMarked(boolean[] isMarked, String text, int start, int end) {
    boolean isFound = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c > 0xFF || isMarked[c]) {
        isFound = true;
      }
    }
    return isFound;
  }

  /** Writes text of any script that is sent as it is. */
  private static int plain(String text, int start, int end, byte[] target, int from) {
    return hasMarked(IS_ODD, text, start, end)
        ? plainOfAnyScript(text, start, end, target, from)
        : JsonBytes.ascii(text, start, end, target, from);
  }

  private static int plainOfAnyScript(String text, int start, int end, byte[] target, int from) {
    int at = from;
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (IS_ODD[c]) {
          return CLOSELY;
        }
        target[at++] = (byte) c;
      } else {
        if (isOdd(c, i == start || i == end - 1)) {
          return CLOSELY;
        }
        int point = c;
        if (Character.isSurrogate(c)) {
          point = i + 1 < end ? text.codePointAt(i) : c;
          if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT || Text.isBlank(point)) {
            return CLOSELY;
          }
          i++;
        }
        at = JsonBytes.utf8(target, at, point);
      }
      i++;
    }
    return at;
  }

  /** Returns whether a sign beyond ASCII may be white space at an end, or of something personal. */
  private static boolean isOdd(char c, boolean isAtEnd) {
    return switch (c) {
      case '\u2028', '\u2029', '\uFF20', '\uFF0B', '\uFF05', '\uFE6B', '\uFE62' -> true;
      default -> isAtEnd && Text.isBlank(c);
    };
  }

  private static int token(String text, int start, int end, byte[] target, int from) {
    boolean isOther =
        text.startsWith("__", start)
            || text.startsWith("fb.1.", start)
            || end - start == Sha256.DIGITS;
    if (isOther) {
      return CLOSELY;
    }
    return hasMarked(IS_OF_NO_TOKEN, text, start, end)
        ? CLOSELY
        : JsonBytes.ascii(text, start, end, target, from);
  }

  private static int locale(String text, int start, int end, byte[] target, int from) {
    int at = from;
    int length = 0;
    int groups = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '-' || c == '_') {
        if (length == 0 || (groups == 0 && length < 2)) {
          return CLOSELY;
        }
        groups++;
        length = 0;
        target[at++] = '-';
      } else if (Text.isAsciiLetter(c) || (groups > 0 && Text.isAsciiDigit(c))) {
        length++;
        target[at++] = (byte) c;
      } else {
        return CLOSELY;
      }
      if (length > 8 || groups > 9) {
        return CLOSELY;
      }
    }
    return length == 0 || (groups == 0 && length < 2) ? CLOSELY : at;
  }

  private static int currency(String text, int start, int end, byte[] target, int from) {
    if (end - start != 3) {
      return CLOSELY;
    }
    for (int i = 0; i < 3; i++) {
      char c = text.charAt(start + i);
      if (!Text.isAsciiLetter(c)) {
        return CLOSELY;
      }
      target[from + i] = (byte) (c & ~0x20);
    }
    return from + 3;
  }

  /** Writes five groups of hexadecimal digits; letters become large or small, or stay. */
  private static int deviceId(
      String text, int start, int end, byte[] target, int from, int toCase) {
    int at = from;
    int groups = 1;
    int length = 0;
    boolean isSet = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean isHexLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (c == '-') {
        if (length < 4) {
          return CLOSELY;
        }
        groups++;
        length = 0;
      } else if (isHexLetter || Text.isAsciiDigit(c)) {
        length++;
        isSet |= c != '0';
      } else {
        return CLOSELY;
      }
      if (length > 12) {
        return CLOSELY;
      }
      target[at++] = (byte) (!isHexLetter || toCase == 0 ? c : toCase > 0 ? c & ~0x20 : c | 0x20);
    }
    return groups == 5 && length >= 4 && isSet ? at : CLOSELY;
  }

  /** Writes letters and digits in lower case, without spaces and punctuation. */
  private static int place(String text, int start, int end, byte[] target, int from) {
    int at = from;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int lower = lower(c);
      if (lower > 0) {
        if (lower < 0x80) {
          target[at++] = (byte) lower;
        } else {
          at = JsonBytes.utf8(target, at, lower);
        }
      } else if (Text.isAsciiDigit(c)) {
        target[at++] = (byte) c;
      } else if (!isDropped(c) && c != ' ') {
        return CLOSELY;
      }
    }
    return at == from ? CLOSELY : at;
  }

  /**
   * ASCII punctuation in Unicode's sense, but for signs of an address; the other signs are symbols,
   * and stay.
   */
  private static boolean isDropped(char c) {
    return switch (c) {
      case '!',
          '"',
          '#',
          '&',
          '\'',
          '(',
          ')',
          '*',
          ',',
          '-',
          '.',
          '/',
          ':',
          ';',
          '?',
          '[',
          '\\',
          ']',
          '_',
          '{',
          '}' ->
          true;
      default -> false;
    };
  }

  /**
   * Returns a letter in lower case, if it is one that no other sign changes: of Latin-1, kana, or a
   * CJK ideograph; 0 for any other sign.
   */
  private static int lower(char c) {
    if (c < 0x80) {
      return Text.isAsciiLetter(c) ? c | 0x20 : 0;
    }
    if (c < 0x100) {
      return c < 0xC0 || c == 0xD7 || c == 0xF7 ? 0 : c < 0xDF ? c + 0x20 : c;
    }
    boolean isKana = (c > 0x3040 && c < 0x3097) || (c > 0x30A0 && c < 0x30FB);
    return isKana || (c >= 0x4E00 && c <= 0x9FA5) ? c : 0;
  }

  private static int state(
      String text, int start, int end, String country, byte[] target, int from) {
    int at = place(text, start, end, target, from);
    boolean mayBeAmerican = country.equals("us") || country.equals(TextForm.UNCLEAR_COUNTRY);
    if (at == CLOSELY || !mayBeAmerican) {
      return at;
    }
    boolean isCode = at == from + 2 && target[from] >= 'a' && target[from + 1] >= 'a';
    return isCode ? at : CLOSELY;
  }

  private int person(String text, int start, int end) {
    int at = 0;
    boolean hasLetter = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int lower = lower(c);
      if (lower > 0) {
        at = lower < 0x80 ? at : JsonBytes.utf8(scratch, at, lower);
        if (lower < 0x80) {
          scratch[at++] = (byte) lower;
        }
        hasLetter = true;
      } else if (c == ' ') {
        if (at > 0) {
          scratch[at++] = ' ';
        }
      } else if (!isDropped(c)) {
        return CLOSELY;
      }
    }
    while (at > 0 && scratch[at - 1] == ' ') {
      at--;
    }
    return hasLetter ? at : CLOSELY;
  }

  /** Writes a number with + and country code, in digits, spaces, dashes and dots. */
  private int phone(String text, int start, int end) {
    if (text.charAt(start) != '+') {
      return CLOSELY;
    }
    int digits = 0;
    int firstFive = 0;
    boolean hasDot = false;
    for (int i = start + 1; i < end; i++) {
      char c = text.charAt(i);
      if (Text.isAsciiDigit(c)) {
        firstFive = digits < 5 ? 10 * firstFive + c - '0' : firstFive;
        digits++;
        scratch[digits] = (byte) c;
      } else if (c == '.') {
        hasDot = true;
      } else if (c != ' ' && c != '-') {
        return CLOSELY;
      }
    }
    boolean isOdd =
        digits < PhoneNumber.FEWEST_DIGITS
            || digits > PhoneNumber.MOST_DIGITS
            || firstFive < 10_000 // It begins with 0.
            || (hasDot && text.charAt(end - 1) == '0') // 819012345678.0
            || firstFive / 1_000 == 86 // hashed twice
            || PhonePlan.problem(firstFive, digits) != null;
    if (isOdd) {
      return CLOSELY;
    }
    scratch[0] = '+';
    return digits + 1;
  }

  /** Returns a country's code in lower case; {@code null} if the text isn't plainly one. */
  public static @Nullable String country(String text, int start, int end) {
    return end - start == 2
        ? Countries.plainCode(text.charAt(start), text.charAt(start + 1))
        : null;
  }
}
