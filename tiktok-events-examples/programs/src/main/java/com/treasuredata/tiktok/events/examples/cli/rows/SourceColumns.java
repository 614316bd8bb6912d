package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns {@code event_source_id} and {@code event_source}, which say where a row goes. Safe
 * for use by several threads.
 */
public final class SourceColumns implements Function<Row, @Nullable EventSource> {
  private static final String ID = "event_source_id";
  private static final String TYPE = "event_source";

  private final EventSource fallback;
  private final ColumnPlaces ids = new ColumnPlaces(ID);
  private final ColumnPlaces types = new ColumnPlaces(TYPE);

  /**
   * Creates them.
   *
   * @param fallback where rows go that name no source, and of what kind those are that name only an
   *     id
   */
  public SourceColumns(EventSource fallback) {
    this.fallback = fallback;
  }

  /** Returns whether a column says where a row goes, and so is no field. */
  static boolean isOne(String column) {
    String name = column.strip().toLowerCase(Locale.ROOT);
    return name.equals(ID) || name.equals(TYPE);
  }

  /**
   * Returns where a row goes; {@code null} if it doesn't say.
   *
   * @throws InvalidEventException if that can't be a source
   */
  @Override
  public @Nullable EventSource apply(Row row) {
    String id = text(ID, ids.in(row.values()));
    String type = text(TYPE, types.in(row.values()));
    if (id == null && type == null) {
      return null;
    }
    EventSourceType kind = type == null ? fallback.type() : kind(type);
    if (id == null) {
      if (kind == fallback.type()) {
        return null;
      }
      throw InvalidEventException.unreadable(
          TYPE + " differs from --source, and the row has no " + ID);
    }
    try {
      return new EventSource(kind, id);
    } catch (IllegalArgumentException e) {
      throw InvalidEventException.unreadable(
          ID + " must be printable ASCII without white space, as TikTok's ids are");
    }
  }

  private static EventSourceType kind(String type) {
    return Arrays.stream(EventSourceType.values())
        .filter(known -> known.name().equalsIgnoreCase(type))
        .findFirst()
        .orElseThrow(
            () -> InvalidEventException.unreadable(TYPE + " must be web, app, offline or crm"));
  }

  private static @Nullable String text(String name, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof String || value instanceof BigDecimal)) {
      throw InvalidEventException.unreadable(name + " must be a text");
    }
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    return text.isBlank() ? null : text.strip();
  }
}
