package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.json.Numbers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an event's bytes counts otherwise than it is sent where ids are derived from them. Custom
 * scalars count by their text: {@code 3} and {@code "3"} are one, and so are {@code false} and
 * {@code "false"}, {@code 59.90} and {@code "59.9"}, {@code "2026-11-20 10:30:00+00"} and {@code
 * "2026-11-20T10:30:00Z"}. So a column's type doesn't change an id: a file of texts and a table
 * with typed columns give the same ones. Not safe for use by several threads.
 */
final class CanonicalForm {
  /** A number as JSON writes it; {@code 007} is a text. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");

  /** For each part: where it begins and ends in what is sent, and where in {@link #texts}. */
  private static final int OF_EACH = 4;

  /**
   * The parts of one event's bytes that count otherwise.
   *
   * @param places four numbers for each: where it begins and ends in the event's bytes, and where
   *     what it counts as does in {@code texts}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Edits(int[] places, byte[] texts) {
    /** Returns the bytes that count. */
    byte[] applyTo(byte[] sent) {
      JsonBytes canonical = new JsonBytes();
      int from = 0;
      for (int i = 0; i < places.length; i += OF_EACH) {
        canonical.raw(sent, from, places[i]);
        canonical.raw(texts, places[i + 2], places[i + 3]);
        from = places[i + 1];
      }
      canonical.raw(sent, from, sent.length);
      return canonical.toByteArray();
    }
  }

  private final JsonBytes texts = new JsonBytes();
  private int[] places = new int[8 * OF_EACH];
  private int count;

  /** Begins anew. */
  void clear() {
    texts.clear();
    count = 0;
  }

  /** Forgets the parts that are at {@code length} or later, which were taken back. */
  void truncate(int length) {
    while (count > 0 && places[count - OF_EACH] >= length) {
      count -= OF_EACH;
    }
  }

  /** Adds a scalar that was written, if it counts otherwise than it is sent. */
  void add(int start, int end, Object sent) {
    String counted = sent instanceof String text ? ofText(text) : String.valueOf(sent);
    if (counted.equals(sent)) {
      return;
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count] = start;
    places[count + 1] = end;
    places[count + 2] = texts.length();
    texts.text(counted);
    places[count + 3] = texts.length();
    count += OF_EACH;
  }

  /** Returns the parts that were added; {@code null} if there are none. */
  @Nullable Edits edits() {
    return count == 0 ? null : new Edits(Arrays.copyOf(places, count), texts.toByteArray());
  }

  private static String ofText(String text) {
    if (text.isEmpty() || text.length() > Numbers.MAX_LENGTH || !mayBeNumber(text.charAt(0))) {
      return text;
    }
    if (!NUMBER.matcher(text).matches()) {
      return TimeReader.canonical(text);
    }
    BigDecimal number = ValueReader.number(text);
    return number == null ? text : number.toString();
  }

  /** Returns whether a text that begins so may be a number or time. */
  static boolean mayBeNumber(char first) {
    return first == '-' || (first >= '0' && first <= '9');
  }
}
