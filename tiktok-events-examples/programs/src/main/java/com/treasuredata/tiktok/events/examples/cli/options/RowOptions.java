package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how rows are to be read. */
public final class RowOptions {
  @Option(
      names = "--rename",
      paramLabel = "COLUMN=FIELD",
      description =
          "Take a column for a field, as order_id=event_id: the column first, where the setting columns has the"
              + " field first. May be given several times.")
  List<String> renames = List.of();

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description =
          "Give a field one value in all rows, as event=Purchase. May be given several times.")
  List<String> constants = List.of();

  @Option(
      names = "--phone-country",
      paramLabel = "COUNTRY",
      description =
          "The country of phone numbers that have no country code: two letters such as JP, or row, for what"
              + " the row's country says. By default they are refused.")
  @Nullable String phoneCountry;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description =
          "The zone of times that have none, such as Asia/Tokyo. By default they are refused. Times are Unix"
              + " seconds or ISO 8601, as 2026-01-31 09:30; no other order of day, month and year is read.")
  @Nullable String timeZone;

  /** Returns {@code --phone-country}; {@code null} without it. */
  public @Nullable String phoneCountry() {
    return phoneCountry;
  }

  /** Sets what was given over what a connector's settings say. */
  public void applyTo(ConnectorConfig.Builder config) {
    if (phoneCountry != null) {
      config.set(ConnectorSetting.PHONE_COUNTRY, phoneCountry);
    }
    if (timeZone != null) {
      config.set(ConnectorSetting.TIME_ZONE, zone().getId());
    }
  }

  /**
   * Returns the mapper with columns renamed and constants given; it is for the console to tell of
   * columns that match nothing, and not for the log.
   */
  public ColumnMapper.Builder applyTo(ColumnMapper.Builder mapper) {
    for (String rename : renames) {
      int equals = rename.lastIndexOf('=');
      check("--rename", "COLUMN=FIELD", equals, rename);
      mapper.rename(rename.substring(0, equals), rename.substring(equals + 1));
    }
    for (String constant : constants) {
      int equals = constant.indexOf('=');
      check("--set", "FIELD=VALUE", equals, constant);
      mapper.constant(constant.substring(0, equals), constant.substring(equals + 1));
    }
    return mapper.onUnmatched(column -> {});
  }

  private static void check(String option, String form, int equals, String given) {
    if (equals < 1 || equals == given.length() - 1) {
      throw new UsageException(option + " must be " + form);
    }
  }

  /** Returns {@code --time-zone}; {@code null} without it. */
  public @Nullable ZoneId zoneOrNull() {
    return timeZone == null ? null : zone();
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(String.valueOf(timeZone));
    } catch (DateTimeException e) {
      throw new UsageException("--time-zone must be a zone such as Asia/Tokyo, or +09:00");
    }
  }

  /** Adds what changes the events, so that a resumed export is the same one. */
  public void describeTo(Map<String, String> job, ConnectorConfig config) {
    describe(job, "columns", renames + " " + constants + " " + config.columns(), "[] [] {}");
    describe(job, "phone_country", config.phoneCountry().orElse(""), "");
    describe(job, "time_zone", config.timeZone().map(ZoneId::getId).orElse(""), "");
  }

  private static void describe(Map<String, String> job, String key, String value, String none) {
    if (!value.equals(none)) {
      job.put(key, value);
    }
  }
}
