package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.ALICE;
import static com.treasuredata.tiktok.events.schema.Checking.briefly;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.prepared;
import static com.treasuredata.tiktok.events.schema.Checking.sent;
import static com.treasuredata.tiktok.events.schema.Checking.strictly;
import static com.treasuredata.tiktok.events.schema.Checking.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.LeadContext;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What costs an event, what costs a field, and what is only worth a word. */
class EventValidatorTest {
  @ParameterizedTest
  @EnumSource
  void needsANameAndATime(EventSourceType type) {
    Event.Builder event = good(type).field("event", "\u00A0\u200B").field("event_time", " ");

    finds(event, type, "event MISSING error", "event_time MISSING error");
    finds(event.field("event", Map.of()), type, "event MISSING error", "event_time MISSING error");
  }

  @Test
  void needsTheIdOfTheApp() {
    Event.Builder event = good(APP).app(AppContext.builder().name("Sneakers").build());

    finds(event, APP, "app.app_id MISSING error");
    finds(event.field("app", Map.of()), APP, "app.app_id MISSING error");
    finds(event.field("app", Map.of("app_id", List.of())), APP, "app.app_id MISSING error");
  }

  @Test
  void needsTheIdOfTheLead() {
    Event.Builder event = good(CRM).lead(LeadContext.builder().source("HubSpot").build());

    finds(event, CRM, "lead.lead_id MISSING error");
    finds(
        event.field("lead", Map.of("lead_id", List.of("7"))), CRM, "lead.lead_id UNREADABLE error");
  }

  @Test
  void needsAnAddressOrPhoneOfflineAndSaysWhatWasWrongWithThem() {
    UserData.Builder user = UserData.builder();

    finds(good(OFFLINE).user(user.build()), OFFLINE, "user NO_MATCH_KEY error");
    finds(
        good(OFFLINE).user(user.email("alice").phone("2133734253").build()),
        OFFLINE,
        "user.email MALFORMED error",
        "user.phone MALFORMED error",
        "user NO_MATCH_KEY error");
    finds(
        good(OFFLINE).user(user.email(ALICE).build()),
        OFFLINE,
        "user.email[0] MALFORMED warning",
        "user.phone MALFORMED warning");
  }

  @Test
  void saysInTheWarningThatAFieldIsLeftOutAndInTheErrorThatItIsNot() {
    Event.Builder event = good(OFFLINE).user(user().phone("x").build());

    assertThat(check(event, OFFLINE).violations())
        .extracting(Violation::message)
        .containsExactly("left out: expected a phone number of digits with + and country code");
    event.user(UserData.builder().phone("x").build());
    assertThat(check(event, OFFLINE).violations())
        .extracting(Violation::message)
        .startsWith("expected a phone number of digits with + and country code");
  }

  @ParameterizedTest
  @EnumSource(names = {"WEB", "APP"})
  void needsAPublicAddressToLimitDataUse(EventSourceType type) {
    Event.Builder event = good(type).limitedDataUse(true);

    finds(event.user(user().ip("203.0.113.25").build()), type);
    finds(event.user(user().build()), type, "user.ip LIMITED_DATA_USE_NEEDS_IP error");
    finds(
        event.user(user().ip("10.0.0.1").build()),
        type,
        "user.ip MALFORMED error",
        "user.ip LIMITED_DATA_USE_NEEDS_IP error");
    finds(
        event.limitedDataUse(false).user(user().ip("10.0.0.1").build()),
        type,
        "user.ip MALFORMED warning");
  }

  @Test
  void limitsDataUseOfEventsThatDoNotSayThemselves() {
    EventValidator limiting =
        EventValidator.builder(WEB).limitedDataUse(true).clock(Samples.CLOCK).build();
    UserData user = user().ip("203.0.113.25").build();

    assertThat(limiting.validate(good(WEB).user(user).build()).orThrow().fields())
        .containsEntry("limited_data_use", true);
    assertThat(limiting.validate(good(WEB).limitedDataUse(false).build()).orThrow().fields())
        .containsEntry("limited_data_use", false);
    assertThat(limiting.validate(good(WEB).build()).isValid()).isFalse();
    assertThat(
            EventValidator.builder(CRM)
                .limitedDataUse(true)
                .clock(Samples.CLOCK)
                .build()
                .validate(good(CRM).build())
                .violations())
        .isEmpty();
  }

  @Test
  void sendsTheSameWhetherTheEventOrTheExportLimitsDataUse() {
    Event.Builder event =
        good(WEB).user(user().ip("203.0.113.25").build()).field("device", Map.of("os", "x"));
    EventValidator limiting =
        EventValidator.builder(WEB).limitedDataUse(true).clock(Samples.CLOCK).build();

    assertThat(limiting.validate(event.build()).orThrow().encode())
        .isEqualTo(sent(event.limitedDataUse(true), WEB));
  }

  @ParameterizedTest
  @CsvSource({
    "event,            [1]",
    "event_time,       yesterday",
    "event_id,         {}x",
    "user,             alice",
    "properties,       [1]",
    "page,             https://shop.example/",
    "limited_data_use, maybe",
  })
  void refusesAnEventWhenAWrongTypeWouldMakeAnotherOfIt(String field, String value) {
    Object wrong = value.equals("{}x") ? Map.of("a", 1) : value.equals("[1]") ? List.of(1) : value;

    assertThat(briefly(check(good(WEB).field(field, wrong), WEB)))
        .contains(field + " UNREADABLE error");
  }

  @Test
  void warnsOfAWebEventWithoutItsPage() {
    finds(
        Event.builder(EventName.SEARCH).occurredAt(Samples.NOW).user(user().build()),
        WEB,
        "page.url RECOMMENDED warning");
    finds(
        good(WEB).field("page", Map.of("referrer", "https://a.example/")),
        WEB,
        "page.url RECOMMENDED warning");
    finds(good(WEB).pageUrl("shop.example"), WEB, "page.url MALFORMED warning");
  }

  @Test
  void warnsOfEventsThatCannotBeMatched() {
    UserData nobody = UserData.builder().userAgent("Mozilla/5.0").build();
    Event.Builder web = good(WEB).user(nobody);

    finds(web, WEB, "user ANONYMOUS warning");
    finds(web.pageUrl("https://shop.example/?a=b&ttclid=E.C.P"), WEB);
    finds(good(WEB).user(UserData.builder().ttp("x").build()), WEB);
    finds(good(WEB).user(UserData.builder().ip("8.8.8.8").userAgent("x").build()), WEB);
    finds(good(APP).user(nobody), APP, "user ANONYMOUS warning");
    finds(
        good(APP).user(UserData.builder().idfv("5D1C9E7A-0B3F-4A61-8F22-6C0E9B7D1A34").build()),
        APP);
    finds(good(CRM), CRM);
  }

  @Test
  void warnsOfCurrenciesThatTikTokDoesNotList() {
    finds(
        good(WEB).properties(EventProperties.builder().value("1", "XTS").build()),
        WEB,
        "properties.currency UNKNOWN_CURRENCY warning");
    finds(
        good(WEB).properties(EventProperties.builder().value("1", "$").build()),
        WEB,
        "properties.currency MALFORMED warning",
        "properties.value VALUE_WITHOUT_CURRENCY warning");
    finds(
        good(WEB).properties(EventProperties.builder().value("1", null).build()),
        WEB,
        "properties.value VALUE_WITHOUT_CURRENCY warning");
    assertThat(sent(good(WEB).properties(EventProperties.builder().value("1", "xts").build()), WEB))
        .asString()
        .contains("\"currency\":\"XTS\",\"value\":1");
  }

  @ParameterizedTest
  @CsvSource({
    "OFFLINE, page.url",
    "OFFLINE, user.ip",
    "OFFLINE, user.external_id",
    "OFFLINE, app.app_id",
    "OFFLINE, ad.callback",
    "OFFLINE, lead.lead_id",
    "OFFLINE, properties.customer_type",
    "APP,     user.external_id",
    "APP,     user.ttclid",
    "APP,     user.first_name",
    "CRM,     user.user_agent",
    "WEB,     user.idfa",
    "WEB,     user.att_status",
    "WEB,     ad.callback",
    "WEB,     lead.lead_id",
  })
  void leavesOutWhatTikTokDoesNotDocumentForASource(EventSourceType type, String path) {
    int dot = path.indexOf('.');
    String parent = dot < 0 ? path : path.substring(0, dot);
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put(path.substring(dot + 1), "x");
    Event.Builder event = good(type);
    if (parent.equals("user")) {
      inner.put("email", ALICE);
    }
    ValidationResult result = check(event.field(parent, dot < 0 ? (Object) true : inner), type);

    boolean isWhole = FieldTable.field(parent).presence(type) == Presence.NOT_APPLICABLE;
    assertThat(briefly(result))
        .containsExactly((isWhole ? parent : path) + " NOT_FOR_SOURCE warning");
    assertThat(new String(result.orThrow().encode(), UTF_8)).doesNotContain("\"x\"");
  }

  @Test
  void saysNothingOfEmptyFieldsForOtherSources() {
    Event.Builder event = good(OFFLINE).field("page", Map.of("url", " ")).field("ad", Map.of());

    finds(event.field("app", List.of()).field("lead", ""), OFFLINE);
  }

  @Test
  void leavesOutUnknownFieldsOfUser() {
    Event.Builder event = good(WEB).user(user().field("nickname", "Al").build());

    finds(event, WEB, "user.nickname UNKNOWN_USER_FIELD warning");
    assertThat(sent(event, WEB)).asString().doesNotContain("Al\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'', event_source",
    "'', pixel_code",
    "'', timestamp",
    "'', context",
    "user, emails",
    "user, phone_number",
    "user, lead_id",
    "properties, contents_ids",
  })
  void leavesOutFieldsThatBelongElsewhere(String parent, String name) {
    Event.Builder event = good(WEB);
    if (parent.isEmpty()) {
      event.field(name, "planted");
    } else {
      event.field(parent, Map.of("email", ALICE, name, "planted"));
    }
    ValidationResult result = check(event, WEB);

    assertThat(briefly(result))
        .contains((parent.isEmpty() ? "" : parent + '.') + name + " MISPLACED warning");
    assertThat(sent(event, WEB)).asString().doesNotContain("planted");
  }

  @Test
  void makesErrorsOfWhatIsDocumentedWhenStrict() {
    Event.Builder event =
        Event.builder(EventName.of("test drive"))
            .occurredAt(Samples.NOW.minus(Duration.ofDays(40)))
            .user(user().phone("x").field("nickname", "Al").field("idfa", "x").build());

    assertThat(briefly(strictly(event, WEB)))
        .containsExactly(
            "user.phone MALFORMED error",
            "user.idfa NOT_FOR_SOURCE error",
            "user.nickname UNKNOWN_USER_FIELD error",
            "page.url RECOMMENDED error",
            "event CUSTOM_NAME_SHAPE error",
            "event_time TIME_TOO_OLD error");
    assertThat(briefly(check(event, WEB))).allMatch(found -> found.endsWith(" warning"));
  }

  @Test
  void leavesWarningsThatDocumentNothingRequired() {
    Event.Builder event =
        good(WEB)
            .field("event", "CompletePayment")
            .user(UserData.builder().build())
            .properties(EventProperties.builder().value("1", "XTS").build());

    assertThat(briefly(strictly(event, WEB)))
        .containsExactly(
            "event LEGACY_NAME warning",
            "properties.currency UNKNOWN_CURRENCY warning",
            "user ANONYMOUS warning");
  }

  @Test
  void throwsAllErrorsOnRequest() {
    Event event = Event.builder().user(user().phone("x").build()).build();
    ValidationResult result = EventValidator.of(OFFLINE).validate(event);

    assertThat(result.isValid()).isFalse();
    assertThat(result.prepared()).isEmpty();
    assertThatThrownBy(result::orThrow)
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> {
              assertThat(e.violations()).isEqualTo(result.violations()).hasSize(3);
              assertThat(e.isRetryable()).isFalse();
            })
        .hasMessage(
            "the event can't be sent: event MISSING: required: the name of what happened; case matters;"
                + " event_time MISSING: required: when it happened");
  }

  @Test
  void preparesEventsThatNobodyCanChange() {
    Event.Builder event =
        good(WEB)
            .user(user().build())
            .field("properties", Map.of("contents", List.of(Map.of("price", 1)), "x", List.of(1)));

    assertUnchangeable(prepared(event, WEB).fields());
  }

  private static void assertUnchangeable(Object value) {
    if (value instanceof Map<?, ?> map) {
      assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
      map.values().forEach(EventValidatorTest::assertUnchangeable);
    } else if (value instanceof List<?> list) {
      assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
      list.forEach(EventValidatorTest::assertUnchangeable);
    }
  }
}
