package com.treasuredata.tiktok.events.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what must not leave the process as it is (events-api.md §2.2): e-mail addresses and phone
 * numbers anywhere in a text, also percent-encoded up to three times, and a person's names and
 * credentials in URLs and by the name of their field.
 *
 * <p>A text is read a bounded number of times, whatever is in it.
 */
public final class PersonalData {
  /** What was found. */
  public enum Kind {
    /** Such as {@code name@example.com}. */
    EMAIL_ADDRESS("an e-mail address", "user.email"),
    /** With + and country code, or in a field whose name says so. */
    PHONE_NUMBER("a phone number", "user.phone"),
    /** In a field whose name says so. */
    NAME("a person's name", "user.first_name and user.last_name"),
    /** {@code user:password@} in a URL, or a parameter whose name says so. */
    CREDENTIALS("a password or token", "");

    private final String shown;
    private final String place;

    Kind(String shown, String place) {
      this.shown = shown;
      this.place = place;
    }

    /** Returns what it is, in words for a message. */
    public String shown() {
      return shown;
    }

    /** Returns the field where TikTok takes it hashed; empty if it takes none. */
    public String place() {
      return place;
    }
  }

  /**
   * A URL without what is personal.
   *
   * @param url the URL that can be sent
   * @param found what was in it first; null if nothing was, and the URL is the one that was given
   */
  public record Redacted(String url, @Nullable Kind found) {
    /** Returns what was found, not the URL. */
    @Override
    public String toString() {
      return "Redacted[" + found + ']';
    }
  }

  static final int FEWEST_DIGITS = 8;
  static final int MOST_DIGITS = 15;

  private static final String REDACTED = "redacted";
  private static final int MOST_ENCODINGS = 3;

  /** In shorter texts one look at each sign is faster than a search for each of eight. */
  private static final int SHORT = 24;

  /** Ends of file names, which look like ends of domains: {@code logo@2x.png}. */
  private static final Set<String> FILES =
      Set.of(
          "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "js", "mjs", "css", "html", "htm",
          "php", "json");

  private PersonalData() {}

  /** Returns what personal data is somewhere in a text, or null if there is none. */
  public static @Nullable Kind in(String text) {
    if (!maybeIn(text)) {
      return null;
    }
    String decoded = text;
    for (int i = 0; i <= MOST_ENCODINGS; i++) {
      Kind found = inPlain(Text.narrow(decoded));
      String next = found == null ? decoded(decoded) : decoded;
      if (next.equals(decoded)) {
        return found;
      }
      decoded = next;
    }
    return null;
  }

  /**
   * Returns what a field's text is, by its form or by its name: {@code billing_phone}, {@code
   * fullName}; null if it isn't personal.
   */
  public static @Nullable Kind in(String name, String text) {
    Kind found = in(text);
    return found == null ? personal(PersonalNames.kind(name, text)) : found;
  }

  /** Returns whether the name of a field doesn't say that its values are a person's. */
  public static boolean isHarmless(String name) {
    return PersonalNames.isHarmless(name);
  }

  /** A token among properties isn't one of a person, nor any of our business. */
  private static @Nullable Kind personal(@Nullable Kind kind) {
    return kind == Kind.CREDENTIALS ? null : kind;
  }

  /** Returns whether a sign is in the text without which nothing personal is. */
  private static boolean maybeIn(String text) {
    if (text.length() > SHORT) {
      return hasAnyOfSigns(text);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@' || c == '+' || c == '%' || c >= '\uFE62') {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAnyOfSigns(String text) {
    return text.indexOf('@') >= 0
        || text.indexOf('+') >= 0
        || text.indexOf('%') >= 0
        || text.indexOf('\uFF20') >= 0 // the same signs in full width, and small ones
        || text.indexOf('\uFF0B') >= 0
        || text.indexOf('\uFF05') >= 0
        || text.indexOf('\uFE6B') >= 0
        || text.indexOf('\uFE62') >= 0;
  }

  private static @Nullable Kind inPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '@' || c == '\uFE6B') && isAddressAround(text, i)) {
        return Kind.EMAIL_ADDRESS;
      }
      if ((c == '+' || c == '\uFE62') && isPhoneAt(text, i)) {
        return Kind.PHONE_NUMBER;
      }
    }
    return null;
  }

  private static boolean isAddressAround(String text, int at) {
    if (at == 0 || !isOfLocalPart(text.charAt(at - 1))) {
      return false;
    }
    int dot = -1;
    int end = at + 1;
    while (end < text.length() && isOfDomain(text.charAt(end))) {
      if (text.charAt(end) == '.') {
        boolean isEnd =
            end + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(end + 1));
        if (isEnd || end == at + 1) {
          break; // The full stop of a sentence.
        }
        dot = end;
      }
      end++;
    }
    if (dot < 0) {
      return false;
    }
    String last = Text.lower(text.substring(dot + 1, end));
    boolean isScaled = dot == at + 3 && text.charAt(at + 2) == 'x'; // logo@2x.png
    return last.length() >= 2
        && Character.isLetter(last.charAt(0))
        && !isScaled
        && !FILES.contains(last);
  }

  private static boolean isOfLocalPart(char c) {
    return c > ' ' && !Text.isBlank(c) && "<>()[],;:\"\\/=&?#@".indexOf(c) < 0;
  }

  private static boolean isOfDomain(char c) {
    return c == '.'
        || c == '-'
        || c == '_'
        || Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isPhoneAt(String text, int plus) {
    if (plus > 0 && Character.isLetterOrDigit(text.charAt(plus - 1))) {
      return false; // A space of a query, or the offset of a time.
    }
    int digits = 0;
    int others = 0;
    for (int i = plus + 1; i < text.length() && others < 3; i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c)) {
        if (digits == 0 && Character.digit(c, 10) == 0) {
          return false; // No country begins so, but offsets of times do.
        }
        digits++;
        others = 0;
      } else if (c == '+' && isBetweenDigits(text, i)) {
        others++; // +1+310+820+7129, as forms send it
      } else if (c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || isSpaceOrDash(c)) {
        others++;
      } else {
        break;
      }
    }
    return digits >= FEWEST_DIGITS && digits <= 2 * MOST_DIGITS;
  }

  private static boolean isBetweenDigits(String text, int i) {
    return i + 1 < text.length()
        && Character.isDigit(text.charAt(i - 1))
        && Character.isDigit(text.charAt(i + 1));
  }

  private static boolean isSpaceOrDash(char c) {
    return c == ' ' || (c >= 0x80 && (Text.isBlank(c) || Text.isDash(c)));
  }

  /** Returns a URL whose personal parts are replaced by the word "redacted". */
  public static Redacted redact(String url) {
    int authority = url.indexOf("://") + 3;
    int path = endOf(url, authority, "/?#");
    Kind found = null;
    StringBuilder sent = null;
    int at = url.lastIndexOf('@', path - 1);
    int from = 0;
    if (at >= authority) {
      sent = new StringBuilder(url.length()).append(url, 0, authority);
      found = Kind.CREDENTIALS;
      from = at + 1;
    }
    int start = path;
    while (start < url.length()) {
      int end = endOf(url, start + 1, "/?#&;");
      Kind kind = inPart(url, start + 1, end);
      if (kind != null) {
        sent = sent == null ? new StringBuilder(url.length()) : sent;
        found = found == null ? kind : found;
        int equals = url.indexOf('=', start);
        int value = equals > 0 && equals < end ? equals + 1 : start + 1;
        if (in(url.substring(start, value)) != null) {
          value = start + 1; // An address for a name.
        }
        sent.append(url, from, value).append(REDACTED);
        from = end;
      }
      start = end;
    }
    return sent == null
        ? new Redacted(url, null)
        : new Redacted(sent.append(url, from, url.length()).toString(), found);
  }

  /** Returns what is personal in a segment of a path or a parameter. */
  private static @Nullable Kind inPart(String url, int start, int end) {
    if (end - start < 2) {
      return null;
    }
    int equals = start;
    boolean isPlain = true;
    for (int i = start; i < end; i++) {
      char c = url.charAt(i);
      if (c == '=' && equals == start) {
        equals = i;
      }
      isPlain &= c != '@' && c != '+' && c != '%' && c < '\uFE62';
    }
    String value = url.substring(equals == start ? start : equals + 1, end);
    if (!isPlain) {
      Kind found = in(url.substring(start, end));
      if (found != null) {
        return found;
      }
    }
    if (equals == start || value.isEmpty() || value.equals(REDACTED)) {
      return null;
    }
    String name = url.substring(start, equals);
    return PersonalNames.kind(
        name.indexOf('%') < 0 ? name : decoded(name),
        value.indexOf('%') < 0 ? value : decoded(value));
  }

  private static int endOf(String url, int from, String signs) {
    int i = from;
    while (i < url.length() && signs.indexOf(url.charAt(i)) < 0) {
      i++;
    }
    return Math.min(i, url.length());
  }

  /** Returns a text with its {@code %40} as {@code @}; other percent signs stay. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[given.length];
    int length = 0;
    for (int i = 0; i < given.length; i++) {
      int high = given[i] == '%' && i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(given[i + 2], 16);
      if (low < 0) {
        decoded[length++] = given[i];
      } else {
        decoded[length++] = (byte) (high * 16 + low);
        i += 2;
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }
}
