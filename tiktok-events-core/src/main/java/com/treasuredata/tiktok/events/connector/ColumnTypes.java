package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column's type says about its values before the first of them is read. */
final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * Returns why no value of the column can be right for a field, or null if some may be.
   *
   * @param readsLocalTimes whether it is known where local times are
   * @param readsNationalPhones whether it is known whose numbers without a plus are
   */
  static @Nullable String problem(
      Column column, EventField field, boolean readsLocalTimes, boolean readsNationalPhones) {
    String reason =
        switch (column.type()) {
          case TEXT, BINARY, OTHER -> null;
          case WHOLE_NUMBER, DECIMAL, FLOATING -> ofNumbers(column, field, readsNationalPhones);
          case BOOLEAN -> field.type() == FieldType.BOOLEAN ? null : wrong(column, field);
          case DATE, LOCAL_TIME, MOMENT -> ofTimes(column, field, readsLocalTimes);
          case ARRAY ->
              field.type() == FieldType.STRING_LIST || field.type() == FieldType.OBJECT_LIST
                  ? null
                  : wrong(column, field);
          case OBJECT ->
              field.type() == FieldType.OBJECT || field.type() == FieldType.OBJECT_LIST
                  ? null
                  : wrong(column, field);
        };
    return reason == null ? null : "column " + ShownName.of(column.name()) + ' ' + reason;
  }

  private static @Nullable String ofNumbers(
      Column column, EventField field, boolean readsNationalPhones) {
    switch (field.type()) {
      case OBJECT, OBJECT_LIST -> {
        return wrong(column, field);
      }
      case NUMBER, RATIO, COUNT, BOOLEAN, TIME -> {
        return null;
      }
      case TEXT, STRING_LIST -> {} // Ids are numbers often.
    }
    boolean isPhone = field.path().equals("user.phone");
    if (isPhone) {
      return readsNationalPhones
          ? null
          : "holds numbers: a phone number as a number has lost its plus and zeros; cast it to text,"
              + " or say whose numbers these are by phone_country";
    }
    boolean isId = field.name().endsWith("_id") || field.name().endsWith("_ids");
    if (column.type() == Column.Type.FLOATING
        && (field.path().equals("lead.lead_id") || field.parent().equals("ad"))) {
      return "holds floating numbers, which keep 15 to 17 digits, and an id of TikTok has 19: cast it"
          + " to text where it comes from";
    }
    boolean isPersonal = field.hashing() == Hashing.ALWAYS && !isId;
    boolean isZip = field.path().equals("user.zip_code");
    return isPersonal && !isZip ? wrong(column, field) : null;
  }

  private static @Nullable String ofTimes(
      Column column, EventField field, boolean readsLocalTimes) {
    if (field.type() != FieldType.TIME) {
      boolean isFreeText = field.type() == FieldType.TEXT && field.hashing() == Hashing.NONE;
      return isFreeText && field.parent().equals("properties") ? null : wrong(column, field);
    }
    if (column.type() == Column.Type.DATE) {
      return "holds dates: " + field.path() + " needs the time of day";
    }
    return column.type() == Column.Type.LOCAL_TIME && !readsLocalTimes
        ? "holds times without a zone, which may be hours off: say where they are local times by"
            + " time_zone, or select Unix seconds"
        : null;
  }

  private static String wrong(Column column, EventField field) {
    String type = column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "is of type " + type + ", and " + field.path() + " is " + words(field.type());
  }

  private static String words(FieldType type) {
    return switch (type) {
      case TEXT -> "text";
      case STRING_LIST -> "one text or a list of texts";
      case COUNT, NUMBER, RATIO -> "a number";
      case BOOLEAN -> "true or false";
      case TIME -> "a time";
      case OBJECT -> "an object";
      case OBJECT_LIST -> "a list of objects";
    };
  }
}
