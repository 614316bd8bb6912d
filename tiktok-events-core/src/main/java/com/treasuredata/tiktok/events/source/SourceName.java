package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.regex.Pattern;

/** The shape of an event source's name (auth-and-sources.md §3.0, §3.5 step 1). */
final class SourceName {
  /** The longest name of a pixel or CRM event set, in characters of any language. */
  private static final int LONGEST = 40;

  /**
   * What is an emoji beyond doubt: TikTok doesn't say where emoji begin, so signs such as ® and ★
   * pass.
   */
  private static final Pattern EMOJI =
      Pattern.compile(
          "[\\x{1F000}-\\x{1FAFF}\\uFE0F\\u231A\\u231B\\u23E9-\\u23F3\\u2614\\u2615\\u2648-\\u2653"
              + "\\u26A1\\u26BD\\u26BE\\u26C4\\u26D4\\u26EA\\u26F5\\u26FD\\u2705\\u270A\\u270B"
              + "\\u2728\\u274C\\u2753-\\u2755\\u2757\\u27B0\\u2B50\\u2B55]");

  private SourceName() {}

  /**
   * Returns {@code name} without the white space around it.
   *
   * @throws IllegalArgumentException if TikTok has no such names
   */
  static String checked(EventSourceType type, String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException("event source name is blank");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("event source name has a line break or control character");
    }
    boolean limited = type == EventSourceType.WEB || type == EventSourceType.CRM;
    int length = stripped.codePointCount(0, stripped.length());
    if (limited && length > LONGEST) {
      throw new IllegalArgumentException(
          "event source name has %d characters; TikTok allows %d for a %s"
              .formatted(length, LONGEST, SourceKind.of(type).noun()));
    }
    if (type == EventSourceType.WEB && EMOJI.matcher(stripped).find()) {
      throw new IllegalArgumentException(
          "event source name has an emoji, which TikTok doesn't allow for a pixel: " + stripped);
    }
    return stripped;
  }
}
