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

  /** What the signs of a local part are written as; 0 for those that have to be read closely. */
  private static final byte[] LOCAL_PART = new byte[0x100];

  /** As {@link #LOCAL_PART}, for the domain. */
  private static final byte[] DOMAIN = new byte[0x100];

  static {
    for (char c = '!'; c < 0x7F; c++) {
      byte lower = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
      boolean isPlain = "<>()[],;:\"\\@|{".indexOf(c) < 0; // "|" and "{" may be of a list.
      boolean isOfDomain = Text.isAsciiLetter(c) || Text.isAsciiDigit(c) || "-_.".indexOf(c) >= 0;
      LOCAL_PART[c] = isPlain ? lower : 0;
      DOMAIN[c] = isOfDomain ? lower : 0;
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
    if (end - start > LONGEST_LOCAL_PART) {
      return -1;
    }
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      byte written = c > 0xFF ? 0 : LOCAL_PART[c];
      if (written == 0) {
        break;
      }
      target[i - start] = written;
      i++;
    }
    if (i == start || i == end || text.charAt(i) != '@') {
      return -1;
    }
    target[i - start] = '@';
    i++;
    int label = i;
    boolean hasDot = false;
    while (i < end) {
      char c = text.charAt(i);
      byte written = c > 0xFF ? 0 : DOMAIN[c];
      if (written == 0 || (c == '.' && i == label)) {
        return -1;
      }
      target[i - start] = written;
      i++;
      if (c == '.') {
        hasDot = true;
        label = i;
      }
    }
    return hasDot && label < end ? end - start : -1;
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
