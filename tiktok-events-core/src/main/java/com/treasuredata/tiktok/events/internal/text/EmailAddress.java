package com.treasuredata.tiktok.events.internal.text;

/**
 * Writes e-mail addresses as TikTok hashes them (events-api.md §2.2): {@code " ALICE_abc@gmail.com
 * "} becomes {@code alice_abc@gmail.com}; dots and {@code +tags} stay, and so do the letters of
 * other scripts, on both sides of the {@code @}.
 *
 * <p>What cannot be an address is refused; the rest is for its mail server to say.
 */
final class EmailAddress {
  private static final int LONGEST_LOCAL_PART = 256;
  private static final int LONGEST = 512;

  private static final boolean[] IS_OF_LOCAL_PART = new boolean[0x80];

  static {
    for (char c = '!'; c < 0x7F; c++) {
      IS_OF_LOCAL_PART[c] = "<>()[],;:\"\\@|{".indexOf(c) < 0; // "|" and "{" may be of a list.
    }
  }

  private EmailAddress() {}

  static Normalized normalize(String text) {
    if (text.length() > 4 * LONGEST) { // Invisible signs included, that is no address.
      return malformed();
    }
    String visible = Text.without(Text.narrow(text), Text::isInvisible);
    String address = Text.lower(Text.composed(visible));
    return hasShape(address) ? Normalized.of(address) : malformed();
  }

  /**
   * Writes an address of ASCII letters in lower case.
   *
   * @return how many bytes it has; -1 if it isn't plainly an address, and has to be read closely
   */
  static int writePlain(String text, int start, int end, byte[] target) {
    int at = 0;
    int dots = 0;
    int label = 0; // how long the label of the domain is so far; 0 in the local part
    if (end - start > LONGEST_LOCAL_PART) {
      return -1;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return -1;
      }
      if (at == 0) {
        if (c == '@' && i > start) {
          at = i - start;
        } else if (!IS_OF_LOCAL_PART[c]) {
          return -1;
        }
      } else if (c == '.') {
        if (label == 0) {
          return -1;
        }
        dots++;
        label = 0;
      } else if (Text.isAsciiLetter(c) || Text.isAsciiDigit(c) || c == '-' || c == '_') {
        label++;
      } else {
        return -1;
      }
      target[i - start] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return dots > 0 && label > 0 ? end - start : -1;
  }

  private static Normalized malformed() {
    return Normalized.malformed("one e-mail address such as name@example.com");
  }

  private static boolean hasShape(String address) {
    int at = address.indexOf('@');
    if (at < 1 || at > LONGEST_LOCAL_PART || address.length() > LONGEST) {
      return false;
    }
    return isLocalPart(address, at) && isDomain(address, at + 1);
  }

  private static boolean isLocalPart(String address, int end) {
    int c;
    for (int i = 0; i < end; i += Character.charCount(c)) {
      c = address.codePointAt(i);
      boolean plain = c < 0x80 ? c > ' ' && c < 0x7F : isPrinted(c);
      if (!plain || "<>()[],;:\"\\".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrinted(int c) {
    return switch (Character.getType(c)) {
      case Character.UNASSIGNED, Character.SURROGATE, Character.PRIVATE_USE -> false;
      default -> !Text.isBlank(c);
    };
  }

  /** Returns whether at least two labels of letters, digits and hyphens stand there. */
  private static boolean isDomain(String address, int start) {
    int dots = 0;
    int labelStart = start;
    int c;
    for (int i = start; i < address.length(); i += Character.charCount(c)) {
      c = address.codePointAt(i);
      if (c == '.') {
        if (i == labelStart) {
          return false;
        }
        dots++;
        labelStart = i + 1;
      } else if (!isLabelCharacter(c)) {
        return false;
      }
    }
    return dots > 0 && labelStart < address.length();
  }

  private static boolean isLabelCharacter(int c) {
    if (Character.isLetterOrDigit(c) || c == '-' || c == '_') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }
}
