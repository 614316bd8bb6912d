package com.treasuredata.tiktok.events.schema;

import org.jspecify.annotations.Nullable;

/**
 * Numbers with separators, where only one reading is possible (connector.md, "Rows"): {@code
 * 1,234.56}, {@code 1.234,56}, {@code 59,90}, {@code 1 234,50}, {@code 1'234.50}, {@code
 * 1,234,567}. Not {@code 1,234}, which is read in two ways.
 */
final class GroupedNumber {
  private static final int LONGEST = 60;
  private static final int GROUP = 3;

  private GroupedNumber() {}

  /** Returns the number as {@code 1234.56}, or null if it isn't one, or could be two. */
  static @Nullable String plain(String text) {
    if (text.length() < 2 || text.length() > LONGEST) {
      return null;
    }
    char first = text.charAt(0);
    int start = first == '-' || first == '+' ? 1 : 0;
    char last = 0; // the last separator, and where
    int lastAt = -1;
    char other = 0;
    int count = 0;
    for (int i = start; i < text.length(); i++) {
      char c = separator(text.charAt(i));
      if (c == 0) {
        if (!Character.isDigit(text.charAt(i))) {
          return null;
        }
      } else {
        if (last != 0 && c != last) {
          if (other != 0) {
            return null;
          }
          other = last;
          count = 0;
        }
        last = c;
        lastAt = i;
        count++;
      }
    }
    if (last == 0) {
      return null;
    }
    String sign = text.substring(0, start);
    String digits = text.substring(start);
    int at = lastAt - start;
    if (other != 0) {
      boolean isDecimal = count == 1 && (last == ',' || last == '.') && at + 1 < digits.length();
      return isDecimal && isGrouped(digits.substring(0, at), other)
          ? sign + joined(digits.substring(0, at)) + '.' + digits.substring(at + 1)
          : null;
    }
    if (count > 1 || last == ' ' || last == '\'') {
      return isGrouped(digits, last) ? sign + joined(digits) : null;
    }
    int behind = digits.length() - at - 1;
    boolean mayBeGroup = behind == GROUP && at > 0 && at <= GROUP && digits.charAt(0) != '0';
    return last == ',' && behind > 0 && !mayBeGroup
        ? sign + (at == 0 ? "0" : digits.substring(0, at)) + '.' + digits.substring(at + 1)
        : null;
  }

  /** Returns the plain form of a separator; 0 if the sign is none. */
  private static char separator(char c) {
    return switch (c) {
      case ',', '.', ' ', '\'' -> c;
      case '\u00A0', '\u202F', '\u2009' -> ' ';
      case '\u2019' -> '\'';
      case '\u066B' -> '.'; // Arabic
      case '\u066C', '\u060C' -> ',';
      default -> 0;
    };
  }

  /** Returns whether groups of three, or in India of two before the last, are separated. */
  private static boolean isGrouped(String digits, char separator) {
    int group = 0;
    int groups = 0;
    boolean hasPairs = false;
    boolean hasThrees = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      if (separator(digits.charAt(i)) == 0) {
        group++;
        continue;
      }
      groups++;
      boolean isPair = groups > 1 && group == 2 && separator == ',';
      if (separator(digits.charAt(i)) != separator || (group != GROUP && !isPair)) {
        return false;
      }
      hasPairs |= isPair;
      hasThrees |= groups > 1 && !isPair;
      group = 0;
    }
    return groups > 0
        && !(hasPairs && hasThrees)
        && group > 0
        && group <= (hasPairs ? 2 : GROUP)
        && digits.charAt(0) != '0';
  }

  private static String joined(String digits) {
    StringBuilder joined = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      if (separator(digits.charAt(i)) == 0) {
        joined.append(digits.charAt(i));
      }
    }
    return joined.toString();
  }
}
