package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.connector.ConnectorSetting.ACCEPT_EXISTING;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.ADVERTISER_ID;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.EVENT_DATA_SOURCE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.EVENT_SOURCE_ID;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.EVENT_SOURCE_NAME;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.TARGET_EVENT_SOURCE;

import com.treasuredata.tiktok.events.connector.ConnectorConfig.AuthMethod;
import com.treasuredata.tiktok.events.connector.ConnectorConfig.TargetMethod;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Ids;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that say where events go. Immutable.
 *
 * @param type the type of the source
 * @param method how the source is named
 * @param source the source, if it is named by its id
 * @param name the source's name, if it is named by that
 * @param advertiserId the ad account that owns a source named by its name
 * @param acceptExisting whether a new source may be there already
 */
record TargetSettings(
    EventSourceType type,
    TargetMethod method,
    @Nullable EventSource source,
    @Nullable String name,
    @Nullable String advertiserId,
    boolean acceptExisting) {

  /**
   * An id such as ad accounts, pixels and event sets have; no pixel's code is known that is one.
   */
  private static final Pattern NUMERIC_ID = Pattern.compile("[0-9]{15,}");

  static TargetSettings read(SettingsReader in, AuthMethod authMethod) {
    EventSourceType type = in.word(EVENT_DATA_SOURCE, EventSourceType.class);
    TargetMethod method = in.word(TARGET_EVENT_SOURCE, TargetMethod.class);
    boolean byId = method == TargetMethod.ID;
    EventSource source =
        isUsed(in, EVENT_SOURCE_ID, method, byId)
            ? in.text(EVENT_SOURCE_ID, id -> new EventSource(type, id))
            : null;
    if (source != null
        && type == EventSourceType.WEB
        && NUMERIC_ID.matcher(source.id()).matches()) {
      in.warn(
          EVENT_SOURCE_ID.key()
              + " has digits only: a web site's events need the pixel's code, such as"
              + " C4A1EXAMPLE0PIXEL7QG, not its numeric id");
    }
    String name =
        isUsed(in, EVENT_SOURCE_NAME, method, !byId)
            ? in.text(EVENT_SOURCE_NAME, given -> EventSourceResolver.checkName(type, given))
            : null;
    String advertiserId =
        isUsed(in, ADVERTISER_ID, method, !byId)
            ? in.text(ADVERTISER_ID, id -> Ids.checked("it", id))
            : null;
    if (!byId) {
      checkMayLookUp(in, authMethod, type, method);
    }
    boolean acceptExisting = in.flag(ACCEPT_EXISTING);
    if (acceptExisting && method != TargetMethod.NEW) {
      in.warn(ACCEPT_EXISTING.key() + notUsedWith(method));
    }
    return new TargetSettings(type, method, source, name, advertiserId, acceptExisting);
  }

  /** Checks a setting that the target method needs, or doesn't use. */
  private static boolean isUsed(
      SettingsReader in, ConnectorSetting setting, TargetMethod method, boolean used) {
    if (used) {
      in.require(setting, TARGET_EVENT_SOURCE.key() + ' ' + method + " needs it");
    } else if (in.has(setting)) {
      in.warn(setting.key() + notUsedWith(method));
    }
    return used;
  }

  private static String notUsedWith(TargetMethod method) {
    return " is not used with " + TARGET_EVENT_SOURCE.key() + ' ' + method;
  }

  private static void checkMayLookUp(
      SettingsReader in, AuthMethod authMethod, EventSourceType type, TargetMethod method) {
    if (authMethod != AuthMethod.OAUTH) {
      in.problem(
          ("target_event_source %s needs auth_method oauth: with a token from Events Manager give"
                  + " event_source_id")
              .formatted(method));
    }
    if (type != EventSourceType.WEB && type != EventSourceType.OFFLINE) {
      in.problem(
          ("target_event_source %s needs event_data_source WEB or OFFLINE: for %s give"
                  + " event_source_id")
              .formatted(method, type));
    }
  }

  void writeTo(Map<String, Object> settings) {
    EVENT_DATA_SOURCE.put(settings, type.name());
    TARGET_EVENT_SOURCE.put(settings, method.name());
    EVENT_SOURCE_ID.put(settings, source == null ? null : source.id());
    EVENT_SOURCE_NAME.put(settings, name);
    ADVERTISER_ID.put(settings, advertiserId);
    ACCEPT_EXISTING.put(settings, acceptExisting);
  }
}
