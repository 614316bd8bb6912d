package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of an event source that is looked for or created (auth-and-sources.md §3.0, §3.5 steps 1
 * and 3). Immutable.
 *
 * <p>TikTok's lists hold names as somebody once typed or pasted them: with white space at the end,
 * or with accents that stand after their letters. Such names look the same, so they are the same
 * here, unless one is written exactly as it was given.
 */
final class SourceName {
  /** The longest name of a pixel or CRM event set, in characters of any language. */
  private static final int MAX_LENGTH = 40;

  /** The longest name of any source that is read or looked for, since TikTok publishes no limit. */
  static final int MAX_UNLIMITED_LENGTH = 200;

  /** They change how letters of some scripts join, so that names without them look different. */
  private static final String JOINERS = "\u200C\u200D";

  /** White space that the JDK doesn't count as such. */
  private static final int NEXT_LINE = 0x85;

  /**
   * What is an emoji beyond doubt: TikTok doesn't say where emoji begin, so signs such as ® and ★
   * pass.
   */
  private static final Pattern EMOJI =
      Pattern.compile(
          "[\\x{1F000}-\\x{1FAFF}\\uFE0F\\u231A\\u231B\\u23E9-\\u23F3\\u2614\\u2615\\u2648-\\u2653"
              + "\\u26A1\\u26BD\\u26BE\\u26C4\\u26D4\\u26EA\\u26F5\\u26FD\\u2705\\u270A\\u270B"
              + "\\u2728\\u274C\\u2753-\\u2755\\u2757\\u27B0\\u2B50\\u2B55]");

  private final String given;
  private final String stripped;

  private SourceName(String given, String stripped) {
    this.given = given;
    this.stripped = stripped;
  }

  /**
   * Returns a name that TikTok can have.
   *
   * @throws IllegalArgumentException if it can't
   */
  static SourceName of(EventSourceType type, String given) {
    Objects.requireNonNull(type, "type");
    String stripped = stripped(Objects.requireNonNull(given, "name"));
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException("event source name is blank");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("event source name has a line break or control character");
    }
    checkLength(type, composed(stripped));
    if (type == EventSourceType.WEB && EMOJI.matcher(stripped).find()) {
      throw new IllegalArgumentException(
          "event source name has an emoji, which TikTok doesn't allow for a pixel: "
              + ForeignText.quoted(stripped));
    }
    return new SourceName(given, stripped);
  }

  private static void checkLength(EventSourceType type, String name) {
    boolean isLimited = type == EventSourceType.WEB || type == EventSourceType.CRM;
    int max = isLimited ? MAX_LENGTH : MAX_UNLIMITED_LENGTH;
    int length = name.codePointCount(0, name.length());
    if (length > max) {
      throw new IllegalArgumentException(
          "event source name has "
              + length
              + " characters; "
              + (isLimited
                  ? "TikTok allows " + max + " for a " + SourceKind.of(type).noun()
                  : "at most " + max + " are taken"));
    }
  }

  /** Returns the name as it was given, without the white space around it. */
  String text() {
    return stripped;
  }

  /** Returns the name to give a new source. */
  String toCreate() {
    return composed(stripped);
  }

  /** Returns the rows whose name is written as the given one is; none if there are none. */
  List<SourceRow> exactlyIn(List<SourceRow> rows) {
    for (String spelling : List.of(given, stripped)) {
      List<SourceRow> named = rows.stream().filter(row -> row.name().equals(spelling)).toList();
      if (!named.isEmpty()) {
        return named;
      }
    }
    return List.of();
  }

  /** Returns the rows whose name is written as the given one is, or else those that look so. */
  List<SourceRow> in(List<SourceRow> rows) {
    List<SourceRow> exact = exactlyIn(rows);
    if (!exact.isEmpty()) {
      return exact;
    }
    String look = look(stripped);
    return rows.stream().filter(row -> look(stripped(row.name())).equals(look)).toList();
  }

  /** Returns {@code name} without the white space around it, seen or not. */
  private static String stripped(String name) {
    int start = 0;
    int end = name.length();
    while (start < end && isBlank(name.codePointAt(start))) {
      start += Character.charCount(name.codePointAt(start));
    }
    while (start < end && isBlank(name.codePointBefore(end))) {
      end -= Character.charCount(name.codePointBefore(end));
    }
    return name.substring(start, end);
  }

  /** Returns what all names that look like this one have in common. */
  private static String look(String name) {
    StringBuilder seen = new StringBuilder(name.length());
    name.codePoints()
        .filter(c -> !isFormat(c) || JOINERS.indexOf(c) >= 0)
        .map(c -> isBlank(c) && !isFormat(c) ? ' ' : c)
        .forEach(seen::appendCodePoint);
    return composed(seen);
  }

  private static String composed(CharSequence name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE || isFormat(c);
  }

  private static boolean isFormat(int c) {
    return Character.getType(c) == Character.FORMAT;
  }
}
