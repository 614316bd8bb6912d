package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * <p>All errors are reported at once, in one {@link InvalidSetupException}. A setting that is
 * ignored, because it is unknown or the chosen method doesn't use it, is a {@linkplain #warnings()
 * warning}. White space around values is removed, words count in any case.
 *
 * <p>Immutable and safe for use by several threads; never prints the token.
 */
public final class ConnectorConfig {
  /** The value of the setting {@code type}. */
  public static final String TYPE = "tiktok_events";

  /** How a connector got its token (connector.md, "Authentication"). */
  public enum AuthMethod {
    /** By OAuth: the token may be allowed to find event sources by name, and to create them. */
    OAUTH,
    /** Made in TikTok Events Manager: the event source must be named by its id. */
    ACCESS_TOKEN
  }

  /** How the event source is named (connector.md, "Settings"). */
  public enum TargetMethod {
    /** By its id; no source is looked up. */
    ID,
    /** By its name; exactly one source must have it. */
    NAME,
    /** By the name of a source to create; none must have it yet. */
    NEW
  }

  private final AuthMethod authMethod;
  private final @Nullable AccessToken accessToken;
  private final TargetSettings target;
  private final DeliverySettings delivery;
  private final RowSettings rows;
  private final TransportOptions transport;
  private final List<String> warnings;

  private ConnectorConfig(SettingsReader in, boolean needsToken) {
    in.require(ConnectorSetting.TYPE, "it must be " + TYPE);
    in.constant(ConnectorSetting.TYPE, TYPE);
    this.authMethod = in.word(ConnectorSetting.AUTH_METHOD, AuthMethod.class);
    this.accessToken = in.text(ConnectorSetting.ACCESS_TOKEN, AccessToken::of);
    if (needsToken) {
      in.require(ConnectorSetting.ACCESS_TOKEN, "make one in TikTok Events Manager, or by OAuth");
    }
    this.target = TargetSettings.read(in, authMethod);
    this.delivery = DeliverySettings.read(in, target.type());
    this.rows = RowSettings.read(in, target.type());
    this.transport = TransportSettings.read(in);
    this.warnings = in.finish();
  }

  /**
   * Returns the settings in a JSON object, whose keys are those of {@link ConnectorSetting}.
   *
   * @throws InvalidSetupException if it is none, or its settings are wrong; lists all that is, and
   *     doesn't quote the JSON
   */
  public static ConnectorConfig parse(String json) {
    return builder().json(json).build();
  }

  /**
   * Returns the settings in a map by the keys of {@link ConnectorSetting}; numbers and booleans may
   * be texts too.
   *
   * @throws InvalidSetupException if they are wrong; lists all that is
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
    return target.type();
  }

  /** Returns how the source is named. By default {@link TargetMethod#ID}. */
  public TargetMethod targetMethod() {
    return target.method();
  }

  /** Returns the source, if it is named by its {@linkplain TargetMethod#ID id}. */
  public Optional<EventSource> source() {
    return Optional.ofNullable(target.source());
  }

  /**
   * Returns the source's name, if it is to be found or created by that: as {@link
   * com.treasuredata.tiktok.events.source.EventSourceResolver#checkName} allows it.
   */
  public Optional<String> sourceName() {
    return Optional.ofNullable(target.name());
  }

  /**
   * Returns the id of the ad account whose source is to be found or created, such as {@code
   * 7000000000000000001}; empty with {@link TargetMethod#ID}.
   */
  public Optional<String> advertiserId() {
    return Optional.ofNullable(target.advertiserId());
  }

  /**
   * Returns the code that makes all events test events, such as {@code TEST12345}: they are seen in
   * Events Manager and count nowhere. By default none.
   */
  public Optional<String> testEventCode() {
    return Optional.ofNullable(delivery.testEventCode());
  }

  /**
   * Returns how many requests may be in flight at once, 1 to 10; {@linkplain
   * Connector.Builder#processes several processes} share them. By default 5.
   */
  public int threadCount() {
    return delivery.threadCount();
  }

  /**
   * Returns {@code limited_data_use} for web and app events that don't set it. By default false.
   */
  public boolean limitedDataUse() {
    return delivery.limitedDataUse();
  }

  /**
   * Returns what to do with invalid records: by default {@link InvalidRecordPolicy#FAIL}, with
   * {@code skip_invalid_record} to skip them, up to {@code max_invalid_records} if that is given: a
   * number, or a share of the records, which is judged from 100 records on.
   */
  public InvalidRecordPolicy invalidRecords() {
    return delivery.invalidRecords();
  }

  /**
   * Returns the column that says whether a row may be sent, by its name in any case. By default
   * none: all rows are sent.
   */
  public Optional<String> consentColumn() {
    return Optional.ofNullable(rows.consentColumn());
  }

  /**
   * Returns the values of the consent column that mean yes, compared as text in any case; rows with
   * another one, or none, are withheld. Empty if there is no such column.
   */
  public List<String> consentValues() {
    return rows.consentValues();
  }

  /**
   * Returns the column with the keys of records in results; empty if records have only their
   * number.
   */
  public Optional<String> keyColumn() {
    return Optional.ofNullable(rows.keyColumn());
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
    return target.acceptExisting();
  }

  /**
   * Returns the country of phone numbers without a country code: two letters such as {@code JP}, or
   * {@code row} for the country of each row. By default none: they are left out with a warning.
   */
  public Optional<String> phoneCountry() {
    return Optional.ofNullable(rows.phoneCountry());
  }

  /**
   * Returns the zone of times that have none, such as {@code Asia/Tokyo}. By default none: they are
   * refused.
   */
  public Optional<ZoneId> timeZone() {
    return Optional.ofNullable(rows.timeZone());
  }

  /**
   * Returns, by field, the name of the column that gives it, or a map whose {@code value} is the
   * same for all rows: {@code {event_id=order_id, event={value=Purchase}}}. By default empty.
   * Unmodifiable.
   */
  public Map<String, Object> columns() {
    return Collections.unmodifiableMap(rows.columns());
  }

  /**
   * Returns the builder of a mapper of rows, with these settings' columns, time zone and phone
   * country.
   */
  public ColumnMapper.Builder columnMapper() {
    return columnMapper(sourceType());
  }

  /**
   * Returns the same for events of another kind of source, of an export to several.
   *
   * @param type the kind of source
   */
  public ColumnMapper.Builder columnMapper(EventSourceType type) {
    return rows.columnMapper(Objects.requireNonNull(type, "type"));
  }

  /**
   * Returns warnings of settings that are ignored or unusual, a sentence each, such as {@code
   * thred_count is no setting; did you mean thread_count?}
   */
  public List<String> warnings() {
    return warnings;
  }

  RowSettings rows() {
    return rows;
  }

  /** Returns the settings that are used, without the token, as {@link #of} takes them. */
  Map<String, Object> withoutToken() {
    Map<String, Object> settings = new LinkedHashMap<>();
    ConnectorSetting.TYPE.put(settings, TYPE);
    ConnectorSetting.AUTH_METHOD.put(settings, authMethod.name());
    target.writeTo(settings);
    delivery.writeTo(settings);
    rows.writeTo(settings);
    TransportSettings.write(transport, settings);
    return settings;
  }

  /**
   * Checks that no other setting holds the token, before the settings are stored.
   *
   * @throws InvalidSetupException if another setting, or a column, holds it
   */
  void refuseTokenIn(List<String> columns) {
    HiddenToken token = token();
    List<String> problems = new ArrayList<>();
    withoutToken()
        .forEach(
            (key, value) -> {
              if (token.isIn(value.toString())) {
                problems.add(key + " holds the access token; it belongs into access_token only");
              }
            });
    if (token.isIn(columns.toString())) {
      problems.add("a column's name holds the access token; rename the column");
    }
    if (!problems.isEmpty()) {
      throw InvalidSetupException.ofSettings(problems);
    }
  }

  private HiddenToken token() {
    return new HiddenToken(accessToken == null ? "" : accessToken.secret());
  }

  /** Lists the settings; of the token it says only whether there is one. */
  @Override
  public String toString() {
    Map<String, Object> shown = withoutToken();
    rows.showIn(shown);
    ConnectorSetting.ACCESS_TOKEN.put(shown, accessToken == null ? "none" : "hidden");
    return token().cutFrom("ConnectorConfig" + shown);
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
     * @throws InvalidSetupException if it is none
     */
    public Builder json(String json) {
      try {
        if (JsonTree.parse(Objects.requireNonNull(json, "json")) instanceof Map<?, ?> object) {
          object.forEach((key, value) -> settings.put(String.valueOf(key), value));
          return this;
        }
      } catch (MalformedJsonException e) {
        throw InvalidSetupException.ofSettings(
            List.of("they must be one JSON object: " + e.getMessage()));
      }
      throw InvalidSetupException.ofSettings(List.of("they must be one JSON object"));
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
     * @throws InvalidSetupException if they are wrong; lists all that is
     */
    @CheckReturnValue
    public ConnectorConfig build() {
      Map<String, Object> ours = new LinkedHashMap<>(settings);
      ours.keySet().removeAll(ignored);
      return new ConnectorConfig(new SettingsReader(ours), needsToken);
    }
  }
}
