package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.Date;
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
  /**
   * ISO 8601 as written by hand and by databases: {@code T} or a space, seconds or not, any way to
   * write the zone.
   */
  private static final DateTimeFormatter ISO_WITH_ZONE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][ ]HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[ ][XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private ValueReader() {}

  static boolean isAbsent(@Nullable Object raw) {
    return raw == null
        || (raw instanceof String text && text.isBlank())
        || (raw instanceof Collection<?> items && items.stream().allMatch(ValueReader::isAbsent));
  }

  /** Ids are JSON strings even when all digits (events-api.md §1.2), so numbers become text. */
  static @Nullable String text(Object raw) {
    if (raw instanceof Number) {
      BigDecimal number = number(raw);
      return number == null ? null : number.toPlainString();
    }
    return raw instanceof String || raw instanceof Boolean || raw instanceof Character
        ? raw.toString()
        : null;
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
    if (json.isEmpty() || json.charAt(0) != opening) {
      return null;
    }
    try {
      return JsonTree.parse(json);
    } catch (MalformedJsonException e) {
      return null; // Not of the type: the caller says what is expected.
    }
  }

  /** Returns the number without superfluous zeros, so that 59.90 and 59.9 are sent alike. */
  static @Nullable BigDecimal number(Object raw) {
    BigDecimal number;
    try {
      if (raw instanceof BigDecimal decimal) {
        number = decimal;
      } else if (raw instanceof BigInteger integer) {
        number = new BigDecimal(integer);
      } else if (raw instanceof Number || raw instanceof String) {
        number = new BigDecimal(raw.toString().strip());
      } else {
        return null;
      }
    } catch (NumberFormatException e) {
      return null; // Text that is no number, and the numbers NaN and Infinity.
    }
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (number.precision() > Limits.MAX_DIGITS
        || Math.abs((long) number.precision() - number.scale()) > Limits.MAX_DIGITS) {
      return null;
    }
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  static @Nullable Long integer(Object raw) {
    BigDecimal number = number(raw);
    if (number == null || number.scale() > 0 || number.unscaledValue().bitLength() >= Long.SIZE) {
      return null;
    }
    return number.longValueExact();
  }

  static @Nullable Boolean bool(Object raw) {
    if (raw instanceof Boolean bool) {
      return bool;
    }
    if (!(raw instanceof Number || raw instanceof String)) {
      return null;
    }
    return switch (raw.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> null;
    };
  }

  /** Returns Unix seconds; a fraction of a second is dropped. */
  @SuppressWarnings("JavaUtilDate") // What JDBC gives: java.sql.Timestamp is one.
  static @Nullable Long time(Object raw) {
    if (raw instanceof Instant instant) {
      return instant.getEpochSecond();
    }
    if (raw instanceof OffsetDateTime time) {
      return time.toEpochSecond();
    }
    if (raw instanceof ZonedDateTime time) {
      return time.toEpochSecond();
    }
    if (raw instanceof Date date) {
      return Math.floorDiv(date.getTime(), 1000L);
    }
    BigDecimal number = number(raw);
    if (number != null) {
      return integer(number.setScale(0, RoundingMode.FLOOR));
    }
    try {
      return raw instanceof String text
          ? OffsetDateTime.parse(
                  text.strip().replace(" UTC", "Z").replace(" GMT", "Z"), ISO_WITH_ZONE)
              .toEpochSecond()
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
