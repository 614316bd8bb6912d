package com.treasuredata.tiktok.events.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connector: the tables of connector.md, "Settings" and "Extensions of this
 * library", for an engine that declares, documents or asks for them.
 *
 * <p>{@code THREAD_COUNT} has the key {@code thread_count}, allows {@code 1 to 10} and has the
 * default {@code 5}.
 */
public enum ConnectorSetting {
  /** The destination: always {@link ConnectorConfig#TYPE}. */
  TYPE("type", "destination", ConnectorConfig.TYPE, null, Need.ALWAYS),
  /** See {@link ConnectorConfig.AuthMethod}. */
  AUTH_METHOD("auth_method", "how it authenticates", "oauth, access_token", "oauth", Need.ALWAYS),
  /** The access token, a secret, of either kind; see {@link ConnectorConfig#accessToken}. */
  ACCESS_TOKEN("access_token", "the token", "text", null, Need.ALWAYS),
  /** See {@link com.treasuredata.tiktok.events.event.EventSourceType}. */
  EVENT_DATA_SOURCE(
      "event_data_source", "event source type", "WEB, APP, OFFLINE, CRM", "WEB", Need.ALWAYS),
  /**
   * See {@link ConnectorConfig.TargetMethod}. The connector's documentation spells it both ways;
   * two that disagree are an error.
   */
  TARGET_EVENT_SOURCE(
      "target_event_source",
      "how the source is named; also spelled target_event_source_method",
      "ID, NAME, NEW",
      "ID",
      Need.ALWAYS),
  /** As {@link com.treasuredata.tiktok.events.event.EventSource#id} says. */
  EVENT_SOURCE_ID("event_source_id", "the source", "text", null, Need.WITH_ID),
  /** As {@link com.treasuredata.tiktok.events.source.EventSourceResolver#checkName} says. */
  EVENT_SOURCE_NAME("event_source_name", "the source's name", "text", null, Need.WITH_NAME),
  /** See {@link ConnectorConfig#advertiserId}. */
  ADVERTISER_ID(
      "advertiser_id", "the ad account that owns the source", "text", null, Need.WITH_NAME),
  /** See {@link ConnectorConfig#testEventCode}. */
  TEST_EVENT_CODE("test_event_code", "send as test events", "text", null, Need.NEVER),
  /** See {@link ConnectorConfig#threadCount}. */
  THREAD_COUNT("thread_count", "parallel requests", "1 to 10", "5", Need.ALWAYS),
  /** See {@link ConnectorConfig#limitedDataUse}. */
  LIMITED_DATA_USE(
      "limited_data_use", "limited data use on/off", "true, false", "false", Need.NEVER),
  /** See {@link ConnectorConfig#invalidRecords}. */
  SKIP_INVALID_RECORD(
      "skip_invalid_record",
      "skip invalid records, or stop at the first",
      "true, false",
      "false",
      Need.NEVER),
  /** See {@link ConnectorConfig#invalidRecords}. */
  MAX_INVALID_RECORDS(
      "max_invalid_records",
      "with skip_invalid_record: stop when more were skipped; a share is checked from 100 records on",
      "a number, or a share such as 5%",
      null,
      Need.NEVER),
  /** See {@link ConnectorConfig#consentColumn}. */
  CONSENT_COLUMN(
      "consent_column",
      "only rows whose column has one of consent_values are sent; others are withheld",
      "column name",
      null,
      Need.NEVER),
  /** See {@link ConnectorConfig#consentValues}. */
  CONSENT_VALUES(
      "consent_values",
      "values of consent_column that mean yes, in any case",
      "list",
      null,
      Need.WITH_CONSENT),
  /** See {@link ConnectorConfig#keyColumn}. */
  KEY_COLUMN(
      "key_column", "the key of a record in results and rejects", "column name", null, Need.NEVER),
  /** See {@link com.treasuredata.tiktok.events.http.TransportOptions.Builder#baseUrl}. */
  BASE_URL(
      "base_url",
      "another server than TikTok's",
      "URL: https, or http on this machine",
      null,
      Need.NEVER),
  /** See {@link com.treasuredata.tiktok.events.http.TransportOptions.Builder#requestTimeout}. */
  REQUEST_TIMEOUT(
      "request_timeout",
      "how long to wait for an answer to a request",
      "a time such as 30s",
      "2m",
      Need.NEVER),
  /** See {@link com.treasuredata.tiktok.events.http.TransportOptions.Builder#proxy}. */
  PROXY("proxy", "the proxy that requests go through", "http://host:port", null, Need.NEVER),
  /** See {@link ConnectorConfig#acceptExisting}. */
  ACCEPT_EXISTING(
      "accept_existing",
      "NEW uses a source of that name that exists already, as when a job runs again",
      "true, false",
      "false",
      Need.NEVER),
  /** As {@link com.treasuredata.tiktok.events.EventsClient.Builder#phoneCountry} says. */
  PHONE_COUNTRY(
      "phone_country",
      "country of phone numbers that have no country code",
      "two letters such as JP, or row",
      null,
      Need.NEVER),
  /** As {@link com.treasuredata.tiktok.events.EventsClient.Builder#timeZone} says. */
  TIME_ZONE(
      "time_zone", "zone of times that have none", "a zone such as Asia/Tokyo", null, Need.NEVER),
  /** As {@link ColumnMapper.Builder#rename} and {@link ColumnMapper.Builder#constant} say. */
  COLUMNS(
      "columns",
      "renames columns and sets constants",
      "object of fields: a column, or a value",
      null,
      Need.NEVER);

  /** When a setting must be there. */
  private enum Need {
    ALWAYS("yes"),
    NEVER("no"),
    WITH_ID("when ID"),
    WITH_NAME("when NAME or NEW"),
    WITH_CONSENT("with consent_column");

    private final String words;

    Need(String words) {
      this.words = words;
    }
  }

  private final String key;
  private final String meaning;
  private final String allowed;
  private final @Nullable String defaultValue;
  private final Need need;

  ConnectorSetting(
      String key, String meaning, String allowed, @Nullable String defaultValue, Need need) {
    this.key = key;
    this.meaning = meaning;
    this.allowed = allowed;
    this.defaultValue = defaultValue;
    this.need = need;
  }

  /** Returns the key in the settings' JSON object. */
  public String key() {
    return key;
  }

  /** Returns what it is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** Returns the allowed values: words separated by commas, a range, or a description. */
  public String allowed() {
    return allowed;
  }

  /** Returns the default value, if there is one. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /**
   * Returns when it is required: {@code yes}, {@code no}, {@code when ID}, {@code when NAME or NEW}
   * or {@code with consent_column}. One that is required and has a default may be absent.
   */
  public String required() {
    return need.words;
  }

  /** Returns all spellings of the key, the preferred one first. */
  public List<String> spellings() {
    return this == TARGET_EVENT_SOURCE ? List.of(key, "target_event_source_method") : List.of(key);
  }

  /** Puts a value among settings, under this key; removes the key if there is none. */
  void put(Map<String, Object> settings, @Nullable Object value) {
    if (value == null) {
      settings.remove(key);
    } else {
      settings.put(key, value);
    }
  }
}
