package com.treasuredata.tiktok.events.internal.text;

/**
 * Takes TikTok's ids, which mean nothing to anybody else, out of what plainly holds them
 * (events-api.md §2.2 and §2.5).
 */
final class OpaqueId {
  private static final String PARAMETER = "ttclid=";

  private static final boolean[] IS_OF_TOKEN = new boolean[0x7F];

  static {
    for (char c = '!'; c < IS_OF_TOKEN.length; c++) {
      IS_OF_TOKEN[c] = "\"'<>{}[]\\,;=?&%".indexOf(c) < 0;
    }
  }

  private OpaqueId() {}

  /** Returns whether a sign may be in an id that is one word. */
  static boolean isOfToken(char c) {
    return c < 0x7F && IS_OF_TOKEN[c];
  }

  /** {@code ?ttclid=E.C.P.a%2Bb&x=1} is {@code E.C.P.a+b}. */
  static Normalized ofClick(String text) {
    String id = unquoted(text);
    int at = parameter(id);
    if (at >= 0) {
      int start = at + PARAMETER.length();
      id = id.substring(start, endOfValue(id, start));
    } else if (id.indexOf("://") > 0) {
      return Normalized.malformed("TikTok's click id; this URL has none");
    }
    id = Text.trim(PersonalData.decoded(id));
    return isToken(id)
        ? Normalized.of(id)
        : noToken("TikTok's click id, as it stands behind ttclid=");
  }

  /** Returns where {@code ttclid=} stands as the name of a parameter, or -1. */
  static int parameter(String text) {
    int at = text.indexOf(PARAMETER);
    while (at > 0 && "?&#;".indexOf(text.charAt(at - 1)) < 0) {
      at = text.indexOf(PARAMETER, at + 1);
    }
    return at;
  }

  static int endOfValue(String text, int start) {
    int end = start;
    while (end < text.length() && "&#;".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** {@code _ttp=2aBcDe; _ga=1} is {@code 2aBcDe}. */
  static Normalized ofCookie(String text) {
    String id = unquoted(text);
    int at = id.indexOf("_ttp=");
    if (at >= 0) {
      int start = at + "_ttp=".length();
      id = id.substring(start, endOfValue(id, start)).strip();
    }
    return isToken(id) ? Normalized.of(id) : noToken("the value of the _ttp cookie");
  }

  private static Normalized noToken(String what) {
    return Normalized.malformed(
        what + ": letters, digits and signs, neither hashed nor a template");
  }

  /** Returns whether it may be an id: one word, which nobody hashed or forgot to fill in. */
  private static boolean isToken(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!isOfToken(c) && !(c < 0x7F && isPadding(id, i))) {
        return false;
      }
    }
    boolean isTemplate = id.startsWith("__") && id.endsWith("__");
    return !id.isEmpty() && !isTemplate && !Sha256.isDigest(id) && !id.startsWith("fb.1.");
  }

  private static boolean isPadding(String id, int i) {
    return id.charAt(i) == '=' && i >= id.length() - 2 && i > 0;
  }

  /** {@code https://apps.apple.com/app/id343200656} is {@code 343200656}. */
  static String ofApp(String text) {
    String id = unquoted(text);
    int slash = id.lastIndexOf("/id");
    String behind =
        slash >= 0 ? id.substring(slash + 3) : id.startsWith("id") ? id.substring(2) : "";
    int digits = 0;
    while (digits < behind.length() && Text.isAsciiDigit(behind.charAt(digits))) {
      digits++;
    }
    boolean isWhole = slash < 0 && digits == behind.length();
    boolean isSegment = slash >= 0 && (digits == behind.length() || behind.charAt(digits) == '?');
    if (digits > 5 && (isWhole || isSegment)) {
      return behind.substring(0, digits);
    }
    int parameter = id.indexOf("?id=");
    return id.indexOf("://") > 0 && parameter > 0
        ? id.substring(parameter + 4, endOfValue(id, parameter + 4))
        : id;
  }

  private static String unquoted(String text) {
    String id = Text.trim(text);
    boolean isQuoted =
        id.length() > 1
            && (id.charAt(0) == '"' || id.charAt(0) == '\'')
            && id.charAt(id.length() - 1) == id.charAt(0);
    return isQuoted ? Text.trim(id.substring(1, id.length() - 1)) : id;
  }
}
