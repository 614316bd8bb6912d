package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.connector.ConnectorSetting.COLUMNS;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.CONSENT_COLUMN;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.CONSENT_VALUES;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.KEY_COLUMN;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.PHONE_COUNTRY;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.TIME_ZONE;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.NationalPhones;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that say how rows are read, which are sent, and what their keys are. Immutable.
 *
 * @param consentColumn says whether a row may be sent, unless it is null
 * @param consentValues what in that column means yes
 * @param keyColumn has the keys of records, unless it is null
 * @param phoneCountry of numbers without a country code
 * @param timeZone of times without a zone
 * @param columns by field, the name of its column, or an object with its value
 */
record RowSettings(
    @Nullable String consentColumn,
    List<String> consentValues,
    @Nullable String keyColumn,
    @Nullable String phoneCountry,
    @Nullable ZoneId timeZone,
    Map<String, Object> columns) {

  static RowSettings read(SettingsReader in, EventSourceType type) {
    RowSettings settings =
        new RowSettings(
            in.text(CONSENT_COLUMN, name -> name),
            in.texts(CONSENT_VALUES),
            in.text(KEY_COLUMN, name -> name),
            in.text(PHONE_COUNTRY, RowSettings::checkedCountry),
            in.text(TIME_ZONE, RowSettings::zone),
            in.object(COLUMNS));
    checkConsent(in);
    settings.checkColumns(in, type);
    return settings;
  }

  /** With only one of them, records without consent would be sent. */
  private static void checkConsent(SettingsReader in) {
    if (in.has(CONSENT_COLUMN)) {
      in.require(CONSENT_VALUES, "consent_column needs it, to know what means yes");
    } else if (in.has(CONSENT_VALUES)) {
      in.require(CONSENT_COLUMN, "consent_values needs it, to know where to look");
    }
  }

  private static String checkedCountry(String country) {
    try {
      NationalPhones.of(country);
      return country;
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "this connector can't read numbers without a country code: leave the setting out, and give"
              + " numbers with + and country code (for the connector's developer: "
              + e.getMessage()
              + ')',
          e);
    }
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it must be a zone such as Asia/Tokyo, or +09:00", e);
    }
  }

  private void checkColumns(SettingsReader in, EventSourceType type) {
    ColumnNames names = ColumnNames.of(type);
    columns.forEach(
        (field, value) -> {
          String shown = ShownName.of(field);
          if (names.resolve(field).isNothing()) {
            String near = names.nearest(field).map(n -> "; did you mean " + n + "?").orElse("");
            in.problem("columns: " + shown + " is no field" + near);
          }
          boolean isConstant =
              value instanceof Map<?, ?> constant
                  && constant.size() == 1
                  && constant.get("value") != null;
          if (!(value instanceof String) && !isConstant) {
            in.problem(
                "columns: %s must be the name of a column, or an object such as {\"value\": \"Purchase\"}"
                    .formatted(shown));
          }
        });
  }

  ColumnMapper.Builder columnMapper(EventSourceType type) {
    ColumnMapper.Builder mapper =
        ColumnMapper.builder(type)
            .readsLocalTimes(timeZone != null)
            .readsNationalPhones(phoneCountry != null);
    columns.forEach(
        (field, value) -> {
          if (value instanceof Map<?, ?> constant) {
            Object given = constant.get("value");
            if (given != null) {
              mapper.constant(field, given);
            }
          } else {
            mapper.rename(String.valueOf(value), field);
          }
        });
    return mapper;
  }

  Optional<RowColumn> consent() {
    return Optional.ofNullable(consentColumn).map(name -> new RowColumn(CONSENT_COLUMN, name));
  }

  Optional<RowColumn> key() {
    return Optional.ofNullable(keyColumn).map(name -> new RowColumn(KEY_COLUMN, name));
  }

  /** Returns the columns that a table must have for these settings, whatever else it has. */
  List<RowColumn> needed() {
    return Stream.of(consent(), key()).flatMap(Optional::stream).toList();
  }

  void writeTo(Map<String, Object> settings) {
    CONSENT_COLUMN.put(settings, consentColumn);
    CONSENT_VALUES.put(settings, consentValues.isEmpty() ? null : consentValues);
    KEY_COLUMN.put(settings, keyColumn);
    PHONE_COUNTRY.put(settings, phoneCountry);
    TIME_ZONE.put(settings, timeZone == null ? null : timeZone.getId());
    COLUMNS.put(settings, columns.isEmpty() ? null : columns);
  }

  /** Puts in place of names and values that may be a person's what a message may show. */
  void showIn(Map<String, Object> settings) {
    CONSENT_COLUMN.put(settings, consentColumn == null ? null : ShownName.of(consentColumn));
    KEY_COLUMN.put(settings, keyColumn == null ? null : ShownName.of(keyColumn));
    if (!consentValues.isEmpty()) {
      CONSENT_VALUES.put(settings, "[" + consentValues.size() + " values]");
    }
    if (!columns.isEmpty()) {
      COLUMNS.put(settings, columns.keySet());
    }
  }
}
