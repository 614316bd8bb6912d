package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Samples;
import com.treasuredata.tiktok.events.schema.Samples.Sample;
import com.treasuredata.tiktok.events.support.CapturedLog;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** connector.md, "Rows". */
@NullUnmarked // Rows have holes.
class ColumnMapperTest {
  static List<Sample> samples() {
    return Samples.all();
  }

  // ---- names

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.email",
        "USER.EMAIL",
        "User.Email",
        "user_email",
        "USER_Email",
        "email",
        " Email "
      })
  void knowsAFieldByEachOfItsNames(String column) {
    assertThat(map(WEB, column, "a@b.example"))
        .containsEntry("user", Map.of("email", "a@b.example"));
  }

  @Test
  void knowsNamesWhateverLanguageTheMachineSpeaks() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(map(WEB, "USER.IP", "8.8.8.8", "EVENT_ID", "1", "LIMITED_DATA_USE", "false"))
          .isEqualTo(
              Map.of(
                  "user", Map.of("ip", "8.8.8.8"), "event_id", "1", "limited_data_use", "false"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void sendsOtherPropertiesByTheNameTheyHave() {
    assertThat(map(WEB, "properties.Gift", true, "PROPERTIES_wrapping Paper", "red", "value", 1))
        .containsEntry("properties", Map.of("Gift", true, "wrapping Paper", "red", "value", 1));
  }

  @Test
  void sendsNothingOfColumnsThatMatchNothing() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);

    Event event = mapper.map(row("event", "Search", "name", "Ada", "note", "x", "", "y"));

    assertThat(event.fields()).isEqualTo(Map.of("event", "Search"));
  }

  @Test
  void reportsColumnsThatMatchNothingOnceWithTheirNearestName() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    for (int i = 0; i < 3; i++) {
      mapper.map(row("emial", "x", "user.fone", "y", "warehouse", "z", "contents.price", 1));
    }

    assertThat(mapper.unmatchedColumns())
        .containsExactly(
            "contents.price (give products in one column, contents, as JSON)",
            "emial (did you mean email?)",
            "user.fone (did you mean user.phone?)",
            "warehouse");
  }

  @Test
  void namesTheFieldThatAColumnMayHaveBeenMeantFor() {
    ColumnMapper mapper = ColumnMapper.builder(WEB).rename("mail", "email").build();

    assertThat(mapper.likelyField("phone_number")).contains("user.phone");
    assertThat(mapper.likelyField("emial")).contains("email");
    for (String column :
        List.of("email", "mail", "warehouse", "contents.price", "ada@example.com")) {
      assertThat(mapper.likelyField(column)).as(column).isEmpty();
    }
  }

  @Test
  void logsEachColumnThatMatchesNothingOnceAndNoValueForAName() {
    List<String> log =
        CapturedLog.of(
            () -> {
              ColumnMapper mapper = ColumnMapper.forRows(WEB);
              for (int i = 0; i < 3; i++) {
                mapper.map(row("emial", i, "ada@example.com", i));
                mapper.map(row("emial", i, "warehouse", i));
              }
            });

    assertThat(log)
        .allMatch(line -> line.startsWith("WARN"))
        .extracting(line -> line.substring(line.indexOf("column ")))
        .containsExactly(
            "column emial (did you mean email?) matches no field and isn't sent",
            "column of 15 characters, not shown since it may be a value, matches no field and isn't"
                + " sent",
            "column warehouse matches no field and isn't sent");
  }

  @Test
  void tellsAnotherInPlaceOfTheLog() {
    List<String> told = new ArrayList<>();
    ColumnMapper.Builder mapper =
        ColumnMapper.builder(WEB)
            .columns(List.of("event", "event_time", "colour"))
            .onUnmatched(told::add);
    List<String> log = CapturedLog.of(() -> assertThat(mapper.build()).isNotNull());

    assertThat(told).containsExactly("colour");
    assertThat(log).isEmpty();
  }

  @Test
  void reportsTheColumnsOfATableBeforeAnyRow() {
    ColumnMapper mapper = ColumnMapper.forColumns(WEB, List.of("event", "event_time", "colour"));

    assertThat(mapper.unmatchedColumns()).containsExactly("colour");
  }

  @Test
  void forgetsNothingAndKeepsLittleOfRowsWithEverOtherColumns() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    for (int i = 0; i < 20_000; i++) {
      mapper.map(row("column " + i, "x", "properties.p" + i, i));
    }

    assertThat(mapper.unmatchedColumns()).hasSize(100);
    assertThat(mapper.map(row("properties.p19999", 1)).fields())
        .containsEntry("properties", Map.of("p19999", 1));
  }

  @Test
  void keepsLittleOfNamesThatAreTooLong() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    mapper.map(row("x".repeat(1_000_000), "y"));

    assertThat(mapper.unmatchedColumns()).containsExactly("x".repeat(100) + "…");
  }

  // ---- tables

  @Test
  void takesATableWithWhatIsNeeded() {
    ColumnMapper.forColumns(WEB, List.of("EVENT", "event_time"));
    ColumnMapper.forColumns(APP, List.of("event", "event_time", "app_id"));
    ColumnMapper.forColumns(APP, List.of("event", "event_time", "app"));
    ColumnMapper.forColumns(OFFLINE, List.of("event", "event_time", "phone"));
    ColumnMapper.forColumns(OFFLINE, List.of("event", "event_time", "user"));
    ColumnMapper.forColumns(CRM, List.of("event", "event_time", "lead.lead_id"));
    ColumnMapper.forColumns(CRM, List.of("event", "event_time", "LEAD"));
  }

  @Test
  void refusesATableThatGivesAFieldTwice() {
    refuses(
        WEB,
        List.of(
            "event",
            "event_time",
            "email",
            "user.email",
            "USER_EMAIL",
            "properties.a",
            "properties_a"),
        "columns email, user.email, USER_EMAIL all give user.email: keep one of them",
        "columns properties.a, properties_a all give properties.a: keep one of them");
    refuses(
        WEB,
        List.of("event", "event_time", "Event"),
        "columns event, Event all give event: keep one of them");
    refuses(
        WEB,
        List.of("event", "event_time", "properties.ada@example.com", "properties_ada@example.com"),
        "columns […], […] all give […]: keep one of them");
  }

  @Test
  void refusesATableThatLacksWhatIsNeededAndNamesWhatIsNear() {
    refuses(
        WEB,
        List.of("evnt", "eventtime"),
        "column event is missing: web events need it (is it evnt?)",
        "column event_time is missing: web events need it (is it eventtime?)");
    refuses(
        APP,
        List.of("event", "event_time", "appid"),
        "column app.app_id is missing: app events need it (is it appid?)");
    refuses(
        CRM,
        List.of("event", "event_time", "leadid"),
        "column lead.lead_id is missing: crm events need it (is it leadid?)");
    refuses(
        OFFLINE,
        List.of("event", "event_time", "E-Mail"),
        "column user.email or user.phone is missing: offline events need one of them"
            + " (is it E-Mail?)");
    refuses(WEB, List.of("event"), "column event_time is missing: web events need it");
  }

  private static void refuses(EventSourceType type, List<String> columns, String... problems) {
    assertThatThrownBy(() -> ColumnMapper.forColumns(type, columns))
        .isInstanceOfSatisfying(
            InvalidSetupException.class,
            e -> {
              assertThat(e.problems()).containsExactly(problems);
              assertThat(e.isRetryable()).isFalse();
            })
        .hasMessage("the columns can't be used: " + String.join("; ", problems));
  }

  // ---- values

  @Test
  void takesEmptyTextAndNullForAbsent() {
    Map<String, Object> row = row("event", "Search", "email", "", "phone", " ");
    row.put("user.ip", null);

    assertThat(ColumnMapper.forRows(WEB).map(row).fields()).isEqualTo(Map.of("event", "Search"));
  }

  @Test
  void takesObjectsAndListsAsJsonOrAsTheyAre() {
    Map<String, Object> user = Map.of("email", List.of("a@b.example", "c@d.example"));
    Map<String, Object> expected = Map.of("user", user);

    assertThat(map(WEB, "user", user)).isEqualTo(expected);
    assertThat(map(WEB, "USER", JsonTree.toJson(user))).isEqualTo(expected);
    assertThat(map(WEB, "email", user.get("email"))).isEqualTo(expected);
    assertThat(prepared("email", "[\"a@b.example\",\"c@d.example\"]"))
        .isEqualTo(prepared("user", user));
  }

  private static String prepared(String column, Object value) {
    Map<String, Object> row = row("event", "Search", "event_time", 1_767_225_600);
    row.put(column, value);
    return new String(encoded(row), UTF_8);
  }

  @Test
  void takesNamesInsideOfObjectsInAnyCase() {
    assertThat(map(WEB, "User", Map.of("Email", "a@b.example", "nickName", "x")))
        .isEqualTo(Map.of("user", Map.of("email", "a@b.example", "nickName", "x")));
    assertThat(map(WEB, "properties", "{\"Value\":1,\"Gift\":true}"))
        .isEqualTo(Map.of("properties", Map.of("value", BigDecimal.ONE, "Gift", true)));
  }

  @Test
  void addsFlatColumnsToObjects() {
    Map<String, Object> expected = Map.of("user", Map.of("email", "a@b.example", "ip", "8.8.8.8"));

    assertThat(map(WEB, "user", "{\"email\":\"a@b.example\"}", "user.ip", "8.8.8.8"))
        .isEqualTo(expected);
    assertThat(map(WEB, "ip", "8.8.8.8", "user", Map.of("email", "a@b.example")))
        .isEqualTo(expected);
    assertThat(map(WEB, "user", Map.of("email", "a@b.example", "ip", ""), "ip", "8.8.8.8"))
        .isEqualTo(expected);
    assertThat(
            map(
                WEB,
                "user",
                Map.of("email", "a@b.example"),
                "ip",
                "8.8.8.8",
                "email",
                "a@b.example"))
        .isEqualTo(expected);
  }

  @Test
  void givesEachRowOfJsonItsOwnMembersWhateverTheRowsBeforeHad() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    mapper.map(
        row("user", "{\"email\":\"a@b.example\",\"ip\":\"8.8.8.8\"}", "properties", "{\"a\":1}"));
    mapper.map(row("user", "none", "properties", "{\"a\":1,\"a\":2}"));

    assertThat(
            mapper
                .map(row("user", "{\"ip\":\"9.9.9.9\"}", "properties", "{\"b\":2,\"a\":null}"))
                .fields())
        .isEqualTo(
            Map.of(
                "user", Map.of("ip", "9.9.9.9"), "properties", Map.of("b", BigDecimal.valueOf(2))));
    assertThat(
            mapper
                .map(
                    row(
                        "properties",
                        "{\"a\" : 3, \"value\": 4}",
                        "user",
                        "{\"ip\":\"1.1.1.1\",\"email\":\"c@d.example\"}"))
                .fields())
        .isEqualTo(
            Map.of(
                "user",
                Map.of("ip", "1.1.1.1", "email", "c@d.example"),
                "properties",
                Map.of("a", BigDecimal.valueOf(3), "value", BigDecimal.valueOf(4))));
  }

  @Test
  void readsMembersByTheirOwnNamesWhateverNamesTheRowsBeforeHad() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    mapper.map(row("properties", "{\"a\\\":1,\\\"b\":2}"));
    mapper.map(row("properties", "{\"c\\\\u0041\":1}"));

    assertThat(mapper.map(row("properties", "{\"a\":1,\"b\":2}")).fields())
        .isEqualTo(Map.of("properties", Map.of("a", BigDecimal.ONE, "b", BigDecimal.valueOf(2))));
    assertThat(mapper.map(row("properties", "{\"c\\u0041\":1}")).fields())
        .isEqualTo(Map.of("properties", Map.of("cA", BigDecimal.ONE)));
  }

  @Test
  void readsARowOfVeryManyMembersSoon() {
    String json =
        IntStream.range(0, 90_000)
            .mapToObj(i -> "\"p" + i + "\":\"x\"")
            .collect(Collectors.joining(",", "{", "}"));

    Map<String, Object> fields =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> map(WEB, "properties", json)); // Takes a tenth of one.

    assertThat((Map<?, ?>) fields.get("properties")).hasSize(90_000);
  }

  @Test
  void readsRowsOfEverOtherMembers() {
    ColumnMapper mapper = ColumnMapper.forRows(WEB);
    for (int i = 0; i < 2_000; i++) {
      assertThat(mapper.map(row("properties", "{\"p" + i + "\":\"x\",\"value\":1}")).fields())
          .isEqualTo(Map.of("properties", Map.of("p" + i, "x", "value", BigDecimal.ONE)));
    }
  }

  @Test
  void showsNoAddressThatIsTheNameOfAColumn() {
    Map<String, Object> row =
        Map.of("properties.ada@example.com", 1, "properties_ada@example.com", 2);

    assertThatThrownBy(() -> ColumnMapper.forRows(WEB).map(row))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("properties.[…]")
        .hasMessageNotContaining("ada");
  }

  @Test
  void refusesARowThatGivesAFieldTwice() {
    assertThatThrownBy(() -> map(WEB, "user", "{\"email\":\"a@b.example\"}", "email", "secret"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "the event can't be sent: user.email UNREADABLE: two columns of this record give"
                + " different values");
    assertThatThrownBy(() -> map(WEB, "Event", "Search", "event", "Purchase"))
        .hasMessageContaining("event UNREADABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"email\":", "[1]", "none", "{\"a\":1,\"a\":2}", "{} {}"})
  void leavesAnObjectThatIsNoneToTheValidator(String json) {
    for (boolean first : new boolean[] {true, false}) {
      Map<String, Object> row = row("event", "Search", "event_time", 1_767_225_600);
      row.put(first ? "user" : "email", first ? json : "a@b.example");
      row.put(first ? "email" : "user", first ? "a@b.example" : json);

      assertThatThrownBy(() -> encoded(row))
          .isInstanceOf(InvalidEventException.class)
          .hasMessage("the event can't be sent: user UNREADABLE: expected a JSON object");
    }
  }

  /** PHP writes an empty object so, and databases one that there isn't. */
  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "NULL", "\\N", " ", "{}"})
  void losesNoColumnBesideAnObjectThatHoldsNothing(String nothing) {
    for (boolean first : new boolean[] {true, false}) {
      for (Object value : new Object[] {nothing, List.of(), Map.of()}) {
        Map<String, Object> row = row("event", "Search", "event_time", 1_767_225_600);
        row.put(first ? "user" : "email", first ? value : "a@b.example");
        row.put(first ? "email" : "user", first ? "a@b.example" : value);
        assertThat(new String(encoded(row), UTF_8)).contains("\"email\":[\"");
      }
    }
  }

  @Test
  void takesEndlessValuesForWhatTheyAre() {
    Map<String, Object> endless = new LinkedHashMap<>();
    endless.put("self", endless);

    Event event = ColumnMapper.forRows(WEB).map(row("properties", endless, "contents", endless));

    assertThat(EventValidator.of(WEB).validate(event).isValid()).isFalse();
  }

  // ---- whole rows

  @ParameterizedTest
  @MethodSource("samples")
  void makesTheSameEventOfRowsInAnyShape(Sample sample) {
    byte[] expected = encoded(sample.type(), sample.fields());
    Map<String, Object> dotted = new LinkedHashMap<>();
    Map<String, Object> underscored = new TreeMap<>(Collections.reverseOrder());
    Map<String, Object> columns = new LinkedHashMap<>();
    Map<String, Object> mixed = new LinkedHashMap<>();
    sample
        .fields()
        .forEach(
            (name, value) -> {
              boolean isObject = value instanceof Map;
              columns.put(name, isObject ? JsonTree.toJson(value) : value);
              if (!isObject) {
                dotted.put(name, value.toString());
                underscored.put(name.toUpperCase(Locale.ROOT), value);
                mixed.put(name, value);
                return;
              }
              Map<String, Object> rest = new LinkedHashMap<>();
              Samples.object(value)
                  .forEach(
                      (inner, innerValue) -> {
                        String text =
                            innerValue instanceof List
                                ? JsonTree.toJson(innerValue)
                                : innerValue.toString();
                        dotted.put(name + '.' + inner, text);
                        underscored.put(name + '_' + inner, innerValue);
                        (inner.length() % 2 == 0 ? mixed : rest).put(inner, innerValue);
                      });
              mixed.put(name, rest);
            });

    for (Map<String, Object> row : List.of(dotted, underscored, columns, mixed)) {
      assertThat(encoded(sample.type(), row)).asString().isEqualTo(new String(expected, UTF_8));
      ColumnMapper.forColumns(sample.type(), List.copyOf(row.keySet()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesAnInvalidEventOfAnEmptyRow(EventSourceType type) {
    assertThat(ColumnMapper.forRows(type).map(Map.of()).fields()).isEmpty();
    assertThatThrownBy(() -> encoded(type, Map.of())).isInstanceOf(InvalidEventException.class);
  }

  private static byte[] encoded(Map<String, Object> row) {
    return encoded(WEB, row);
  }

  private static byte[] encoded(EventSourceType type, Map<String, Object> row) {
    return EventValidator.builder(type)
        .clock(Samples.CLOCK)
        .build()
        .validate(ColumnMapper.forRows(type).map(row))
        .orThrow()
        .encode();
  }

  private static Map<String, Object> map(EventSourceType type, Object... row) {
    return ColumnMapper.forRows(type).map(row(row)).fields();
  }

  private static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return row;
  }
}
