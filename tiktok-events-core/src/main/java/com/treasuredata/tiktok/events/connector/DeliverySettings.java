package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.connector.ConnectorSetting.LIMITED_DATA_USE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.MAX_INVALID_RECORDS;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.SKIP_INVALID_RECORD;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.TEST_EVENT_CODE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.THREAD_COUNT;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Ids;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that say how events are sent, and what invalid records do. Immutable.
 *
 * @param testEventCode makes all events test events, unless it is null
 * @param threadCount the most requests at once
 * @param limitedDataUse for events that don't say themselves
 * @param skipsInvalid whether invalid records are skipped
 * @param maxInvalid how many may be, as it was given; null if any number
 */
record DeliverySettings(
    @Nullable String testEventCode,
    int threadCount,
    boolean limitedDataUse,
    boolean skipsInvalid,
    @Nullable String maxInvalid) {
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,6})? ?%");

  static DeliverySettings read(SettingsReader in, EventSourceType type) {
    DeliverySettings settings =
        new DeliverySettings(
            in.text(TEST_EVENT_CODE, code -> Ids.checked("it", code)),
            in.count(THREAD_COUNT, Export.MAX_THREADS),
            in.flag(LIMITED_DATA_USE),
            in.flag(SKIP_INVALID_RECORD),
            in.text(MAX_INVALID_RECORDS, DeliverySettings::checkedLimit));
    if (settings.maxInvalid != null && !settings.skipsInvalid) {
      in.warn("max_invalid_records is not used unless skip_invalid_record is true");
    }
    if (settings.testEventCode != null) {
      in.warn("test_event_code is set: all events are test events, which count nowhere");
    }
    if (settings.limitedDataUse
        && (type == EventSourceType.OFFLINE || type == EventSourceType.CRM)) {
      in.warn("limited_data_use is not used with event_data_source %s".formatted(type));
    }
    return settings;
  }

  private static String checkedLimit(String text) {
    boolean isCount = COUNT.matcher(text).matches();
    if (isCount || (SHARE.matcher(text).matches() && share(text) > 0 && share(text) <= 1)) {
      return text;
    }
    throw new IllegalArgumentException(
        "it must be a whole number, or a share of more than 0% and at most 100%, such as 5%");
  }

  private static double share(String text) {
    return new BigDecimal(text.replace("%", "").strip()).movePointLeft(2).doubleValue();
  }

  InvalidRecordPolicy invalidRecords() {
    if (!skipsInvalid) {
      return InvalidRecordPolicy.FAIL;
    }
    if (maxInvalid == null) {
      return InvalidRecordPolicy.SKIP;
    }
    return maxInvalid.endsWith("%")
        ? InvalidRecordPolicy.skipUpToShare(share(maxInvalid))
        : InvalidRecordPolicy.skipUpTo(Long.parseLong(maxInvalid));
  }

  void writeTo(Map<String, Object> settings) {
    TEST_EVENT_CODE.put(settings, testEventCode);
    THREAD_COUNT.put(settings, threadCount);
    LIMITED_DATA_USE.put(settings, limitedDataUse);
    SKIP_INVALID_RECORD.put(settings, skipsInvalid);
    MAX_INVALID_RECORDS.put(settings, maxInvalid);
  }
}
