package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.connector.ConnectorSetting.ACCEPT_EXISTING;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.ACCESS_TOKEN;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.ADVERTISER_ID;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.AUTH_METHOD;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.BASE_URL;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.COLUMNS;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.CONSENT_COLUMN;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.CONSENT_VALUES;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.EVENT_DATA_SOURCE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.EVENT_SOURCE_ID;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.EVENT_SOURCE_NAME;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.KEY_COLUMN;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.LIMITED_DATA_USE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.MAX_INVALID_RECORDS;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.PHONE_COUNTRY;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.PROXY;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.REQUEST_TIMEOUT;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.SKIP_INVALID_RECORD;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.TARGET_EVENT_SOURCE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.TEST_EVENT_CODE;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.THREAD_COUNT;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.TIME_ZONE;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.text.Ids;
import com.treasuredata.tiktok.events.internal.text.NationalPhones;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a data connector, parsed and cross-checked (connector.md, "Settings"; the table
 * is {@link ConnectorSetting}).
 *
 * <pre>{@code
 * ConnectorConfig config = ConnectorConfig.parse("""
 *     {"type": "tiktok_events", "access_token": "…", "event_source_id": "C4A1EXAMPLE0PIXEL7QG"}
 *     """);
 * config.sourceType();  // WEB
 * config.threadCount(); // 5
 * }</pre>
 *
 * <p>All errors are reported at once. A setting that is ignored, because it is unknown or the
 * chosen method doesn't use it, is a {@linkplain #warnings() warning}. Immutable; never prints the
 * token.
 */
public final class ConnectorConfig {
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,6})? ?%");
  private static final Pattern TIME = Pattern.compile("(?i)([0-9]{1,9}) ?(ms|s|m|h)");

  /** The value of the setting {@code type}. */
  public static final String TYPE = "tiktok_events";

  private final AuthMethod authMethod;
  private final @Nullable AccessToken accessToken;
  private final EventSourceType sourceType;
  private final TargetMethod targetMethod;
  private final @Nullable EventSource source;
  private final @Nullable String sourceName;
  private final @Nullable String advertiserId;
  private final @Nullable String testEventCode;
  private final int threadCount;
  private final boolean limitedDataUse;
  private final boolean skipInvalidRecord;
  private final @Nullable String maxInvalid;
  private final @Nullable String consentColumn;
  private final List<String> consentValues;
  private final @Nullable String keyColumn;
  private final TransportOptions transport;
  private final boolean acceptExisting;
  private final @Nullable String phoneCountry;
  private final @Nullable ZoneId timeZone;
  private final Map<String, Object> columns;
  private final List<String> warnings;

  private ConnectorConfig(SettingsReader in, boolean needsToken) {
    require(in, ConnectorSetting.TYPE, "it must be " + TYPE);
    in.constant(ConnectorSetting.TYPE, TYPE);
    this.authMethod = in.word(AUTH_METHOD, AuthMethod.class);
    this.accessToken = in.text(ACCESS_TOKEN, AccessToken::of);
    if (needsToken) {
      require(in, ACCESS_TOKEN, "make one in TikTok Events Manager, or by OAuth");
    }
    this.sourceType = in.word(EVENT_DATA_SOURCE, EventSourceType.class);
    this.targetMethod = in.word(TARGET_EVENT_SOURCE, TargetMethod.class);
    boolean byId = targetMethod == TargetMethod.ID;
    this.source =
        isUsed(in, EVENT_SOURCE_ID, byId)
            ? in.text(EVENT_SOURCE_ID, id -> new EventSource(sourceType, id))
            : null;
    this.sourceName =
        isUsed(in, EVENT_SOURCE_NAME, !byId)
            ? in.text(EVENT_SOURCE_NAME, name -> EventSourceResolver.checkName(sourceType, name))
            : null;
    this.advertiserId =
        isUsed(in, ADVERTISER_ID, !byId) ? in.text(ADVERTISER_ID, ConnectorConfig::checkId) : null;
    if (!byId) {
      checkMayLookUp(in);
    }
    this.testEventCode = in.text(TEST_EVENT_CODE, ConnectorConfig::checkId);
    this.threadCount = in.count(THREAD_COUNT, Export.MAX_THREADS);
    this.limitedDataUse = in.flag(LIMITED_DATA_USE);
    this.skipInvalidRecord = in.flag(SKIP_INVALID_RECORD);
    this.maxInvalid = in.text(MAX_INVALID_RECORDS, ConnectorConfig::checkLimit);
    this.consentColumn = in.text(CONSENT_COLUMN, name -> name);
    this.consentValues = in.texts(CONSENT_VALUES);
    checkConsent(in);
    this.keyColumn = in.text(KEY_COLUMN, name -> name);
    this.transport = transport(in);
    this.acceptExisting = in.flag(ACCEPT_EXISTING);
    this.phoneCountry = in.text(PHONE_COUNTRY, ConnectorConfig::checkPhoneCountry);
    this.timeZone = in.text(TIME_ZONE, ConnectorConfig::zone);
    this.columns = in.object(COLUMNS);
    checkColumns(in);
    warnOfSilentEffects(in);
    in.finish();
    this.warnings = List.copyOf(in.warnings());
  }

  /** Checks a setting that the target method needs, or doesn't use. */
  private boolean isUsed(SettingsReader in, ConnectorSetting setting, boolean used) {
    if (used) {
      require(in, setting, TARGET_EVENT_SOURCE.key() + ' ' + targetMethod + " needs it");
    } else if (in.has(setting)) {
      in.warn(
          "%s is not used with %s %s"
              .formatted(setting.key(), TARGET_EVENT_SOURCE.key(), targetMethod));
    }
    return used;
  }

  private static void require(SettingsReader in, ConnectorSetting setting, String why) {
    if (!in.has(setting)) {
      in.problem("%s is missing: %s".formatted(setting.key(), why));
    }
  }

  private void checkMayLookUp(SettingsReader in) {
    if (authMethod != AuthMethod.OAUTH) {
      in.problem(
          ("target_event_source %s needs auth_method oauth: with a token from Events Manager give"
                  + " event_source_id")
              .formatted(targetMethod));
    }
    if (sourceType != EventSourceType.WEB && sourceType != EventSourceType.OFFLINE) {
      in.problem(
          ("target_event_source %s needs event_data_source WEB or OFFLINE: for %s give"
                  + " event_source_id")
              .formatted(targetMethod, sourceType));
    }
  }

  /** With only one of them, records without consent would be sent. */
  private static void checkConsent(SettingsReader in) {
    if (in.has(CONSENT_COLUMN)) {
      require(in, CONSENT_VALUES, "consent_column needs it, to know what means yes");
    } else if (in.has(CONSENT_VALUES)) {
      require(in, CONSENT_COLUMN, "consent_values needs it, to know where to look");
    }
  }

  private static String checkLimit(String text) {
    if (COUNT.matcher(text).matches()) {
      return text;
    }
    if (SHARE.matcher(text).matches() && share(text) > 0 && share(text) <= 1) {
      return text;
    }
    throw new IllegalArgumentException(
        "it must be a whole number, or a share of more than 0% and at most 100%, such as 5%");
  }

  private static double share(String text) {
    return new BigDecimal(text.replace("%", "").strip()).movePointLeft(2).doubleValue();
  }

  private static TransportOptions transport(SettingsReader in) {
    TransportOptions.Builder options = TransportOptions.builder();
    in.text(BASE_URL, options::baseUrl);
    in.text(REQUEST_TIMEOUT, time -> options.requestTimeout(duration(time)));
    in.text(PROXY, options::proxy);
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      in.problem(BASE_URL.key() + ": " + e.getMessage());
      return TransportOptions.DEFAULT;
    }
  }

  private static Duration duration(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("it must be a time such as 500ms, 30s, 2m or 1h");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private void warnOfSilentEffects(SettingsReader in) {
    if (maxInvalid != null && !skipInvalidRecord) {
      in.warn("max_invalid_records is not used unless skip_invalid_record is true");
    }
    if (acceptExisting && targetMethod != TargetMethod.NEW) {
      in.warn("accept_existing is not used with target_event_source %s".formatted(targetMethod));
    }
    if (!transport.isTikTok()) {
      in.warn("base_url is set: events go to %s, not to TikTok".formatted(transport.baseUrl()));
    }
    if (testEventCode != null) {
      in.warn("test_event_code is set: all events are test events, which count nowhere");
    }
    if (limitedDataUse
        && (sourceType == EventSourceType.OFFLINE || sourceType == EventSourceType.CRM)) {
      in.warn("limited_data_use is not used with event_data_source %s".formatted(sourceType));
    }
  }

  private static String checkPhoneCountry(String country) {
    try {
      NationalPhones.of(country);
      return country;
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it must be a zone such as Asia/Tokyo, or +09:00", e);
    }
  }

  private void checkColumns(SettingsReader in) {
    ColumnNames names = ColumnNames.of(sourceType);
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

  private static String checkId(String id) {
    return Ids.checked("it", id);
  }

  /**
   * Returns the settings in a JSON object.
   *
   * @throws InvalidConfigException if it is none, or its settings are wrong; lists all that is
   */
  public static ConnectorConfig parse(String json) {
    return builder().json(json).build();
  }

  /**
   * Returns the settings in a map; numbers and booleans may be texts too.
   *
   * @throws InvalidConfigException if they are wrong; lists all that is
   */
  public static ConnectorConfig of(Map<String, ?> settings) {
    return builder().settings(settings).build();
  }

  /** Returns a builder without settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how the token was got. By default {@link AuthMethod#OAUTH}. */
  public AuthMethod authMethod() {
    return authMethod;
  }

  /** Returns the token; empty only if {@link Builder#tokenFromElsewhere} allowed that. */
  public Optional<AccessToken> accessToken() {
    return Optional.ofNullable(accessToken);
  }

  /** Returns the type of the event source. By default {@link EventSourceType#WEB}. */
  public EventSourceType sourceType() {
    return sourceType;
  }

  /** Returns how the source is named. By default {@link TargetMethod#ID}. */
  public TargetMethod targetMethod() {
    return targetMethod;
  }

  /** Returns the source, if it is named by its {@linkplain TargetMethod#ID id}. */
  public Optional<EventSource> source() {
    return Optional.ofNullable(source);
  }

  /** Returns the source's name, if it is to be found or created by that. */
  public Optional<String> sourceName() {
    return Optional.ofNullable(sourceName);
  }

  /** Returns the ad account whose source is to be found or created, if one is. */
  public Optional<String> advertiserId() {
    return Optional.ofNullable(advertiserId);
  }

  /** Returns the code that makes all events test events, if they are to be. */
  public Optional<String> testEventCode() {
    return Optional.ofNullable(testEventCode);
  }

  /** Returns how many requests may be in flight at once: 1 to 10, by default 5. */
  public int threadCount() {
    return threadCount;
  }

  /** Returns {@code limited_data_use} for events that don't set it; by default false. */
  public boolean limitedDataUse() {
    return limitedDataUse;
  }

  /**
   * Returns what to do with invalid records: by default {@link InvalidRecordPolicy#FAIL}, with
   * {@code skip_invalid_record} to skip them, up to {@code max_invalid_records} if that is given.
   */
  public InvalidRecordPolicy invalidRecords() {
    if (!skipInvalidRecord) {
      return InvalidRecordPolicy.FAIL;
    }
    if (maxInvalid == null) {
      return InvalidRecordPolicy.SKIP;
    }
    return maxInvalid.endsWith("%")
        ? InvalidRecordPolicy.skipUpToShare(share(maxInvalid))
        : InvalidRecordPolicy.skipUpTo(Long.parseLong(maxInvalid));
  }

  /** Returns the column that says whether a row may be sent; empty if all may be. */
  public Optional<String> consentColumn() {
    return Optional.ofNullable(consentColumn);
  }

  /** Returns what in the consent column means yes, in any case; empty if there is none. */
  public List<String> consentValues() {
    return consentValues;
  }

  /**
   * Returns the column with the keys of records in results; empty if records have only their
   * number.
   */
  public Optional<String> keyColumn() {
    return Optional.ofNullable(keyColumn);
  }

  /**
   * Returns the transport: the settings' base URL, time-out and proxy, and otherwise the defaults.
   * To use an HTTP client of your own, derive from it.
   *
   * <pre>{@code
   * Connector.builder(config).transport(config.transport().newBuilder().httpClient(client).build())
   * }</pre>
   */
  public TransportOptions transport() {
    return transport;
  }

  /**
   * Returns whether target {@link TargetMethod#NEW NEW} uses a source of that name that exists
   * already. By default false.
   */
  public boolean acceptExisting() {
    return acceptExisting;
  }

  /**
   * Returns the country of phone numbers without a country code: two letters, or {@code row}. By
   * default none: they are refused.
   */
  public Optional<String> phoneCountry() {
    return Optional.ofNullable(phoneCountry);
  }

  /** Returns the zone of times that have none. By default none: they are refused. */
  public Optional<ZoneId> timeZone() {
    return Optional.ofNullable(timeZone);
  }

  /**
   * Returns, by field, the column that it is renamed from, or an object whose {@code value} is the
   * same for all rows. By default nothing.
   */
  public Map<String, Object> columns() {
    return Collections.unmodifiableMap(columns);
  }

  /**
   * Returns the builder of a mapper of rows, with these settings' columns, time zone and phone
   * country.
   */
  public ColumnMapper.Builder columnMapper() {
    return columnMapper(sourceType);
  }

  /**
   * Returns the same for events of another kind of source, of an export to several.
   *
   * @param type the kind of source
   */
  public ColumnMapper.Builder columnMapper(EventSourceType type) {
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

  /**
   * Returns warnings of settings that are ignored or unusual, a sentence each, such as {@code
   * thred_count is no setting; did you mean thread_count?}
   */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns the settings that are used, without the token, as {@link #of} takes them. */
  Map<String, Object> withoutToken() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(ConnectorSetting.TYPE.key(), TYPE);
    values.put(AUTH_METHOD.key(), authMethod.name());
    values.put(EVENT_DATA_SOURCE.key(), sourceType.name());
    values.put(TARGET_EVENT_SOURCE.key(), targetMethod.name());
    source().ifPresent(value -> values.put(EVENT_SOURCE_ID.key(), value.id()));
    putIfPresent(values, EVENT_SOURCE_NAME, sourceName);
    putIfPresent(values, ADVERTISER_ID, advertiserId);
    putIfPresent(values, TEST_EVENT_CODE, testEventCode);
    values.put(THREAD_COUNT.key(), threadCount);
    values.put(LIMITED_DATA_USE.key(), limitedDataUse);
    values.put(SKIP_INVALID_RECORD.key(), skipInvalidRecord);
    putIfPresent(values, MAX_INVALID_RECORDS, maxInvalid);
    putIfPresent(values, CONSENT_COLUMN, consentColumn);
    putIfPresent(values, CONSENT_VALUES, consentValues.isEmpty() ? null : consentValues);
    putIfPresent(values, KEY_COLUMN, keyColumn);
    putIfPresent(values, PHONE_COUNTRY, phoneCountry);
    putIfPresent(values, TIME_ZONE, timeZone == null ? null : timeZone.getId());
    putIfPresent(values, COLUMNS, columns.isEmpty() ? null : columns);
    if (!transport.isTikTok()) {
      values.put(BASE_URL.key(), transport.baseUrl().toString());
    }
    values.put(REQUEST_TIMEOUT.key(), transport.requestTimeout().toMillis() + "ms");
    transport.proxy().ifPresent(proxy -> values.put(PROXY.key(), proxy.toString()));
    values.put(ACCEPT_EXISTING.key(), acceptExisting);
    return values;
  }

  /**
   * Checks that no other setting holds the token, before the settings are stored.
   *
   * @throws InvalidConfigException if another setting, or a column, holds it
   */
  void refuseTokenIn(List<String> columns) {
    if (accessToken == null) {
      return;
    }
    List<String> problems = new ArrayList<>();
    withoutToken()
        .forEach(
            (key, value) -> {
              if (SettingsReader.holds(accessToken.secret(), value.toString())) {
                problems.add(key + " holds the access token; it belongs into access_token only");
              }
            });
    if (SettingsReader.holds(accessToken.secret(), columns.toString())) {
      problems.add("a column's name holds the access token");
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  private static void putIfPresent(
      Map<String, Object> values, ConnectorSetting setting, @Nullable Object value) {
    if (value != null) {
      values.put(setting.key(), value);
    }
  }

  /** Lists the settings; of the token it says only whether there is one. */
  @Override
  public String toString() {
    Map<String, Object> shown = withoutToken();
    shown.put(ACCESS_TOKEN.key(), accessToken == null ? "none" : "hidden");
    consentColumn().ifPresent(name -> shown.put(CONSENT_COLUMN.key(), ShownName.of(name)));
    keyColumn().ifPresent(name -> shown.put(KEY_COLUMN.key(), ShownName.of(name)));
    shown.computeIfPresent(
        CONSENT_VALUES.key(), (key, values) -> "[" + consentValues.size() + " values]");
    shown.computeIfPresent(COLUMNS.key(), (key, values) -> columns.keySet());
    String text = "ConnectorConfig" + shown;
    return accessToken == null ? text : SettingsReader.without(accessToken.secret(), text);
  }

  /** Builds a {@link ConnectorConfig}; not safe for use by several threads. */
  public static final class Builder {
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Set<String> ignored = new HashSet<>();
    private boolean needsToken = true;

    private Builder() {}

    /**
     * Adds the settings in a JSON object.
     *
     * @throws InvalidConfigException if it is none
     */
    public Builder json(String json) {
      try {
        if (JsonTree.parse(Objects.requireNonNull(json, "json")) instanceof Map<?, ?> object) {
          object.forEach((key, value) -> settings.put(String.valueOf(key), value));
          return this;
        }
      } catch (MalformedJsonException e) {
        throw new InvalidConfigException(
            List.of("they must be one JSON object: " + e.getMessage()));
      }
      throw new InvalidConfigException(List.of("they must be one JSON object"));
    }

    /** Adds settings by their keys; numbers and booleans may be texts too, null means absent. */
    public Builder settings(Map<String, ?> settings) {
      this.settings.putAll(Objects.requireNonNull(settings, "settings"));
      return this;
    }

    /** Sets one setting, replacing an earlier value; null or blank text removes it. */
    public Builder set(ConnectorSetting setting, @Nullable Object value) {
      Objects.requireNonNull(setting, "setting").spellings().forEach(settings::remove);
      if (value != null) {
        settings.put(setting.key(), value);
      }
      return this;
    }

    /**
     * Names keys that are the caller's own, such as an engine's {@code min_output_tasks}: they are
     * passed over without a warning, even if there is a setting of that name.
     */
    public Builder ignoring(Set<String> keys) {
      ignored.addAll(Objects.requireNonNull(keys, "keys"));
      return this;
    }

    /**
     * Allows that {@code access_token} is absent: the token comes from elsewhere, as {@link
     * Connector.Builder#tokenProvider} takes them, or nothing is sent.
     */
    public Builder tokenFromElsewhere() {
      this.needsToken = false;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws InvalidConfigException if they are wrong; lists all that is
     */
    @CheckReturnValue
    public ConnectorConfig build() {
      Map<String, Object> ours = new LinkedHashMap<>(settings);
      ours.keySet().removeAll(ignored);
      return new ConnectorConfig(new SettingsReader(ours), needsToken);
    }
  }
}
