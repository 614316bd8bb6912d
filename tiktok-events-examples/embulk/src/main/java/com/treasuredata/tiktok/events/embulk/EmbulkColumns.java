package com.treasuredata.tiktok.events.embulk;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.connector.RowReader;
import java.util.List;
import org.embulk.spi.PageReader;
import org.embulk.spi.Schema;
import org.embulk.spi.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Embulk's columns and their values, as the connector knows them. */
final class EmbulkColumns {
  private EmbulkColumns() {}

  static List<String> names(Schema schema) {
    return schema.getColumns().stream().map(org.embulk.spi.Column::getName).toList();
  }

  static List<Column> of(Schema schema) {
    return schema.getColumns().stream()
        .map(column -> Column.of(column.getName(), type(column)))
        .toList();
  }

  private static Column.Type type(org.embulk.spi.Column column) {
    return switch (column.getType().getName()) {
      case "long" -> Column.Type.WHOLE_NUMBER;
      case "double" -> Column.Type.FLOATING;
      case "boolean" -> Column.Type.BOOLEAN;
      case "string" -> Column.Type.TEXT;
      case "timestamp" -> Column.Type.MOMENT;
      default -> Column.Type.OTHER; // JSON may be anything.
    };
  }

  /** Returns the row at which {@code reader} stands, wherever that will be. */
  static RowReader row(PageReader reader) {
    org.embulk.spi.Column[] columns =
        reader.getSchema().getColumns().toArray(new org.embulk.spi.Column[0]);
    return position -> value(reader, columns[position]);
  }

  private static @Nullable Object value(PageReader reader, org.embulk.spi.Column column) {
    if (reader.isNull(column)) {
      return null;
    }
    return switch (column.getType().getName()) {
      case "long" -> reader.getLong(column);
      case "double" -> reader.getDouble(column);
      case "boolean" -> reader.getBoolean(column);
      case "string" -> reader.getString(column);
      case "timestamp" -> reader.getTimestampInstant(column);
      default -> value(reader.getJsonValue(column));
    };
  }

  /** Objects and arrays stay JSON: so they give the same event as a column of text does. */
  private static @Nullable Object value(JsonValue json) {
    return switch (json.getEntityType()) {
      case NULL -> null;
      case STRING -> json.asJsonString().getString();
      default -> json.toJson();
    };
  }
}
