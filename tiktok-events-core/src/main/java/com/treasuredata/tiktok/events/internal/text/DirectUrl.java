package com.treasuredata.tiktok.events.internal.text;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;

/**
 * Writes URLs that hold nothing personal straight into bytes; for {@link DirectText}. Not safe for
 * use by several threads.
 */
final class DirectUrl {
  private static final int CLOSELY = -1;

  private static final byte PLAIN = 0;

  /** Signs that end a part of a URL. */
  private static final byte END = 1;

  private static final byte EQUALS = 2;
  private static final byte PERCENT = 3;

  /** Signs that are escaped in JSON, may be of an address or number, or can't be in a URL. */
  private static final byte ODD = 4;

  private static final byte[] KINDS = new byte[0x80];

  static {
    for (char c = 0; c < KINDS.length; c++) {
      boolean isOdd = c <= ' ' || c == 0x7F || c == '@' || c == '+' || !JsonBytes.isPlain(c);
      KINDS[c] = isOdd ? ODD : "/?#&;".indexOf(c) >= 0 ? END : PLAIN;
    }
    KINDS['='] = EQUALS;
    KINDS['%'] = PERCENT;
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
    int at = from;
    boolean isInPath = false;
    int part = start;
    int equals = -1;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        if (c >= '\uFE62' || Character.isSurrogate(c) || Text.isBlank(c)) {
          return CLOSELY;
        }
        at = JsonBytes.utf8(target, at, c);
        continue;
      }
      target[at++] = (byte) c;
      switch (KINDS[c]) {
        case PLAIN -> {}
        case EQUALS -> equals = isInPath && equals < 0 ? i : equals;
        case PERCENT -> {
          if (mayHide(text, i, end)) {
            return CLOSELY;
          }
        }
        case END -> {
          isInPath |= i >= authority && c != '&' && c != ';';
          if (isInPath) {
            if (equals >= 0 && equals + 1 < i && !isHarmless(text, part, equals)) {
              return CLOSELY;
            }
            part = i + 1;
            equals = -1;
          }
        }
        default -> {
          return CLOSELY;
        }
      }
    }
    boolean isGood = equals < 0 || equals + 1 == end || isHarmless(text, part, equals);
    return isGood ? at : CLOSELY;
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
