package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.json.Numbers;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as a field's type, whatever the row gave it as (connector.md, "Rows"): numbers and
 * times may come as text, ids as numbers, lists and objects as JSON text. Each method returns
 * {@code null} for a value that isn't of the type.
 */
final class ValueReader {
  /** From here on a double, or a float, skips whole numbers: an id has lost digits. */
  private static final double FIRST_INEXACT_DOUBLE = 1L << 53;

  private static final double FIRST_INEXACT_FLOAT = 1L << 24;

  private ValueReader() {}

  /** Returns whether nothing is there: blank texts, and lists and objects of nothing else. */
  static boolean isAbsent(@Nullable Object raw) {
    if (raw instanceof String text) {
      return text.isEmpty() || isBlank(text);
    }
    if (raw instanceof Collection<?> items) {
      return areAbsent(items);
    }
    return raw == null || (raw instanceof Map<?, ?> object && areAbsent(object.values()));
  }

  private static boolean isBlank(String text) {
    char first = text.charAt(0);
    return (first <= ' ' || first >= 0x7F) && TextForm.isBlank(text);
  }

  /** Returns whether a value is of a class that any field reads. */
  static boolean isKnownType(Object raw) {
    return raw instanceof String
        || raw instanceof Number
        || raw instanceof Boolean
        || raw instanceof Map<?, ?>
        || raw instanceof Collection<?>
        || raw instanceof TemporalAccessor;
  }

  /** Returns whether an object's value is text that holds none. */
  static boolean isAbsentObject(EventField field, Object raw) {
    return isOfObjects(field) && raw instanceof String text && JsonTree.isNothing(text);
  }

  static boolean isOfObjects(EventField field) {
    return field.type() == FieldType.OBJECT || field.type() == FieldType.OBJECT_LIST;
  }

  private static boolean areAbsent(Collection<?> values) {
    for (Object value : values) {
      if (!isAbsent(value)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text, number or boolean that JSON has for a value. */
  static @Nullable Object scalar(Object raw) {
    if (raw instanceof Boolean) {
      return raw;
    }
    return raw instanceof Number ? number(raw) : text(raw);
  }

  /** Ids are JSON strings even when all digits (events-api.md §1.2), so numbers become text. */
  static @Nullable String text(Object raw) {
    if (raw instanceof String text) {
      return TextForm.isWellFormed(text) ? text : null;
    }
    if (raw instanceof Number) {
      BigDecimal number = number(raw);
      return number == null ? null : number.toPlainString();
    }
    if (raw instanceof ZonedDateTime time) {
      return time.toOffsetDateTime().toString(); // Its own text names the zone, too: no ISO 8601.
    }
    return raw instanceof TemporalAccessor ? raw.toString() : null;
  }

  /** Returns whether a number is so large that its type doesn't hold each digit of an id. */
  static boolean hasLostDigits(Object raw) {
    return (raw instanceof Double real && Math.abs(real) >= FIRST_INEXACT_DOUBLE)
        || (raw instanceof Float single && Math.abs(single) >= FIRST_INEXACT_FLOAT);
  }

  /** Returns whether a text begins as a JSON array, which {@link #list} then couldn't read. */
  static boolean isCutList(Object raw) {
    return raw instanceof String text && text.stripLeading().startsWith("[");
  }

  static @Nullable Collection<?> list(Object raw) {
    if (raw instanceof Collection<?> items) {
      return items;
    }
    return raw instanceof String text && parsed(text, '[') instanceof List<?> items ? items : null;
  }

  static @Nullable Map<?, ?> object(Object raw) {
    if (raw instanceof Map<?, ?> object) {
      return object;
    }
    return raw instanceof String text && parsed(text, '{') instanceof Map<?, ?> object
        ? object
        : null;
  }

  private static @Nullable Object parsed(String text, char opening) {
    String json = text.strip();
    if (json.isEmpty() || (json.charAt(0) != opening && json.charAt(0) != '"')) {
      return null;
    }
    try {
      Object tree = JsonScanner.parse(json);
      boolean isText = tree instanceof String inner && inner.strip().startsWith("" + opening);
      return isText ? JsonScanner.parse((String) tree) : tree; // JSON as a text of JSON
    } catch (MalformedJsonException e) {
      return null; // Not of the type: the caller says what is expected.
    }
  }

  /** Returns the number without superfluous zeros, so that 59.90 and 59.9 are sent alike. */
  static @Nullable BigDecimal number(Object raw) {
    BigDecimal given = decimal(raw);
    if (given == null) {
      return null;
    }
    BigDecimal number = given.scale() == 0 ? given : given.stripTrailingZeros();
    long digitsBeforePoint = (long) number.precision() - number.scale();
    if (number.precision() > Limits.MAX_DIGITS || Math.abs(digitsBeforePoint) > Limits.MAX_DIGITS) {
      return null;
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static @Nullable BigDecimal decimal(Object raw) {
    if (isWhole(raw)) {
      return BigDecimal.valueOf(((Number) raw).longValue());
    }
    if (raw instanceof BigDecimal decimal) {
      return Numbers.bounded(decimal);
    }
    if (raw instanceof BigInteger integer) {
      return Numbers.bounded(new BigDecimal(integer));
    }
    if (!(raw instanceof Number || raw instanceof String)) {
      return null;
    }
    String text = TextForm.PLAIN.normalize(raw.toString(), "").text();
    return mayBeNumber(text) ? Numbers.parse(text) : null;
  }

  /** Spares the cost of an exception for most texts that are no number. */
  private static boolean mayBeNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isDigit(c) && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(Object raw) {
    return raw instanceof Long
        || raw instanceof Integer
        || raw instanceof Short
        || raw instanceof Byte;
  }

  /** Returns an amount, which may have separators if they can be read in one way only. */
  static @Nullable BigDecimal amount(Object raw) {
    BigDecimal number = number(raw);
    if (number != null || !(raw instanceof String text)) {
      return number;
    }
    String plain = GroupedNumber.plain(TextForm.PLAIN.normalize(text, "").text());
    return plain == null ? null : number(plain);
  }

  /** Returns the number if it is one from 0 to 1. */
  static @Nullable BigDecimal share(Object raw) {
    BigDecimal number = amount(raw);
    return number == null || number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0
        ? null
        : number;
  }

  static @Nullable Long count(Object raw) {
    Object number = isWhole(raw) ? raw : amount(raw);
    Long integer = number == null ? null : integer(number);
    return integer == null || integer < 0 ? null : integer;
  }

  private static @Nullable Long integer(Object raw) {
    if (isWhole(raw)) {
      return ((Number) raw).longValue();
    }
    BigDecimal number = number(raw);
    if (number == null || number.scale() > 0 || number.unscaledValue().bitLength() >= Long.SIZE) {
      return null;
    }
    return number.longValue();
  }

  static @Nullable Boolean bool(Object raw) {
    if (raw instanceof Boolean bool) {
      return bool;
    }
    if (raw instanceof String text) {
      switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on" -> {
          return true;
        }
        case "false", "f", "no", "n", "off" -> {
          return false;
        }
        default -> {} // A number, or nothing that is known.
      }
    }
    Long bit = integer(raw);
    return (bit == null || bit < 0 || bit > 1) ? null : Boolean.valueOf(bit == 1);
  }

  /** Returns whether a time was written with fewer digits than seconds have: 1.7954E9. */
  static boolean isRoundedTime(Object raw) {
    if (isWhole(raw)) {
      return false;
    }
    boolean isScientific =
        raw instanceof String text
            ? text.length() <= Numbers.MAX_LENGTH
                && (text.indexOf('E') > 0 || text.indexOf('e') > 0)
            : raw instanceof BigDecimal decimal && decimal.scale() < 0;
    if (!isScientific) {
      return false;
    }
    BigDecimal number =
        raw instanceof BigDecimal decimal ? decimal : Numbers.parse(raw.toString().strip());
    return number != null && number.scale() < 0;
  }

  /** Returns Unix seconds; a fraction of a second is dropped. */
  static @Nullable Long time(Object raw, @Nullable ZoneId zone) {
    if (isWhole(raw)) {
      return integer(raw);
    }
    BigDecimal number = number(raw);
    return number == null
        ? TimeReader.seconds(raw, zone)
        : integer(number.setScale(0, RoundingMode.FLOOR));
  }
}
