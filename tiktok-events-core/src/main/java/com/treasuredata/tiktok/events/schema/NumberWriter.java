package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;

/**
 * Writes numbers and times that stand in a text in the way that most do. Whatever is written in
 * another way is not written: {@link ValueReader} then reads it closely, and gives the same for
 * what is written here.
 */
final class NumberWriter {
  static final long CLOSELY = Long.MIN_VALUE;

  private static final int MAX_DIGITS = 18;

  /** JSON numbers of ours with more zeros behind the point have an exponent. */
  private static final int MAX_ZEROS = 5;

  private static final int[] DAYS_OF_MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private NumberWriter() {}

  /**
   * Writes a number without superfluous zeros: {@code 59.90} as {@code 59.9}.
   *
   * @return whether it was written
   */
  static boolean amount(String text, int from, int to, JsonBytes out) {
    int start = from < to && text.charAt(from) == '-' ? from + 1 : from;
    int point = to;
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      if (c == '.' && point == to) {
        point = i;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    int end = to;
    while (end > point + 1 && text.charAt(end - 1) == '0') {
      end--;
    }
    int first = start;
    while (first < point - 1 && text.charAt(first) == '0') {
      first++;
    }
    boolean isOdd = point == start || point == to - 1 || to - start > MAX_DIGITS;
    boolean isBelowOne = !isOdd && text.charAt(first) == '0';
    if (isOdd || (isBelowOne && zeros(text, point + 1, end) > MAX_ZEROS)) {
      return false;
    }
    boolean hasFraction = end > point + 1;
    byte[] target = out.room(to - from);
    int at = out.length();
    if (start > from && (hasFraction || !isBelowOne)) {
      target[at++] = '-';
    }
    out.advanceTo(JsonBytes.ascii(text, first, hasFraction ? end : point, target, at));
    return true;
  }

  private static int zeros(String text, int from, int to) {
    int zeros = 0;
    while (from + zeros < to && text.charAt(from + zeros) == '0') {
      zeros++;
    }
    return zeros;
  }

  /** Returns the number that a text of digits is, or {@link #CLOSELY}. */
  static long whole(String text, int from, int to) {
    if (from == to || to - from > MAX_DIGITS) {
      return CLOSELY;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return CLOSELY;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }

  /**
   * Returns the Unix seconds of {@code 2026-01-31T09:30:00Z}, with or without a fraction, or with
   * an offset such as {@code +09:00}; or {@link #CLOSELY}.
   */
  static long time(String text) {
    int length = text.length();
    if (length < 20 || length > 40) {
      return whole(text, 0, length);
    }
    boolean hasShape =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && (text.charAt(10) == 'T' || text.charAt(10) == ' ')
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    if (!hasShape) {
      return CLOSELY;
    }
    int year = (int) number(text, 0, 4);
    int month = (int) number(text, 5, 7);
    int day = (int) number(text, 8, 10);
    int hour = (int) number(text, 11, 13);
    int minute = (int) number(text, 14, 16);
    int second = (int) number(text, 17, 19);
    boolean isInRange =
        year >= 1970
            && year < 3000
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= days(year, month)
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second < 60;
    int zone = behindFraction(text);
    long offset = zone < 0 ? CLOSELY : offset(text, zone);
    if (!isInRange || offset == CLOSELY) {
      return CLOSELY;
    }
    return 86_400L * epochDay(year, month, day) + 3_600L * hour + 60L * minute + second - offset;
  }

  private static int behindFraction(String text) {
    if (text.charAt(19) != '.') {
      return 19;
    }
    int end = 20;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == 20 || end > 29 ? -1 : end;
  }

  private static long offset(String text, int at) {
    int rest = text.length() - at;
    if (rest == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (rest != 6 || text.charAt(at + 3) != ':') {
      return CLOSELY;
    }
    long hours = number(text, at + 1, at + 3);
    long minutes = number(text, at + 4, at + 6);
    if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
      return CLOSELY;
    }
    return switch (text.charAt(at)) {
      case '+' -> 3_600 * hours + 60 * minutes;
      case '-' -> -3_600 * hours - 60 * minutes;
      default -> CLOSELY;
    };
  }

  private static long number(String text, int from, int to) {
    long number = whole(text, from, to);
    return number == CLOSELY ? -1 : number;
  }

  private static int days(int year, int month) {
    boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && isLeap ? 29 : DAYS_OF_MONTHS[month - 1];
  }

  /** Returns the days since 1970 of a day of the Gregorian calendar. */
  private static long epochDay(int year, int month, int day) {
    int y = month > 2 ? year : year - 1; // Years that begin in March end with the leap day.
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365L * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
  }
}
