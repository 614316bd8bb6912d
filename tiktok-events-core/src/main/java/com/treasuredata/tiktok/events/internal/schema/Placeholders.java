package com.treasuredata.tiktok.events.internal.schema;

import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words that exporters write where a field has no value: {@code NULL}, {@code \N}, {@code (not
 * set)}. Sent as an id, one would make one person, or one event, of all who have none. Immutable.
 */
public final class Placeholders {
  /** No text that means something has these signs. In lower case, as all of them. */
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
  private static final Set<String> NOT_IN_FREE_TEXT = Set.of("undefined", "n/a", "not set");

  /** Null is a family's name, None a town, and Nan a province. */
  private static final Set<String> NOT_IN_NAMES = Set.of("null", "none", "nil", "nan");

  private static final Set<String> FREE_TEXT =
      Set.of(
          "properties.search_string",
          "properties.query",
          "properties.description",
          "properties.contents.content_name");

  private static final Set<String> NAMES =
      Set.of("user.first_name", "user.last_name", "user.city", "user.state");

  private static final Placeholders OF_OBJECTS = new Placeholders(Set.of(), Set.of(), Set.of());
  private static final Placeholders OF_FREE_TEXT = new Placeholders(ANYWHERE, Set.of(), Set.of());
  private static final Placeholders OF_NAMES =
      new Placeholders(ANYWHERE, NOT_IN_FREE_TEXT, Set.of());
  private static final Placeholders OF_OTHERS =
      new Placeholders(ANYWHERE, NOT_IN_FREE_TEXT, NOT_IN_NAMES);

  /** The signs that these words begin with, in any case. */
  private static final boolean[] MAY_BEGIN = new boolean[0x80];

  static {
    for (char first : "\\(<[#nNuU_{$%*".toCharArray()) {
      MAY_BEGIN[first] = true;
    }
  }

  private static final int MAX_LENGTH = 16;
  private static final int LONGEST_TEMPLATE = 200;

  /** Digests of these words, in the spellings that databases and scripts give them. */
  private static final Set<String> DIGESTS = new HashSet<>();

  static {
    for (String word :
        List.of(
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
            "\\N")) {
      DIGESTS.add(Sha256.hex(word));
    }
  }

  private final Set<String> words = new HashSet<>();

  private Placeholders(Set<String> first, Set<String> second, Set<String> third) {
    words.addAll(first);
    words.addAll(second);
    words.addAll(third);
  }

  /** Returns those of the field with a path. */
  public static Placeholders of(String path, FieldType type) {
    if (type == FieldType.OBJECT || type == FieldType.OBJECT_LIST) {
      return OF_OBJECTS;
    }
    String plain = path.replace("[]", "");
    if (FREE_TEXT.contains(plain)) {
      return OF_FREE_TEXT;
    }
    return NAMES.contains(plain) ? OF_NAMES : OF_OTHERS;
  }

  public static final String EXPECTED =
      "expected a value, or nothing, not a word for none such as NULL";

  /** Returns whether a field's whole value is one of them. */
  public boolean contain(Object raw) {
    if (!(raw instanceof String text) || text.length() > LONGEST_TEMPLATE || words.isEmpty()) {
      return false;
    }
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    if (first == text.length() || !mayBegin(text.charAt(first))) {
      return false;
    }
    String word = text.strip();
    return (word.length() <= MAX_LENGTH && words.contains(word.toLowerCase(Locale.ROOT)))
        || isTemplate(word);
  }

  private static boolean mayBegin(char first) {
    return first < MAY_BEGIN.length && MAY_BEGIN[first];
  }

  /**
   * Returns whether a part of a text, by its first two signs, is none of these words, nor JSON that
   * says that there is nothing; so most values needn't be looked at closely. It may still be blank.
   */
  public static boolean cannotBegin(String text, int start, int end) {
    char first = text.charAt(start);
    if (first >= MAY_BEGIN.length || !MAY_BEGIN[first]) {
      return true;
    }
    char second = end - start > 1 ? text.charAt(start + 1) : 0;
    return switch (first) {
      case 'U', 'u' -> second != 'N' && second != 'n';
      case 'N', 'n' -> "aeilouAEILOU/".indexOf(second) < 0;
      case '_' -> second != '_';
      default -> false;
    };
  }

  /**
   * Returns whether a word stands for what should have been put there: {@code __CLICKID__}, {@code
   * {{lead_id}}}, {@code ${id}}, {@code %%ID%%}, {@code *|EMAIL|*}, {@code <%= id %>}.
   */
  public static boolean isTemplate(String word) {
    return isBetween(word, "{{", "}}")
        || isBetween(word, "${", "}")
        || isBetween(word, "%%", "%%")
        || isBetween(word, "*|", "|*")
        || isBetween(word, "<%", "%>")
        || (isBetween(word, "__", "__") && isUpperCase(word));
  }

  private static boolean isBetween(String word, String opening, String closing) {
    return word.length() > opening.length() + closing.length()
        && word.startsWith(opening)
        && word.endsWith(closing);
  }

  private static boolean isUpperCase(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '_' && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a digest is that of such a word: it was hashed before the export. */
  public static boolean isDigestOfOne(String digest) {
    return DIGESTS.contains(digest);
  }
}
