package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.EventField;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Ids, phone numbers and postal codes that went through a spreadsheet or a column of numbers on
 * their way: {@code 12345.0} and {@code '12345} are {@code 12345}, and {@code 7.31111E+18} has lost
 * its digits.
 */
final class IdText {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?[0-9]++\\.0++");

  private static final Pattern SCIENTIFIC =
      Pattern.compile("[0-9](?:\\.[0-9]++)?[eE]\\+[0-9]{2,}|[0-9]\\.[0-9]++[eE][0-9]++");

  private static final int KEPT_DIGITS = 15;

  private IdText() {}

  /**
   * Returns whether nothing shows that a part of a text, which doesn't begin with white space, went
   * through a spreadsheet or a column of numbers.
   */
  static boolean isPlain(EventField field, String text, int from, int to) {
    char first = text.charAt(from);
    char last = text.charAt(to - 1);
    if (first == '\'' || first == '=' || last <= ' ' || last == '"') {
      return false;
    }
    boolean isNumber = first == '+' || (first >= '0' && first <= '9');
    if (isNumber && (last == '0' || first != '+')) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if (c == 'e' || c == 'E' || c == ',' || (c == '.' && last == '0')) {
          return false;
        }
      }
      if (last == '0' && to - from > KEPT_DIGITS + 1) {
        return false;
      }
    }
    return !field.isProductId() || !holds(text, ':', from, to);
  }

  private static boolean holds(String text, char sign, int from, int to) {
    int at = text.indexOf(sign, from);
    return at >= 0 && at < to;
  }

  /** Returns an id without what a spreadsheet or a column of numbers has added to it. */
  static String repaired(String text) {
    String id = text.strip();
    if (id.startsWith("=\"") && id.endsWith("\"") && id.length() > 3) {
      id = id.substring(2, id.length() - 1); // A formula that makes a spreadsheet keep a text.
    }
    if (id.length() > 1 && id.charAt(0) == '\'' && mayBegin(id.charAt(1))) {
      id = id.substring(1); // It makes a spreadsheet take a number for text.
    }
    boolean isNumber =
        id.endsWith("0") && id.indexOf('.') > 0 && WHOLE_NUMBER.matcher(id).matches();
    return isNumber ? id.substring(0, id.indexOf('.')) : id;
  }

  /** Returns {@code 7311111111111111111} of {@code 7,311,111,111,111,111,111}. */
  static String withoutGroups(String id) {
    int comma = id.indexOf(',');
    if (comma < 1 || comma > 3 || (id.length() - comma) % 4 != 0) {
      return id;
    }
    for (int i = 0; i < id.length(); i++) {
      boolean isComma = i >= comma && (i - comma) % 4 == 0;
      if (isComma ? id.charAt(i) != ',' : !Character.isDigit(id.charAt(i))) {
        return id;
      }
    }
    return id.replace(",", "");
  }

  /** Returns whether an id ends as a spreadsheet cuts it, which keeps 15 digits: in zeros. */
  static boolean endsInZeros(String id) {
    if (id.length() <= KEPT_DIGITS + 1 || id.length() > 25 || !id.endsWith("00")) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (i < KEPT_DIGITS ? c < '0' || c > '9' : c != '0') {
        return false;
      }
    }
    return true;
  }

  private static boolean mayBegin(char first) {
    return first == '+' || (first >= '0' && first <= '9');
  }

  /** Returns whether an id was written as a number of too few digits. */
  static boolean hasLostDigits(Object raw) {
    if (raw instanceof String text) {
      return (text.indexOf('E') > 0 || text.indexOf('e') > 0)
          && SCIENTIFIC.matcher(repaired(text)).matches();
    }
    return ValueReader.hasLostDigits(raw)
        || (raw instanceof BigDecimal number && number.scale() < 0);
  }
}
