package com.treasuredata.tiktok.events.internal.text;

/**
 * Writes the names of people and places as TikTok wants them: lower-cased and without punctuation,
 * in the letters of their own script, accents included (events-api.md §2.2, conflict C).
 */
final class PlainName {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private PlainName() {}

  /** {@code "O'Neil-Smith Jr."} is {@code oneilsmith jr}: spaces between words stay. */
  static Normalized ofPerson(String text) {
    String letters = Text.without(lower(text), c -> Text.isPunctuation(c) || isJunk(c));
    StringBuilder name = new StringBuilder(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      boolean isSpace = Character.isSpaceChar(c) || Character.isWhitespace(c);
      name.append(isSpace ? ' ' : c); // A no-break or an ideographic space is one, too.
    }
    String trimmed = Text.trim(name.toString());
    return Text.hasAny(trimmed, Character::isLetter)
        ? Normalized.of(trimmed)
        : Normalized.malformed("a name with letters");
  }

  /** {@code "São Paulo"} is {@code sãopaulo}. */
  static Normalized ofPlace(String text) {
    if (Sha256.isDigest(text)) {
      return Normalized.malformed("plain text: TikTok doesn't take this field hashed");
    }
    String place = Text.without(lower(text), c -> Text.isBlank(c) || Text.isPunctuation(c));
    return Text.hasAny(place, Character::isLetterOrDigit)
        ? Normalized.of(place)
        : Normalized.malformed("a name with letters");
  }

  private static String lower(String text) {
    return Text.lower(Text.composed(Text.narrow(text)));
  }

  /** Returns whether a code point is neither seen nor, as the joiners of some scripts, a sign. */
  private static boolean isJunk(int c) {
    boolean isControl = Character.getType(c) == Character.CONTROL && !Character.isWhitespace(c);
    boolean isJoiner = c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
    return isControl || (Text.isInvisible(c) && !isJoiner);
  }
}
