package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ids of events that come without one: their format is a promise (events-api.md §6). */
class EventIdsTest {
  private static final Instant THEN = Instant.ofEpochSecond(1_767_225_600);
  private static final EventSource SHOP = EventSource.web("C4A1EXAMPLE0PIXEL7QG");

  /** Not used: nothing is sent. */
  private static final ApiTransport TRANSPORT =
      new ApiTransport(
          TransportOptions.DEFAULT,
          RetryOptions.NONE,
          AccessTokenProvider.of(AccessToken.of(Clients.TOKEN)));

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  /** These may only change together with the digit in {@code te1}. */
  @Test
  void areTheseForEver() {
    assertThat(id(SHOP, purchase().build())).isEqualTo("te1-9ec1fc4ebe1b9b752037917a7e57df5e");
    assertThat(id(SHOP, rich())).isEqualTo("te1-2e72d8056fbcfe0fb7c98d950a43e197");
    assertThat(id(EventSource.offline("7000000000000000002"), offline()))
        .isEqualTo("te1-80df28b6237d110ec44b457d11fd60cb");
  }

  @Test
  void areMadeAsTheJavadocSays() throws NoSuchAlgorithmException {
    String json = json(SHOP, purchase().build());
    String content = json.replaceAll(",\"event_id\":\"[^\"]*\"\\}$", "}");
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(
                ("tiktok-events/1\nweb\nC4A1EXAMPLE0PIXEL7QG\n" + content)
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(id(SHOP, purchase().build()))
        .isEqualTo("te1-" + HexFormat.of().formatHex(digest).substring(0, 32));
  }

  @Test
  void areTheSameInEveryLocaleAndTimeZoneAndOnAnyDay() {
    String id = id(SHOP, rich());
    for (String tag : new String[] {"tr-TR", "ar-EG", "th-TH-u-nu-thai", "ja-JP-u-ca-japanese"}) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(id(SHOP, rich())).as(tag).isEqualTo(id);
    }
    Clock later = Clock.fixed(THEN.plus(Duration.ofDays(400)), ZoneOffset.UTC);
    assertThat(idOf(encoded(SHOP, rich(), later))).isEqualTo(id);
  }

  @Test
  void doNotDependOnTheOrderInWhichFieldsAreGiven() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("colour", "red");
    one.put("amount", 7);
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("amount", 7);
    other.put("colour", "red");
    assertThat(
            id(
                SHOP,
                purchase()
                    .properties(EventProperties.builder().field("b", one).field("a", 1).build())
                    .build()))
        .isEqualTo(
            id(
                SHOP,
                Event.builder(EventName.PURCHASE)
                    .properties(EventProperties.builder().field("a", 1).field("b", other).build())
                    .pageUrl("https://shop.example/")
                    .occurredAt(THEN)
                    .build()));
  }

  @Test
  void differWithAnyFieldAndWithTheSource() {
    List<String> ids =
        List.of(
            id(SHOP, purchase().build()),
            id(SHOP, rich()),
            id(SHOP, purchase().occurredAt(THEN.plusSeconds(1)).build()),
            id(SHOP, purchase().pageUrl("https://shop.example/2").build()),
            id(EventSource.web("C4A1EXAMPLE0PIXEL7QH"), purchase().build()));
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void makeIdenticalRecordsOneEvent() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.quick(tiktok.baseUrl())) {
      Event twice = purchase().occurredAt(Instant.now()).build();
      client.export(record -> twice).run(List.of(1, 2, 3));
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
      assertThat(tiktok.stats().duplicates()).isEqualTo(2);
    }
  }

  @Test
  void tellIdenticalRecordsApartByWhatTheCallerSays() {
    try (FakeTikTok tiktok = FakeTikTok.builder().keepEvents(100).start();
        EventsClient client = Clients.quick(tiktok.baseUrl())) {
      Event same = purchase().occurredAt(Instant.now()).build();
      Export<Integer> export =
          client
              .<Integer>export(record -> same)
              .deduplicationKey(record -> record < 5 ? "row " + record : null);
      export.run(List.of(1, 2, 3, 4, 5, 6));
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(5);
      export.run(List.of(6, 4, 2));
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(5);
      assertThat(tiktok.events()).noneMatch(event -> event.json().contains("row"));

      client
          .<Integer>export(record -> Clients.event(7))
          .deduplicationKey(record -> "row " + record)
          .run(List.of(1, 2, 3));
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(6);
    }
  }

  @Test
  void areMixedWithWhatTellsRecordsApart() {
    EventSink sink = sink(SHOP, Clock.fixed(THEN, ZoneOffset.UTC));
    EncodedEvent encoded =
        sink.encode(
            new RecordId("", 1, null),
            null,
            sink.validator().validate(purchase().build()),
            "row 1");
    assertThat(idOf(new String(encoded.json(), StandardCharsets.UTF_8)))
        .isEqualTo("te1-ce9428ffb0231b6b27a4e89d7a33926d");
  }

  @Test
  void areLeftOutWhereTheyAreSwitchedOffOrNotDocumented() {
    try (FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10).start();
        EventsClient plain = Clients.builder(tiktok.baseUrl()).deriveEventIds(false).build();
        EventsClient app =
            Clients.builder(tiktok.baseUrl())
                .source(EventSource.app("7000000000000000001"))
                .build()) {
      plain.send(purchase().occurredAt(Instant.now()).build());
      app.send(
          Event.builder(EventName.PURCHASE)
              .occurredAt(Instant.now())
              .app(AppContext.of("com.example"))
              .build());
      assertThat(tiktok.events())
          .hasSize(2)
          .allSatisfy(event -> assertThat(event.fields()).doesNotContainKey("event_id"));
    }
  }

  @Test
  void areNotGivenToEventsThatHaveTheirOwn() {
    assertThat(id(SHOP, purchase().eventId("order-1").build())).isEqualTo("order-1");
  }

  private static Event.Builder purchase() {
    return Event.builder(EventName.PURCHASE).occurredAt(THEN).pageUrl("https://shop.example/");
  }

  private static Event rich() {
    return purchase()
        .user(UserData.builder().email(" ALICE_abc@gmail.com ").phone("(+1)2133734253").build())
        .properties(
            EventProperties.builder()
                .value("59.90", "USD")
                .field("titel", "İstanbul ışık 名前")
                .build())
        .build();
  }

  private static Event offline() {
    return Event.builder(EventName.PURCHASE)
        .occurredAt(THEN)
        .user(UserData.builder().email("ALICE_abc@gmail.com").build())
        .build();
  }

  private static String id(EventSource source, Event event) {
    return idOf(json(source, event));
  }

  private static String idOf(String json) {
    return json.replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1");
  }

  private static String json(EventSource source, Event event) {
    return encoded(source, event, Clock.fixed(THEN, ZoneOffset.UTC));
  }

  /** As a file of texts has them, and as an engine's typed columns do. */
  @ParameterizedTest
  @MethodSource("sameValues")
  void areTheSameWhateverTypeAColumnHas(Object one, Object other) {
    assertThat(id(SHOP, withCustom(one))).isEqualTo(id(SHOP, withCustom(other)));
    assertThat(id(SHOP, withCustom(List.of(one, "x"))))
        .isEqualTo(id(SHOP, withCustom(List.of(other, "x"))));
    assertThat(id(SHOP, withCustom(Map.of("deep", one))))
        .isEqualTo(id(SHOP, withCustom(Map.of("deep", other))));
  }

  static List<Object[]> sameValues() {
    return List.of(
        new Object[] {"3", 3},
        new Object[] {"3", 3L},
        new Object[] {"3", 3.0},
        new Object[] {"59.90", 59.9},
        new Object[] {"59.90", new BigDecimal("59.900")},
        new Object[] {"10000000000", 1e10},
        new Object[] {"1e10", 10_000_000_000L},
        new Object[] {"-0.5", -0.5f},
        new Object[] {"false", false},
        new Object[] {"true", true},
        new Object[] {"a", 'a'},
        new Object[] {"2026-11-20", java.sql.Date.valueOf("2026-11-20")},
        new Object[] {"2026-11-20", LocalDate.parse("2026-11-20")},
        new Object[] {"2026-11-20T10:30", Timestamp.valueOf("2026-11-20 10:30:00")},
        new Object[] {"2026-11-20 10:30:00.000", Timestamp.valueOf("2026-11-20 10:30:00")},
        new Object[] {"2026-11-20 10:30:00", LocalDateTime.parse("2026-11-20T10:30:00")},
        new Object[] {"2026-11-20 10:30:00+09:00", Instant.parse("2026-11-20T01:30:00Z")},
        new Object[] {"2026-11-20T10:30:00+09", OffsetDateTime.parse("2026-11-20T01:30:00Z")},
        new Object[] {
          "2026-11-20 01:30:00.000 UTC", ZonedDateTime.parse("2026-11-20T10:30+09:00[Asia/Tokyo]")
        },
        new Object[] {"10:30", Time.valueOf("10:30:00")},
        new Object[] {"2026-11-20T10:30:00Z", Instant.parse("2026-11-20T10:30:00Z")},
        new Object[] {
          "0f8fad5b-d9cb-469f-a165-70867728950e",
          UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e")
        });
  }

  @Test
  void doNotDependOnTheTypeOrTheOrderOfASet() {
    assertThat(id(SHOP, withCustom(Set.of(100.0, 1e7))))
        .isEqualTo(id(SHOP, withCustom(Set.of("100", "10000000"))))
        .isEqualTo(id(SHOP, withCustom(Set.of(10_000_000L, 100))));
  }

  /** One file: all texts, as a command reads it, or typed, as an engine does. */
  @Test
  void areTheSameForColumnsOfTextAndOfTypes() {
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.WEB);
    Map<String, Object> texts = new LinkedHashMap<>();
    Map<String, Object> typed = new LinkedHashMap<>();
    for (Object[] column :
        List.of(
            new Object[] {"event", "Purchase", "Purchase"},
            new Object[] {"event_time", "1767225600", 1_767_225_600L},
            new Object[] {"page.url", "https://shop.example/", "https://shop.example/"},
            new Object[] {"user.external_id", "1001", 1001},
            new Object[] {"properties.value", "59.90", new BigDecimal("59.9000")},
            new Object[] {"properties.currency", "USD", "USD"},
            new Object[] {"properties.floor", "3", (short) 3},
            new Object[] {"properties.vip", "true", true},
            new Object[] {"properties.ratio", "0.25", 0.25f},
            new Object[] {"properties.day", "2026-11-20", LocalDate.parse("2026-11-20")},
            new Object[] {
              "properties.at", "2026-11-20 10:30:00", Timestamp.valueOf("2026-11-20 10:30:00")
            })) {
      texts.put((String) column[0], column[1]);
      typed.put((String) column[0], column[2]);
    }
    assertThat(id(SHOP, mapper.map(typed))).isEqualTo(id(SHOP, mapper.map(texts)));
  }

  @Test
  void differWhereTextsDoThatAreNoNumbers() {
    assertThat(id(SHOP, withCustom("007"))).isNotEqualTo(id(SHOP, withCustom("7")));
    assertThat(id(SHOP, withCustom("3"))).isNotEqualTo(id(SHOP, withCustom("4")));
    assertThat(id(SHOP, withCustom("True"))).isNotEqualTo(id(SHOP, withCustom(true)));
  }

  /** Values of each type that may carry one; an id may only change with the digit in te1. */
  @Test
  @SuppressWarnings("JavaUtilDate") // What JDBC gives.
  void areTheseForEverWhateverTypeCarriesAValue() {
    for (String zone : List.of("UTC", "Asia/Tokyo", "America/New_York")) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("text", "Ü ☃ 𝄞");
      values.put("byte", (byte) 1);
      values.put("short", (short) 2);
      values.put("int", 3);
      values.put("long", 4L);
      values.put("float", 5.5f);
      values.put("double", 6.25e3);
      values.put("decimal", new BigDecimal("7.10"));
      values.put("integer", new BigInteger("8"));
      values.put("boolean", true);
      values.put("char", 'c');
      values.put("enum", TimeUnit.DAYS);
      values.put("uuid", new UUID(1, 2));
      values.put("date", new java.util.Date(1_767_225_600_000L));
      values.put("sql_date", java.sql.Date.valueOf("2026-11-20"));
      values.put("sql_time", Time.valueOf("10:30:01"));
      values.put("timestamp", Timestamp.valueOf("2026-11-20 10:30:01.5"));
      values.put("instant", THEN);
      values.put("offset", THEN.atOffset(ZoneOffset.ofHours(9)));
      values.put("local_date", LocalDate.parse("2026-11-20"));
      values.put("list", List.of(1, "2", 3.0));
      values.put("array", new Object[] {1, "2"});
      values.put("set", Set.of(Map.of("b", 1, "a", 2), Map.of("c", 3, "a", 1)));
      values.put("map", Map.of("z", 1, "y", Map.of("x", false)));
      Event event =
          purchase()
              .properties(EventProperties.builder().field("all", values).value("1", "USD").build())
              .build();
      assertThat(id(SHOP, event)).as(zone).isEqualTo("te1-3cc4a18c1e80cd41aa3a9770bdad896a");
    }
  }

  private static Event withCustom(Object value) {
    return purchase().properties(EventProperties.builder().field("custom", value).build()).build();
  }

  private static String encoded(EventSource source, Event event, Clock clock) {
    EventSink sink = sink(source, clock);
    EncodedEvent encoded =
        sink.encode(new RecordId("", 1, null), null, sink.validator().validate(event), "");
    return new String(encoded.json(), StandardCharsets.UTF_8);
  }

  private static EventSink sink(EventSource source, Clock clock) {
    EventValidator validator = EventValidator.builder(source.type()).clock(clock).build();
    return new EventSink(TRANSPORT, source, validator, null, true, clock);
  }
}
