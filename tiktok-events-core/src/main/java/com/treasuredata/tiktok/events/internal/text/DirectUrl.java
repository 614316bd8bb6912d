package com.treasuredata.tiktok.events.internal.text;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;

/**
 * Writes URLs that hold nothing personal straight into bytes; for {@link DirectText}. Not safe for
 * use by several threads.
 */
final class DirectUrl {
  private static final int CLOSELY = -1;

  /**
   * Signs that are escaped in JSON, may be of an address or number, or can't be in a URL; and all
   * beyond ASCII.
   */
  private static final boolean[] IS_ODD = new boolean[0x100];

  /** Signs that part a URL, behind its authority. */
  private static final boolean[] IS_END = new boolean[0x100];

  static {
    for (char c = 0; c < IS_ODD.length; c++) {
      boolean isPersonal = c == '@' || c == '+' || c == '%';
      IS_ODD[c] = c <= ' ' || c >= 0x7F || isPersonal || !JsonBytes.isPlain(c);
      IS_END[c] = "/?#&;".indexOf(c) >= 0;
    }
  }

  /** Names of parameters that say nothing personal, each at the place of its hash. */
  private final String[] harmless = new String[256];

  private boolean hadClickId;

  boolean hadClickId() {
    return hadClickId;
  }

  int write(String text, int start, int end, byte[] target, int from) {
    hadClickId = false;
    int authority =
        text.startsWith("https://", start)
            ? start + 8
            : text.startsWith("http://", start) ? start + 7 : end;
    if (authority >= end) {
      return CLOSELY;
    }
    boolean isAscii = true;
    int odd = DirectText.firstMarked(IS_ODD, text, start, end);
    while (odd < end) {
      char c = text.charAt(odd);
      if (c < 0x80 ? c != '%' || mayHide(text, odd, end) : isOdd(c)) {
        return CLOSELY;
      }
      isAscii &= c < 0x80;
      odd = DirectText.firstMarked(IS_ODD, text, odd + 1, end);
    }
    if (!areParametersHarmless(text, authority, end)) {
      return CLOSELY;
    }
    return isAscii
        ? JsonBytes.ascii(text, start, end, target, from)
        : utf8(text, start, end, target, from);
  }

  /** Returns whether a sign beyond ASCII may be white space, or of an address or number. */
  private static boolean isOdd(char c) {
    return c >= '\uFE62' || Character.isSurrogate(c) || Text.isBlank(c);
  }

  private static int utf8(String text, int start, int end, byte[] target, int from) {
    int at = from;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else {
        at = JsonBytes.utf8(target, at, c);
      }
    }
    return at;
  }

  /**
   * Looks at the names of parameters that have a value: behind any sign that parts the URL behind
   * its authority.
   */
  private boolean areParametersHarmless(String text, int authority, int end) {
    int path = authority;
    while (path < end && !beginsPath(text.charAt(path))) {
      path++;
    }
    int equals = text.indexOf('=', path);
    while (equals >= 0 && equals + 1 < end) {
      int name = equals;
      while (!isEnd(text.charAt(name - 1))) {
        name--;
      }
      int next = equals + 1;
      while (next < end && !isEnd(text.charAt(next))) {
        next++;
      }
      if (next > equals + 1 && !isHarmless(text, name, equals)) {
        return false;
      }
      equals = text.indexOf('=', next);
    }
    return true;
  }

  private static boolean beginsPath(char c) {
    return c == '/' || c == '?' || c == '#';
  }

  private static boolean isEnd(char c) {
    return c <= 0xFF && IS_END[c];
  }

  /** Returns whether a percent sign may stand for what shows an address or a number. */
  private static boolean mayHide(String text, int i, int end) {
    if (i + 2 >= end) {
      return true;
    }
    char high = text.charAt(i + 1);
    char low = text.charAt(i + 2);
    return switch (high) {
      case '4' -> low == '0';
      case '2' -> low == 'B' || low == 'b' || low == '5';
      case 'E', 'e' -> low == 'F' || low == 'f';
      default -> high >= 0x80 || low >= 0x80;
    };
  }

  private boolean isHarmless(String text, int start, int end) {
    int length = end - start;
    if (length < 2) {
      return true;
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    int place = (hash ^ hash >>> 8) & 0xFF;
    String known = harmless[place];
    if (known == null || known.length() != length || !text.startsWith(known, start)) {
      String name = text.substring(start, end);
      if (name.indexOf('%') >= 0 || !PersonalNames.isHarmless(name)) {
        return false;
      }
      harmless[place] = name;
      known = name;
    }
    hadClickId |= known.equals("ttclid");
    return true;
  }
}
