package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.normalize.Sha256;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What exporters write where there is no value: {@code NULL}, {@code \N}, {@code (not set)}. Sent
 * as an id, it would make one person, or one event, of all who have none.
 */
final class Placeholders {
  /** No text that means something has these signs; in lower case. */
  private static final Set<String> ANYWHERE =
      Set.of(
          "\\n",
          "(null)",
          "<null>",
          "[null]",
          "(not set)",
          "(none)",
          "[object object]",
          "#n/a",
          "#null!",
          "#ref!",
          "#value!");

  /** No person, place or id is called so, but somebody may search for it. */
  private static final Set<String> BUT_IN_FREE_TEXT = Set.of("undefined", "n/a", "not set");

  /** Null is a family's name, None a town, and Nan a province. */
  private static final Set<String> BUT_IN_NAMES = Set.of("null", "none", "nil", "nan");

  private static final Set<String> FREE_TEXT =
      Set.of(
          "properties.search_string",
          "properties.query",
          "properties.description",
          "properties.contents.content_name");

  private static final Set<String> NAMES =
      Set.of("user.first_name", "user.last_name", "user.city", "user.state");

  private static final int MAX_LENGTH = 16;

  /** Digests of these words, in the spellings that databases and scripts give them. */
  private static final Set<String> DIGESTS =
      Stream.of(
              "null",
              "NULL",
              "Null",
              "undefined",
              "none",
              "None",
              "n/a",
              "N/A",
              "nan",
              "NaN",
              "\\N")
          .map(Sha256::hex)
          .collect(Collectors.toUnmodifiableSet());

  private Placeholders() {}

  /** Returns whether a field's whole value stands for none. An object's never does. */
  static boolean isOne(EventField field, Object raw) {
    if (!(raw instanceof String text)
        || text.length() > MAX_LENGTH
        || ValueReader.isOfObjects(field)) {
      return false;
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.isEmpty() || !mayBegin(word.charAt(0))) {
      return false;
    }
    String path = field.path().replace("[]", "");
    boolean isFreeText = FREE_TEXT.contains(path);
    return ANYWHERE.contains(word)
        || (!isFreeText && BUT_IN_FREE_TEXT.contains(word))
        || (!isFreeText && !NAMES.contains(path) && BUT_IN_NAMES.contains(word));
  }

  private static boolean mayBegin(char first) {
    return "\\(<[#nu".indexOf(first) >= 0;
  }

  /** Returns whether a digest is that of such a word: it was hashed before the export. */
  static boolean isDigestOfOne(String digest) {
    return DIGESTS.contains(digest);
  }
}
