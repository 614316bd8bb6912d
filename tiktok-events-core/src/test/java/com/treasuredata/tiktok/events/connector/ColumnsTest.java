package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Clob;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are named otherwise, have types, or match nothing. */
class ColumnsTest {
  private static final List<String> NEEDED = List.of("event", "event_time", "email");

  @ParameterizedTest
  @CsvSource({
    "phone_number, user.phone",
    "emails, user.email",
    "Email_Address, user.email",
    "em, user.email",
    "ph, user.phone",
    "fn, user.first_name",
    "ln, user.last_name",
    "zip, user.zip_code",
    "postal_code, user.zip_code",
    "ip_address, user.ip",
    "client_ip, user.ip",
    "td_ip, user.ip",
    "td_url, page.url",
    "transaction_id, properties.order_id",
    "revenue, properties.value",
    "items, properties.contents",
    "user_phone_number, user.phone",
    "timestamp, event_time",
    "event_type, event"
  })
  void aColumnOfTheTradesNameGetsAHintAndIsNotMapped(String column, String field) {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    Event event = mapper.map(Map.of(column, "x"));
    assertThat(mapper.unmatchedColumns())
        .containsExactly(column + " (did you mean " + field + "?)");
    assertThat(event.fields()).isEmpty();
  }

  @Test
  void aPlatformsOwnTimeIsSuggested() {
    assertThat(problems(WEB, "event", "time").get(0))
        .contains("event_time is missing", "is it time? Then rename it to event_time");
    assertThat(problems(WEB, "event", "created_at").get(0))
        .contains("created_at? Then rename it to event_time");
  }

  @Test
  void aTestEventCodeInRowsIsAnError() {
    assertThat(problems(WEB, "event", "event_time", "Test_Event_Code").get(0))
        .contains("test_event_code", "--test-event-code");
    ValidationResult result =
        EventValidator.of(WEB)
            .validate(
                ColumnMapper.forRows(WEB)
                    .map(Map.of("event", "Purchase", "event_time", 1, "test_event_code", "TEST1")));
    assertThat(result.violations()).extracting(Violation::rule).contains(Rule.TEST_EVENT_CODE);
    assertThat(result.isValid()).isFalse();
  }

  @Test
  void identifiersThatAreNotSentAreCounted() {
    ColumnMapper mapper =
        ColumnMapper.forColumns(
            WEB, List.of("event", "event_time", "phone_number", "emial", "colour", "td_ip"));
    mapper.map(Map.of("phone_number", "x", "emial", "y", "colour", "red"));
    mapper.map(Map.of("phone_number", "z", "emial", " "));
    assertThat(mapper.unsentIdentifiers())
        .containsExactly(
            Map.entry("emial (did you mean email?)", 1L),
            Map.entry("phone_number (did you mean user.phone?)", 2L));
  }

  @Test
  void columnsOfDigestsTakeNothingElse() {
    String digest = Sha256.hex("alice_abc@gmail.com");
    for (String column :
        List.of(
            "hashed_email",
            "email_sha256",
            "sha256_email",
            "user_email_hash",
            "user.email_hashed")) {
      ColumnMapper mapper = ColumnMapper.forColumns(WEB, List.of("event", "event_time", column));
      assertThat(mapper.unmatchedColumns()).isEmpty();
      assertThat(user(mapper.map(Map.of(column, digest))).get("email")).isEqualTo(List.of(digest));
      ValidationResult raw =
          EventValidator.of(WEB).validate(good(mapper.map(Map.of(column, "alice_abc@gmail.com"))));
      assertThat(raw.orThrow().fields()).doesNotContainKey("user");
      assertThat(raw.violations().toString())
          .contains("user.email_sha256 MALFORMED (warning)", "64 hexadecimal digits");
    }
    assertThat(problems(WEB, "event", "event_time", "email", "hashed_email").get(0))
        .contains("email, hashed_email all give user.email");
    assertThat(
            user(ColumnMapper.forRows(WEB)
                    .map(
                        Map.of(
                            "user", Map.of("email", "user_123@gmail.com", "email_sha256", digest))))
                .get("email"))
        .isEqualTo(List.of(digest, Sha256.hex("user_123@gmail.com")));
  }

  @Test
  void columnsAreRenamedAndFieldsGiven() {
    ColumnMapper mapper =
        ColumnMapper.builder(OFFLINE)
            .columns(List.of("Order_Id", "created_at", "customer_email", "total", "currency"))
            .rename("order_id", "event_id")
            .rename("order_id", "order_id")
            .rename("created_at", "event_time")
            .rename("customer_email", "user.email")
            .rename("total", "value")
            .constant("event", "Purchase")
            .build();
    Map<String, Object> event =
        mapper
            .map(Map.of("Order_Id", "1001", "created_at", 5, "customer_email", "a", "total", 7))
            .fields();
    assertThat(event)
        .containsEntry("event", "Purchase")
        .containsEntry("event_id", "1001")
        .containsEntry("event_time", 5)
        .containsEntry("user", Map.of("email", "a"))
        .containsEntry("properties", Map.of("order_id", "1001", "value", 7));
    assertThat(mapper.unmatchedColumns()).isEmpty();
    assertThat(mapper.byPosition().map(i -> List.of("1001", 5, "a", 7, "USD").get(i)).fields())
        .containsEntry("event_id", "1001")
        .containsEntry("event", "Purchase");
  }

  @Test
  void saysWhatIsWrongWithRenames() {
    InvalidSetupException e =
        catchThrowableOfType(
            InvalidSetupException.class,
            () ->
                ColumnMapper.builder(OFFLINE)
                    .columns(NEEDED)
                    .rename("order_id", "event_idd")
                    .rename("nowhere", "event_id")
                    .constant("event", "Purchase")
                    .build());
    assertThat(e.problems())
        .containsExactlyInAnyOrder(
            "column order_id is renamed to event_idd, which is no field (did you mean event_id?)",
            "column order_id is renamed and isn't there",
            "column nowhere is renamed and isn't there",
            "column event and a constant both give event: keep one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "OFFLINE, event_time, LOCAL_TIME, time_zone",
    "OFFLINE, event_time, DATE, time of day",
    "OFFLINE, event_time, BOOLEAN, a time",
    "OFFLINE, phone, WHOLE_NUMBER, lost its plus",
    "OFFLINE, phone, DECIMAL, lost its plus",
    "CRM, lead_id, FLOATING, cast it to text",
    "OFFLINE, email, WHOLE_NUMBER, whole number",
    "OFFLINE, value, DATE, a number",
    "OFFLINE, contents, WHOLE_NUMBER, a list of objects",
    "OFFLINE, email, MOMENT, one text or a list"
  })
  void whatCannotBeRightIsSaidBeforeTheFirstRow(
      EventSourceType type, String name, Column.Type of, String reason) {
    List<Column> columns =
        List.of(
            Column.of("event", Column.Type.TEXT),
            Column.of("event_id", Column.Type.TEXT),
            Column.of(name, of));
    InvalidSetupException e =
        catchThrowableOfType(
            InvalidSetupException.class, () -> ColumnMapper.forColumns(type, columns));
    assertThat(e.problems()).anyMatch(p -> p.startsWith("column " + name) && p.contains(reason));
  }

  @Test
  void goodTypesAreGood() {
    List<Column> columns =
        List.of(
            Column.of("event", Column.Type.TEXT),
            Column.of("event_time", Column.Type.LOCAL_TIME),
            Column.of("email", Column.Type.ARRAY),
            Column.of("phone", Column.Type.WHOLE_NUMBER),
            Column.of("order_id", Column.Type.WHOLE_NUMBER),
            Column.of("zip_code", Column.Type.WHOLE_NUMBER),
            Column.of("value", Column.Type.FLOATING),
            Column.of("limited_data_use", Column.Type.BOOLEAN),
            Column.of("contents", Column.Type.OBJECT),
            Column.of("note", Column.Type.DATE));
    ColumnMapper mapper =
        ColumnMapper.builder(WEB)
            .columns((java.util.Collection<Column>) columns)
            .readsLocalTimes(true)
            .readsNationalPhones(true)
            .build();
    assertThat(mapper.unmatchedColumns()).containsExactly("note");
    List<Column> moments =
        List.of(
            Column.of("event", Column.Type.OTHER),
            Column.of("event_time", Column.Type.MOMENT),
            Column.of("phone", Column.Type.TEXT));
    assertThat(ColumnMapper.forColumns(OFFLINE, moments).unmatchedColumns()).isEmpty();
  }

  @Test
  void valuesMayHaveTheTypesOfDatabases() {
    Map<String, Object> user =
        user(
            ColumnMapper.forRows(WEB)
                .map(
                    Map.of(
                        "email",
                        lazy(
                            Array.class,
                            Map.of("getArray", new String[] {"a@example.com", "b@example.com"})),
                        "first_name",
                        lazy(Clob.class, Map.of("length", 3L, "getSubString", "Ada")),
                        "user",
                        "{\"ttp\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                        "external_id",
                        new UUID(1, 2))));
    assertThat(user)
        .containsEntry("email", List.of(Sha256.hex("a@example.com"), Sha256.hex("b@example.com")))
        .containsEntry("first_name", Sha256.hex("ada"))
        .containsEntry("ttp", "x")
        .containsEntry("external_id", List.of(Sha256.hex(new UUID(1, 2).toString())));
    Instant now = Instant.ofEpochSecond(1_767_225_600);
    EventValidator tokyo = EventValidator.builder(WEB).timeZone(ZoneId.of("Asia/Tokyo")).build();
    for (Object time :
        List.of(
            now,
            OffsetDateTime.parse("2026-01-01T09:00:00+09:00"),
            LocalDateTime.parse("2026-01-01T09:00:00"),
            Timestamp.valueOf("2026-01-01 09:00:00"),
            calendar(now),
            new BigDecimal("1767225600.0"),
            "1767225600".getBytes(StandardCharsets.UTF_8))) {
      ValidationResult result =
          tokyo.validate(
              ColumnMapper.forRows(WEB)
                  .map(
                      Map.of(
                          "event",
                          Thread.State.NEW,
                          "event_time",
                          time,
                          "content_ids",
                          new int[] {1, 2})));
      assertThat(result.orThrow().fields())
          .containsEntry("event_time", 1_767_225_600L)
          .containsEntry("event", "NEW")
          .containsEntry("properties", Map.of("content_ids", List.of("1", "2")));
    }
  }

  @Test
  void anotherClassIsNamed() {
    ValidationResult result =
        EventValidator.of(CRM)
            .validate(ColumnMapper.forRows(CRM).map(Map.of("lead_id", Optional.of("x"))));
    assertThat(result.violations().toString())
        .contains("lead.lead_id UNREADABLE: expected text, not a value of java.util.Optional");
  }

  private static GregorianCalendar calendar(Instant time) {
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("America/New_York"));
    calendar.setTimeInMillis(time.toEpochMilli());
    return calendar;
  }

  private static Object lazy(Class<?> type, Map<String, Object> answers) {
    return Proxy.newProxyInstance(
        ColumnsTest.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answers.getOrDefault(method.getName(), "proxy"));
  }

  private static List<String> problems(EventSourceType type, String... columns) {
    return catchThrowableOfType(
            InvalidSetupException.class,
            () -> ColumnMapper.forColumns(type, Arrays.asList(columns)))
        .problems();
  }

  private static Event good(Event event) {
    Event.Builder builder = Event.builder();
    event.fields().forEach(builder::field);
    return builder.field("event", "Purchase").field("event_time", Instant.now()).build();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> user(Event event) {
    return (Map<String, Object>)
        requireNonNull(EventValidator.of(WEB).validate(good(event)).orThrow().fields().get("user"));
  }
}
