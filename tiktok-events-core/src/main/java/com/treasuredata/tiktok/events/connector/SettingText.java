package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.json.Numbers;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a value as text, whatever type an engine gives it. */
final class SettingText {
  private static final int MAX_DIGITS = 40;

  private SettingText() {}

  /**
   * Returns text without white space around it, a boolean's name or a whole number's digits; null
   * if it is none of them.
   */
  static @Nullable String of(Object value) {
    if (value instanceof String text) {
      return text.strip();
    }
    if (value instanceof Boolean flag) {
      return flag.toString();
    }
    return value instanceof Number number ? digits(number) : null;
  }

  /** Returns a whole number's digits; null if it has a fraction, or may have lost some. */
  private static @Nullable String digits(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.valueOf((long) value)
          : null;
    }
    BigDecimal bounded = Numbers.parse(number.toString());
    if (bounded == null) {
      return null;
    }
    BigDecimal exact = bounded.stripTrailingZeros();
    boolean whole = exact.scale() <= 0 && exact.precision() - exact.scale() <= MAX_DIGITS;
    return whole ? exact.toPlainString() : null;
  }

  /**
   * Returns a number that has lost digits as it is written, so that what checks ids sees that; null
   * for a boolean, which is no text; else what {@link #of} returns.
   */
  static @Nullable String ofId(Object value) {
    if (value instanceof Boolean) {
      return null;
    }
    boolean isRounded = value instanceof BigDecimal number && number.toString().indexOf('E') > 0;
    return isRounded ? value.toString() : of(value);
  }

  /** Returns the items of a list, of one text with commas, or of a JSON array in a text. */
  static Iterable<?> items(Object value) {
    if (value instanceof Iterable<?> items) {
      return items;
    }
    if (!(value instanceof String text)) {
      return List.of(value);
    }
    if (!text.strip().startsWith("[")) {
      return List.of(text.split(","));
    }
    try {
      return JsonTree.parse(text) instanceof List<?> list ? list : List.of(value);
    } catch (MalformedJsonException e) {
      return Collections.singleton(Map.of()); // Which is no text.
    }
  }
}
