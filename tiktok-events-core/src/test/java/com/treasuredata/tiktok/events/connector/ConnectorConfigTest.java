package com.treasuredata.tiktok.events.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.ConnectorConfig.AuthMethod;
import com.treasuredata.tiktok.events.connector.ConnectorConfig.TargetMethod;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims about the settings of connector.md, each of its rules broken once. */
class ConnectorConfigTest {
  private static final String TOKEN = "s3cret-t0ken-0123456789abcdef";

  /** The fewest settings there can be, with some changed; null takes one away. */
  private static Map<String, Object> byId(@Nullable Object... changes) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("type", "tiktok_events");
    settings.put("access_token", TOKEN);
    settings.put("event_source_id", "C4A1EXAMPLE0PIXEL7QG");
    return changed(settings, changes);
  }

  private static Map<String, Object> byName(@Nullable Object... changes) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("type", "tiktok_events");
    settings.put("access_token", TOKEN);
    settings.put("target_event_source", "NAME");
    settings.put("event_source_name", "Main store");
    settings.put("advertiser_id", "7000000000000000001");
    return changed(settings, changes);
  }

  private static Map<String, Object> changed(
      Map<String, Object> settings, @Nullable Object... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(String.valueOf(changes[i]), changes[i + 1]);
    }
    return settings;
  }

  private static List<String> problems(Map<String, ?> settings) {
    return catchThrowableOfType(InvalidSetupException.class, () -> ConnectorConfig.of(settings))
        .problems();
  }

  @Test
  void fillsInTheDefaults() {
    ConnectorConfig config = ConnectorConfig.of(byId());

    assertThat(config.authMethod()).isEqualTo(AuthMethod.OAUTH);
    assertThat(config.accessToken()).hasValue(AccessToken.of(TOKEN));
    assertThat(config.sourceType()).isEqualTo(EventSourceType.WEB);
    assertThat(config.targetMethod()).isEqualTo(TargetMethod.ID);
    assertThat(config.source()).hasValue(EventSource.web("C4A1EXAMPLE0PIXEL7QG"));
    assertThat(config.sourceName()).isEmpty();
    assertThat(config.advertiserId()).isEmpty();
    assertThat(config.testEventCode()).isEmpty();
    assertThat(config.threadCount()).isEqualTo(5);
    assertThat(config.limitedDataUse()).isFalse();
    assertThat(config.invalidRecords()).isEqualTo(InvalidRecordPolicy.FAIL);
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void readsAJsonObjectWithEverySetting() {
    ConnectorConfig config =
        ConnectorConfig.parse(
            """
            {
              "type": "tiktok_events",
              "auth_method": "access_token",
              "access_token": "s3cret-t0ken-0123456789abcdef",
              "event_data_source": "OFFLINE",
              "target_event_source": "ID",
              "event_source_id": 7199999999999999999,
              "test_event_code": "TEST12345",
              "thread_count": 10,
              "limited_data_use": false,
              "skip_invalid_record": true
            }
            """);

    assertThat(config.authMethod()).isEqualTo(AuthMethod.ACCESS_TOKEN);
    assertThat(config.source()).hasValue(EventSource.offline("7199999999999999999"));
    assertThat(config.testEventCode()).hasValue("TEST12345");
    assertThat(config.threadCount()).isEqualTo(10);
    assertThat(config.invalidRecords()).isEqualTo(InvalidRecordPolicy.SKIP);
    assertThat(config.warnings())
        .containsExactly("test_event_code is set: all events are test events, which count nowhere");
  }

  @Test
  void readsASourceByItsName() {
    ConnectorConfig config =
        ConnectorConfig.of(byName("target_event_source", "new", "event_source_name", " Shop "));

    assertThat(config.targetMethod()).isEqualTo(TargetMethod.NEW);
    assertThat(config.sourceName()).hasValue("Shop");
    assertThat(config.advertiserId()).hasValue("7000000000000000001");
    assertThat(config.source()).isEmpty();
  }

  @Test
  void takesNumbersAndBooleansAsText() {
    ConnectorConfig config =
        ConnectorConfig.of(
            byId("thread_count", "3", "skip_invalid_record", "TRUE", "limited_data_use", "true"));

    assertThat(config.threadCount()).isEqualTo(3);
    assertThat(config.invalidRecords()).isEqualTo(InvalidRecordPolicy.SKIP);
    assertThat(config.limitedDataUse()).isTrue();
    assertThat(ConnectorConfig.of(byId("thread_count", 7L)).threadCount()).isEqualTo(7);
    assertThat(ConnectorConfig.of(byId("thread_count", 7.0)).threadCount()).isEqualTo(7);
    assertThat(ConnectorConfig.of(byId("thread_count", new BigDecimal("1E1"))).threadCount())
        .isEqualTo(10);
  }

  @Test
  void takesWordsInAnyCaseAndInAnyLanguagesMachine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      ConnectorConfig config =
          ConnectorConfig.of(
              byId(
                  "event_data_source",
                  "offline",
                  "target_event_source",
                  "id",
                  "type",
                  "TIKTOK_EVENTS",
                  "auth_method",
                  "OAuth"));

      assertThat(config.sourceType()).isEqualTo(EventSourceType.OFFLINE);
      assertThat(config.targetMethod()).isEqualTo(TargetMethod.ID);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void takesEitherSpellingOfTheTarget() {
    Map<String, Object> settings =
        byName("target_event_source", null, "target_event_source_method", "NAME");

    assertThat(ConnectorConfig.of(settings).targetMethod()).isEqualTo(TargetMethod.NAME);

    settings.put("target_event_source", "name");
    assertThat(ConnectorConfig.of(settings).targetMethod()).isEqualTo(TargetMethod.NAME);
  }

  @Test
  void refusesTwoSpellingsOfTheTargetThatDisagree() {
    assertThat(problems(byName("target_event_source_method", "NEW")))
        .containsExactly(
            "target_event_source is \"NAME\" and target_event_source_method is \"NEW\"; they mean"
                + " the same setting, so keep one");
  }

  @ParameterizedTest
  @CsvSource({
    "type, is missing: it must be tiktok_events",
    "access_token, 'is missing: make one in TikTok Events Manager, or by OAuth'",
    "event_source_id, is missing: target_event_source ID needs it",
  })
  void missesWhatIsRequired(String key, String problem) {
    assertThat(problems(byId(key, null))).containsExactly(key + ' ' + problem);
    assertThat(problems(byId(key, " \t"))).containsExactly(key + ' ' + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, event_source_name",
    "NAME, advertiser_id",
    "NEW, event_source_name",
    "NEW, advertiser_id"
  })
  void missesWhatALookUpNeeds(String target, String key) {
    assertThat(problems(byName("target_event_source", target, key, "")))
        .containsExactly(key + " is missing: target_event_source " + target + " needs it");
  }

  @ParameterizedTest
  @CsvSource({
    "type, facebook, 'type is \"facebook\"; it must be tiktok_events'",
    "auth_method, password, 'auth_method is \"password\"; it must be oauth or access_token'",
    "event_data_source, PIXEL, 'event_data_source is \"PIXEL\"; it must be WEB or APP or OFFLINE or CRM'",
    "target_event_source, FIRST, 'target_event_source is \"FIRST\"; it must be ID or NAME or NEW'",
    "thread_count, 0, 'thread_count is \"0\"; it must be a whole number from 1 to 10'",
    "thread_count, 11, 'thread_count is \"11\"; it must be a whole number from 1 to 10'",
    "thread_count, many, 'thread_count is \"many\"; it must be a whole number from 1 to 10'",
    "limited_data_use, 1, 'limited_data_use is \"1\"; it must be true or false'",
    "skip_invalid_record, yes, 'skip_invalid_record is \"yes\"; it must be true or false'",
    "event_source_id, C4A1 7QG, 'event_source_id: event source id has white space in it'",
  })
  void namesAWrongValueAndWhatIsAllowed(String key, String value, String problem) {
    assertThat(problems(byId(key, value))).containsExactly(problem);
  }

  @Test
  void refusesValuesOfAnotherShape() {
    assertThat(problems(byId("thread_count", 2.5)))
        .containsExactly("thread_count is \"2.5\"; it must be a whole number from 1 to 10");
    assertThat(problems(byId("event_source_id", List.of("C1"))))
        .containsExactly("event_source_id is a list; it must be text");
    assertThat(problems(byId("columns", List.of("event"))))
        .containsExactly(
            "columns is a list; it must be an object, such as {\"event_id\": \"order_id\"}");
    assertThat(problems(byId("event_source_id", true)))
        .containsExactly("event_source_id is \"true\"; it must be text");
    assertThat(problems(byId("event_source_id", 7.2e18)))
        .hasSize(1); // A double has lost digits already.
    assertThat(problems(byId("skip_invalid_record", Map.of())))
        .containsExactly("skip_invalid_record is an object; it must be true or false");
    assertThat(problems(byId("event_source_id", new BigDecimal("1E999999999")))).hasSize(1);
    assertThat(problems(byName("advertiser_id", "70 00")))
        .containsExactly("advertiser_id: it has white space in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NAME", "NEW"})
  void letsOnlyOAuthLookUpAndCreate(String target) {
    assertThat(problems(byName("target_event_source", target, "auth_method", "access_token")))
        .containsExactly(
            "target_event_source "
                + target
                + " needs auth_method oauth: with a token from Events Manager give event_source_id");
  }

  @ParameterizedTest
  @CsvSource({"NAME, APP", "NAME, CRM", "NEW, APP", "NEW, CRM"})
  void looksUpAndCreatesForWebAndOfflineOnly(String target, String type) {
    assertThat(problems(byName("target_event_source", target, "event_data_source", type)))
        .containsExactly(
            "target_event_source "
                + target
                + " needs event_data_source WEB or OFFLINE: for "
                + type
                + " give event_source_id");
  }

  @Test
  void refusesANameThatNoPixelCanHave() {
    assertThat(problems(byName("event_source_name", "x".repeat(41))))
        .containsExactly(
            "event_source_name: event source name has 41 characters; TikTok allows 40 for a pixel");
  }

  @Test
  void tellsAllErrorsAtOnce() {
    InvalidSetupException invalid =
        catchThrowableOfType(
            InvalidSetupException.class,
            () ->
                ConnectorConfig.parse(
                    """
                    {"type": "tiktok", "auth_method": "access_token", "target_event_source": "NEW",
                     "event_data_source": "CRM", "thread_count": 99, "skip_invalid_record": "maybe"}
                    """));

    assertThat(invalid.problems())
        .extracting(problem -> problem.split("[ :]", 2)[0])
        .containsExactly(
            "type",
            "access_token",
            "event_source_name",
            "advertiser_id",
            "target_event_source",
            "target_event_source",
            "thread_count",
            "skip_invalid_record");
    assertThat(invalid)
        .hasMessageStartingWith(
            "the settings are wrong: type is \"tiktok\"; it must be tiktok_events; ");
    assertThat(invalid.isRetryable()).isFalse();
  }

  @Test
  void ignoresWhatItDoesNotKnowAndSaysWhatWasMeant() {
    ConnectorConfig config =
        ConnectorConfig.of(byId("thred_count", 9, "Skip_Invalid_Record", true, "colour", "red"));

    assertThat(config.threadCount()).isEqualTo(5);
    assertThat(config.warnings())
        .containsExactlyInAnyOrder(
            "thred_count is no setting; did you mean thread_count?",
            "Skip_Invalid_Record is no setting; did you mean skip_invalid_record?",
            "colour is no setting");
  }

  @Test
  void showsNoKeyThatMayBeAValue() {
    assertThat(ConnectorConfig.of(byId("ada@example.com", "x")).warnings())
        .containsExactly(
            "a key of 15 characters, not shown since it may be a value, is no setting");
    assertThat(ConnectorConfig.of(byId("k".repeat(1_000), "x")).warnings())
        .containsExactly("a key " + "k".repeat(100) + "… is no setting");
  }

  @Test
  void namesAMisspeltKeyBesideTheOneThatIsMissing() {
    assertThat(problems(byId("event_source_id", null, "event_sourceid", "C1")))
        .containsExactly(
            "event_source_id is missing: target_event_source ID needs it",
            "event_sourceid is no setting; did you mean event_source_id?");
  }

  @Test
  void ignoresWhatTheTargetDoesNotUse() {
    assertThat(
            ConnectorConfig.of(byId("event_source_name", "Shop", "advertiser_id", "7")).warnings())
        .containsExactly(
            "event_source_name is not used with target_event_source ID",
            "advertiser_id is not used with target_event_source ID");
    ConnectorConfig byName = ConnectorConfig.of(byName("event_source_id", "C1"));
    assertThat(byName.warnings())
        .containsExactly("event_source_id is not used with target_event_source NAME");
    assertThat(byName.source()).isEmpty();
    assertThat(ConnectorConfig.of(byId("event_source_name", "", "advertiser_id", null)).warnings())
        .isEmpty();
  }

  @Test
  void ignoresAnUnusedSettingEvenIfItIsWrong() {
    assertThat(ConnectorConfig.of(byId("event_source_name", "x".repeat(99))).warnings()).hasSize(1);
  }

  @Test
  void saysThatShopsAndLeadsKnowNoLimitedDataUse() {
    assertThat(
            ConnectorConfig.of(byId("event_data_source", "CRM", "limited_data_use", true))
                .warnings())
        .containsExactly("limited_data_use is not used with event_data_source CRM");
    assertThat(
            ConnectorConfig.of(byId("event_data_source", "CRM", "limited_data_use", false))
                .warnings())
        .isEmpty();
  }

  @Test
  void saysWhereTheSettingsAreNoJson() {
    assertThatThrownBy(() -> ConnectorConfig.parse("{\"access_token\": " + TOKEN + "}"))
        .hasMessage(
            "the settings are wrong: they must be one JSON object: it isn't JSON from about"
                + " character 18 on");
  }

  @Test
  void warnsOfAnIdOfDigitsInPlaceOfAPixelsCode() {
    assertThat(ConnectorConfig.of(byId("event_source_id", "7199999999999999999")).warnings())
        .containsExactly(
            "event_source_id has digits only: a web site's events need the pixel's code, such as"
                + " C4A1EXAMPLE0PIXEL7QG, not its numeric id");
    assertThat(
            ConnectorConfig.of(
                    byId("event_source_id", "7199999999999999999", "event_data_source", "OFFLINE"))
                .warnings())
        .isEmpty();
  }

  @Test
  void refusesWhatIsNoJsonObjectWithoutQuotingIt() {
    assertThatThrownBy(() -> ConnectorConfig.parse("{\"access_token\": \"" + TOKEN))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageStartingWith("the settings are wrong: they must be one JSON object: ")
        .hasMessageNotContaining(TOKEN);
    assertThatThrownBy(() -> ConnectorConfig.parse("[]"))
        .hasMessage("the settings are wrong: they must be one JSON object");
    assertThatThrownBy(() -> ConnectorConfig.parse("")).isInstanceOf(InvalidSetupException.class);
    assertThatThrownBy(() -> ConnectorConfig.parse("{\"thread_count\": 1, \"thread_count\": 2}"))
        .isInstanceOf(InvalidSetupException.class);
  }

  @Test
  void neverShowsTheToken() {
    assertThat(ConnectorConfig.of(byId()).toString()).contains("access_token=hidden");
    assertThat(ConnectorConfig.of(byId()).toString()).doesNotContain(TOKEN);
    assertThat(problems(byId("access_token", TOKEN + " x")).toString())
        .contains("access_token: access token has white space")
        .doesNotContain(TOKEN);
    assertThat(problems(byId("access_token", List.of(TOKEN))).toString()).doesNotContain(TOKEN);
    assertThat(problems(byId("access_token", 123456789.5)).toString()).doesNotContain("123456789");
  }

  @Test
  void neverShowsTheTokenInOtherPlaces() {
    assertThat(problems(byId("auth_method", TOKEN)).toString())
        .contains("[token]")
        .doesNotContain(TOKEN);
    assertThat(problems(byId("event_source_id", TOKEN + ' ' + TOKEN)).toString())
        .doesNotContain(TOKEN);
    assertThat(ConnectorConfig.of(byId(TOKEN, "x")).warnings().toString()).doesNotContain(TOKEN);
    assertThat(problems(byId(TOKEN, "x", "event_source_id", null)).toString())
        .contains("a key of 7 characters, not shown since it may be a value, is no setting")
        .doesNotContain(TOKEN);
  }

  @Test
  void letsTheTokenComeFromElsewhere() {
    ConnectorConfig config =
        ConnectorConfig.builder().settings(byId("access_token", null)).tokenFromElsewhere().build();

    assertThat(config.accessToken()).isEmpty();
    assertThat(config.toString()).contains("access_token=none");
  }

  @Test
  void letsASettingReplaceWhatWasGiven() {
    ConnectorConfig config =
        ConnectorConfig.builder()
            .json("{\"target_event_source_method\": \"NAME\"}")
            .settings(byId())
            .set(ConnectorSetting.TARGET_EVENT_SOURCE, "ID")
            .set(ConnectorSetting.THREAD_COUNT, 2)
            .set(ConnectorSetting.THREAD_COUNT, null)
            .build();

    assertThat(config.targetMethod()).isEqualTo(TargetMethod.ID);
    assertThat(config.threadCount()).isEqualTo(5);
  }

  @Test
  void readsTheExtensions() {
    ConnectorConfig config =
        ConnectorConfig.parse(
            """
            {
              "type": "tiktok_events",
              "access_token": "s3cret-t0ken-0123456789abcdef",
              "target_event_source": "NEW",
              "event_source_name": "Shop",
              "advertiser_id": "7",
              "skip_invalid_record": "true",
              "max_invalid_records": "2.5 %",
              "consent_column": "Marketing consent",
              "consent_values": ["yes", true, 1],
              "key_column": "order_id",
              "base_url": "https://gateway.example",
              "request_timeout": "30s",
              "proxy": "http://proxy.example:3128",
              "accept_existing": "TRUE"
            }
            """);

    assertThat(config.invalidRecords()).isEqualTo(InvalidRecordPolicy.skipUpToShare(0.025));
    assertThat(config.consentColumn()).hasValue("Marketing consent");
    assertThat(config.consentValues()).containsExactly("yes", "true", "1");
    assertThat(config.keyColumn()).hasValue("order_id");
    assertThat(config.transport().baseUrl()).hasToString("https://gateway.example/");
    assertThat(config.transport().requestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.transport().proxy()).hasValue(URI.create("http://proxy.example:3128"));
    assertThat(config.acceptExisting()).isTrue();
    assertThat(config.warnings())
        .containsExactly("base_url is set: events go to https://gateway.example/, not to TikTok");
  }

  @Test
  void withoutTheExtensionsAllIsAsBefore() {
    ConnectorConfig config = ConnectorConfig.of(byId());

    assertThat(config.consentColumn()).isEmpty();
    assertThat(config.consentValues()).isEmpty();
    assertThat(config.keyColumn()).isEmpty();
    assertThat(config.transport()).hasToString(TransportOptions.DEFAULT.toString());
    assertThat(config.transport().requestTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.acceptExisting()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1000, 1000", "' 7 ', 7"})
  void skipsUpToANumberOfRecords(String limit, long records) {
    assertThat(
            ConnectorConfig.of(byId("skip_invalid_record", true, "max_invalid_records", limit))
                .invalidRecords())
        .isEqualTo(InvalidRecordPolicy.skipUpTo(records));
    assertThat(
            ConnectorConfig.of(byId("skip_invalid_record", true, "max_invalid_records", records))
                .invalidRecords())
        .isEqualTo(InvalidRecordPolicy.skipUpTo(records));
  }

  @Test
  void aLimitAloneSkipsNothingAndSaysSo() {
    ConnectorConfig config = ConnectorConfig.of(byId("max_invalid_records", 1000));

    assertThat(config.invalidRecords()).isEqualTo(InvalidRecordPolicy.FAIL);
    assertThat(config.warnings())
        .containsExactly("max_invalid_records is not used unless skip_invalid_record is true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "0%", "101%", "5 percent", "%", "9999999999", "1e3"})
  void refusesALimitThatIsNone(String limit) {
    assertThat(problems(byId("max_invalid_records", limit)))
        .containsExactly(
            "max_invalid_records: it must be a whole number, or a share of more than 0% and at most"
                + " 100%, such as 5%");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "yes, Y ;yes|Y",
        "[\"yes\", 1, true];yes|1|true",
        "1;1",
      })
  void takesConsentValuesAsTextToo(String given, String expected) {
    assertThat(
            ConnectorConfig.of(byId("consent_column", "consent", "consent_values", given))
                .consentValues())
        .containsExactly(expected.split("\\|"));
    assertThat(
            ConnectorConfig.of(byId("consent_column", "consent", "consent_values", true))
                .consentValues())
        .containsExactly("true");
  }

  @Test
  void refusesHalfAConsent() {
    assertThat(problems(byId("consent_column", "consent")))
        .containsExactly(
            "consent_values is missing: consent_column needs it, to know what means yes");
    assertThat(problems(byId("consent_values", "yes")))
        .containsExactly(
            "consent_column is missing: consent_values needs it, to know where to look");
    for (Object wrong : List.of(Map.of("a", "b"), List.of(List.of()), "[1", "yes,,no", "[\"\"]")) {
      assertThat(problems(byId("consent_column", "consent", "consent_values", wrong)))
          .hasSize(1)
          .allMatch(problem -> problem.endsWith("it must be a list of texts"));
    }
    assertThat(problems(byId("consent_column", "consent", "consent_values", List.of())))
        .containsExactly("consent_values is empty; give at least one text, or leave it out");
  }

  @ParameterizedTest
  @CsvSource({
    "base_url, http://elsewhere.example/, base_url: base URL is http to another machine",
    "base_url, elsewhere.example, base_url: base URL must be http(s)://host[:port]/",
    "proxy, http://ada:s3cret@proxy.example:3128, proxy: proxy must be http://host:port without",
    "request_timeout, 30, request_timeout: it must be a time such as 500ms",
    "request_timeout, 0s, request_timeout: request time-out must be 1 millisecond to 1 day",
    "request_timeout, 25h, request_timeout: request time-out must be 1 millisecond to 1 day",
    "accept_existing, yes, accept_existing is \"yes\"; it must be true or false"
  })
  void refusesAWrongExtensionAndShowsNoPassword(String key, String value, String problem) {
    assertThat(problems(byId(key, value)))
        .hasSize(1)
        .allMatch(said -> said.startsWith(problem) && !said.contains("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30S, PT30S", "5 m, PT5M", "1h, PT1H"})
  void readsTimesAsPeopleWriteThem(String text, Duration time) {
    assertThat(ConnectorConfig.of(byId("request_timeout", text)).transport().requestTimeout())
        .isEqualTo(time);
  }

  @Test
  void saysThatOnlyNewMayFindAnExistingOne() {
    assertThat(ConnectorConfig.of(byId("accept_existing", true)).warnings())
        .containsExactly("accept_existing is not used with target_event_source ID");
  }

  @Test
  void passesOverTheEnginesOwnKeysWithoutAWarning() {
    ConnectorConfig config =
        ConnectorConfig.builder()
            .settings(byId("min_output_tasks", 2, "proxy", "the engine's own", "colour", "red"))
            .ignoring(Set.of("min_output_tasks", "proxy"))
            .build();

    assertThat(config.warnings()).containsExactly("colour is no setting");
    assertThat(config.transport().proxy()).isEmpty();
  }

  @Test
  void printsNoValueThatMayBeAPersons() {
    assertThat(
            ConnectorConfig.of(
                    byId(
                        "key_column", "ada@example.com",
                        "consent_column", "+81 90-1234-5678",
                        "consent_values", "bob@example.com"))
                .toString())
        .contains("consent_values=[1 values]")
        .doesNotContain("@example.com")
        .doesNotContain("5678");
  }

  @Test
  void theTableHoldsTheSettingsOfTheSpecification() {
    assertThat(ConnectorSetting.values())
        .extracting(
            setting ->
                "%s | %s | %s | %s"
                    .formatted(
                        setting.key(),
                        setting.allowed(),
                        setting.defaultValue().orElse("–"),
                        setting.required()))
        .containsExactly(
            "type | tiktok_events | – | yes",
            "auth_method | oauth, access_token | oauth | yes",
            "access_token | text | – | yes",
            "event_data_source | WEB, APP, OFFLINE, CRM | WEB | yes",
            "target_event_source | ID, NAME, NEW | ID | yes",
            "event_source_id | text | – | when ID",
            "event_source_name | text | – | when NAME or NEW",
            "advertiser_id | text | – | when NAME or NEW",
            "test_event_code | text | – | no",
            "thread_count | 1 to 10 | 5 | yes",
            "limited_data_use | true, false | false | no",
            "skip_invalid_record | true, false | false | no",
            "max_invalid_records | a number, or a share such as 5% | – | no",
            "consent_column | column name | – | no",
            "consent_values | list | – | with consent_column",
            "key_column | column name | – | no",
            "base_url | URL: https, or http on this machine | – | no",
            "request_timeout | a time such as 30s | 2m | no",
            "proxy | http://host:port | – | no",
            "accept_existing | true, false | false | no",
            "phone_country | two letters such as JP, or row | – | no",
            "time_zone | a zone such as Asia/Tokyo | – | no",
            "columns | object of fields: a column, or a value | – | no");
  }

  @Test
  void saysHowRowsAreRead() {
    ConnectorConfig config =
        ConnectorConfig.of(
            byId(
                "phone_country",
                "JP",
                "time_zone",
                "Asia/Tokyo",
                "columns",
                Map.of("event_id", "order_id", "event", Map.of("value", "Purchase"))));
    assertThat(config.phoneCountry()).contains("JP");
    assertThat(config.timeZone()).contains(ZoneId.of("Asia/Tokyo"));
    assertThat(
            config
                .columnMapper()
                .columns(List.of("order_id", "event_time"))
                .build()
                .map(Map.of("order_id", "1001"))
                .fields())
        .containsEntry("event_id", "1001")
        .containsEntry("event", "Purchase");
    assertThat(
            problems(
                    byId(
                        "phone_country",
                        "XX",
                        "time_zone",
                        "Mars/Olympus",
                        "columns",
                        Map.of("event_idd", "x", "event", Map.of("valu", "y"))))
                .toString())
        .contains(
            "phone_country: phone country must be two letters such as JP, or row",
            "time_zone: it must be a zone such as Asia/Tokyo",
            "columns: event_idd is no field; did you mean event_id?",
            "columns: event must be the name of a column, or an object such as");
  }

  @Test
  void theTableAllowsTheConstantsAndNoOthers() {
    assertThat(ConnectorSetting.AUTH_METHOD.allowed()).isEqualTo(words(AuthMethod.values(), true));
    assertThat(ConnectorSetting.EVENT_DATA_SOURCE.allowed())
        .isEqualTo(words(EventSourceType.values(), false));
    assertThat(ConnectorSetting.TARGET_EVENT_SOURCE.allowed())
        .isEqualTo(words(TargetMethod.values(), false));
  }

  private static String words(Enum<?>[] constants, boolean lower) {
    List<String> names = Arrays.stream(constants).map(Enum::name).toList();
    String words = String.join(", ", names);
    return lower ? words.toLowerCase(Locale.ROOT) : words;
  }

  @Test
  void hidesATokenThatIsInTheWrongPlaceBehindMuchElseOrIsANumber() {
    String farBehind = "x".repeat(40) + TOKEN;
    assertThat(problems(byId("thread_count", farBehind)).toString())
        .contains("thread_count is something of 47 characters; it must be")
        .doesNotContain(TOKEN.substring(0, 10));

    assertThat(ConnectorConfig.of(byId("event_source_id", TOKEN)).toString())
        .contains("event_source_id=[token]");

    BigDecimal number = new BigDecimal("71234567890123456789");
    assertThat(problems(byId("access_token", number, "thread_count", number)))
        .containsExactly("thread_count is \"[token]\"; it must be a whole number from 1 to 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1E+2147483647", "100E+2147483647", "1E-2147483647", "1E1500000000", "0.5", "1e2"})
  void refusesANumberOfThreadsThatIsNone(String number) {
    assertThatThrownBy(
            () ->
                ConnectorConfig.parse(
                    "{\"type\":\"tiktok_events\",\"access_token\":\"t0ken\",\"event_source_id\":\"C4\","
                        + "\"thread_count\":"
                        + number
                        + "}"))
        .isInstanceOf(InvalidSetupException.class);
  }
}
