package com.treasuredata.tiktok.events.internal.http;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code data} of an answer says, without anything that may be a value. TikTok documents
 * no form of it for events (events-api.md §5.4), so all forms are shown, in part.
 */
final class MaskedData {
  private static final int MAX_LENGTH = 500;
  private static final int MAX_ITEMS = 10;
  private static final int MAX_DEPTH = 6;
  private static final int MAX_DIGITS = 5;
  private static final String CUT = "…";

  private final StringBuilder text = new StringBuilder();

  private MaskedData() {}

  /**
   * Returns {@code {failed_events: [{index: 3, message: Invalid value for […]}]}} for such an
   * object; empty for an empty one.
   */
  static String of(Map<?, ?> data) {
    if (data.isEmpty()) {
      return "";
    }
    MaskedData masked = new MaskedData();
    masked.add(data, 0);
    return masked.text.length() > MAX_LENGTH
        ? masked.text.substring(0, MAX_LENGTH) + CUT
        : masked.text.toString();
  }

  private void add(@Nullable Object value, int depth) {
    boolean isNested = value instanceof Map || value instanceof Iterable;
    if (text.length() > MAX_LENGTH || (isNested && depth >= MAX_DEPTH)) {
      text.append(CUT);
    } else if (value instanceof Map<?, ?> object) {
      addAll('{', object.entrySet().iterator(), '}', depth);
    } else if (value instanceof Iterable<?> list) {
      addAll('[', list.iterator(), ']', depth);
    } else if (value instanceof Map.Entry<?, ?> member) {
      text.append(ErrorText.masked(String.valueOf(member.getKey()))).append(": ");
      add(member.getValue(), depth);
    } else if (value instanceof Number number && number.toString().length() <= MAX_DIGITS) {
      text.append(number); // An index, a count or a code.
    } else if (value == null || value instanceof Boolean) {
      text.append(value);
    } else {
      text.append(ErrorText.masked(value.toString()));
    }
  }

  private void addAll(char start, Iterator<?> items, char end, int depth) {
    text.append(start);
    for (int i = 0; items.hasNext(); i++) {
      text.append(i == 0 ? "" : ", ");
      if (i == MAX_ITEMS) {
        text.append(CUT);
        break;
      }
      add(items.next(), depth + 1);
    }
    text.append(end);
  }
}
