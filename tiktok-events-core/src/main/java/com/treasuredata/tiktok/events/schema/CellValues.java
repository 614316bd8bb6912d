package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Several values in one text, where nothing else can be meant: {@code a@example.com;
 * b@example.com}, {@code [a@example.com, b@example.com]} as Presto and Java print a list, {@code
 * {A,B}} as PostgreSQL does, {@code ['A', 'B']} as Python does; and {@code Ada <a@example.com>}.
 */
final class CellValues {
  private static final EventField CONTENT_IDS = FieldTable.field("properties.content_ids");

  /** What stands between values or around them. */
  private static final boolean[] IS_BETWEEN = new boolean[0x80];

  static {
    for (char c : ",;|<[{:\"\n\r\t".toCharArray()) {
      IS_BETWEEN[c] = true;
    }
  }

  private CellValues() {}

  /**
   * Returns whether nothing in a text, which begins at {@code start}, can be meant for several
   * values.
   */
  static boolean isPlainlyOne(EventField field, String text, int start) {
    char first = text.charAt(start);
    return first != '['
        && first != '{'
        && first != '"'
        && !areLikely(
            field, text); // Those of e-mail addresses and phone numbers are no form of one.
  }

  /** Returns the values in a text; null if it is to be read as one value. */
  static @Nullable List<String> of(EventField field, String text) {
    return switch (field.form()) {
      case EMAIL -> isOdd(text, '@') ? emails(text) : null;
      case PHONE -> isOdd(text, '+') ? phones(text) : null;
      default -> ids(text);
    };
  }

  /** Returns whether a text that is read as one value looks like several. */
  static boolean areLikely(EventField field, String text) {
    return field == CONTENT_IDS
        && (text.indexOf(',') > 0 || text.indexOf('|') > 0 || text.indexOf(';') > 0);
  }

  /** Returns whether a text holds a sign that stands between values, or one of them twice. */
  private static boolean isOdd(String text, char once) {
    int first = text.indexOf(once);
    if (first >= 0 && text.indexOf(once, first + 1) >= 0) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80 && IS_BETWEEN[c]) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable List<String> emails(String text) {
    Predicate<String> isGood =
        part -> TextForm.EMAIL.normalize(part, "").problem() == null || Sha256.isDigest(part);
    String bare = withoutBrackets(text);
    List<String> parts = parts(bare, ",;|\n\r\t", CellValues::address);
    if (parts == null || !parts.stream().allMatch(isGood)) {
      parts = List.of(address(text));
    }
    if (!parts.stream().allMatch(isGood)) {
      parts = parts(bare, ",;|\n\r\t /", CellValues::address);
    }
    return parts != null && !parts.isEmpty() && parts.stream().allMatch(isGood) ? parts : null;
  }

  /**
   * Returns {@code a@example.com} of {@code Ada <a@example.com>} and {@code mailto:a@example.com}.
   */
  private static String address(String text) {
    String address = unquoted(text.strip());
    int open = address.indexOf('<');
    if (open >= 0 && open == address.lastIndexOf('<') && address.endsWith(">")) {
      address = address.substring(open + 1, address.length() - 1).strip();
    }
    if (address.length() > 7 && address.substring(0, 7).equalsIgnoreCase("mailto:")) {
      int query = address.indexOf('?');
      address = address.substring(7, query < 0 ? address.length() : query);
    }
    return address;
  }

  private static @Nullable List<String> phones(String text) {
    List<String> parts = parts(withoutBrackets(text), ",;|\n\r\t", CellValues::unquoted);
    if (parts == null || !parts.stream().allMatch(CellValues::beginsAsPhone)) {
      return null;
    }
    if (parts.size() == 1 && parts.get(0).indexOf('/') > 0) {
      parts = parts(parts.get(0), "/", String::strip);
    }
    return parts != null && !parts.isEmpty() && parts.stream().allMatch(CellValues::beginsAsPhone)
        ? parts
        : null;
  }

  private static boolean beginsAsPhone(String text) {
    String number = text.toLowerCase(Locale.ROOT).startsWith("tel:") ? text.substring(4) : text;
    return number.startsWith("+")
        || number.startsWith("(+")
        || number.startsWith("'+")
        || number.startsWith("00")
        || number.startsWith("\uFF0B")
        || Sha256.isDigest(number);
  }

  /** Ids may hold any sign, so only brackets with commas or quotes tell. */
  private static @Nullable List<String> ids(String text) {
    char first = text.isEmpty() ? 'x' : text.charAt(0);
    if (first > ' ' && first != '{' && first != '[') {
      return null;
    }
    String list = text.strip();
    boolean isPostgres = list.startsWith("{") && list.endsWith("}") && list.indexOf(':') < 0;
    boolean isPython = list.startsWith("['") && list.endsWith("']");
    if (list.startsWith("{{") || (!isPostgres && !isPython)) {
      return null;
    }
    List<String> parts = parts(withoutBrackets(list), ",", String::strip);
    if (parts == null || (isPython && !parts.stream().allMatch(CellValues::isQuoted))) {
      return null;
    }
    List<String> values = parts.stream().map(CellValues::unquoted).toList();
    return values.isEmpty() ? null : values;
  }

  private static String withoutBrackets(String text) {
    String list = text.strip();
    boolean isList =
        (list.startsWith("[") && list.endsWith("]"))
            || (list.startsWith("{") && list.endsWith("}"));
    return isList && list.length() > 1 ? list.substring(1, list.length() - 1) : list;
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1
        && (text.charAt(0) == '\'' || text.charAt(0) == '"')
        && text.charAt(text.length() - 1) == text.charAt(0);
  }

  private static String unquoted(String text) {
    String given = text.strip();
    return isQuoted(given) ? given.substring(1, given.length() - 1) : given;
  }

  /** Returns what stands between separators, without blanks; null if it is too much. */
  private static @Nullable List<String> parts(
      String text, String separators, UnaryOperator<String> trimmed) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        String part = trimmed.apply(text.substring(start, i));
        if (!part.isEmpty() && parts.size() == Limits.MAX_LIST_ITEMS) {
          return null;
        }
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }
}
