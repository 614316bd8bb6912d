package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value costs more than its field, much time, or much memory. */
@Timeout(60)
class BoundsTest {
  static Stream<EventField> fields() {
    return FieldTable.fields().stream();
  }

  /** In every field, as text and as number. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "100E2147483647",
        "1E+2147483647",
        "1E-2147483647",
        "0E2147483647",
        "-9E2147483646",
        "1E99999999999",
        "1e1001"
      })
  void anExponentWithoutBoundsCostsItsField(String number) {
    for (EventField field : FieldTable.fields()) {
      check(with(field, number), WEB);
      try {
        check(with(field, new BigDecimal(number)), WEB);
      } catch (NumberFormatException e) {
        assertThat(number).hasSizeGreaterThan(11); // Java has no such number either.
      }
    }
    check(good(WEB).field("properties", Map.of("custom", number)), WEB).orThrow();
  }

  @Test
  void aNumberThatBreaksCostsItsField() {
    Number broken =
        new BigDecimal("1") {
          private static final long serialVersionUID = 1;

          @Override
          public int scale() {
            throw new ArithmeticException("surprise");
          }
        };
    ValidationResult result =
        check(good(WEB).field("properties", Map.of("value", broken, "custom", broken)), WEB);
    assertThat(result.isValid()).isTrue();
    assertThat(result.violations())
        .extracting(Violation::path)
        .contains("properties.value", "properties.custom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event_id", "user.external_id", "properties.order_id", "lead.lead_id"})
  void anIdThatLostDigitsOnItsWayIsNotSent(String path) {
    EventSourceType source = path.startsWith("lead") ? EventSourceType.CRM : WEB;
    EventField field = FieldTable.field(path);
    for (Object lossy :
        List.of(1.0 * 7_311_111_111_111_111_169L, 9.007199254740992E15, 16777216f, 1e300)) {
      assertThat(check(with(field, lossy), source).violations())
          .filteredOn(found -> found.path().equals(path))
          .extracting(Violation::message)
          .first()
          .asString()
          .contains("export it as text");
    }
    for (Object exact : List.of(9007199254740991.0, 16777215f, 7311111111111111169L)) {
      assertThat(check(with(field, exact), source).violations())
          .filteredOn(found -> found.path().equals(path))
          .isEmpty();
    }
  }

  @Test
  void tellsOfAHundredFindingsAndCountsTheRest() {
    Map<String, Object> custom = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      custom.put("k" + i, "ada" + i + "@example.com");
    }
    ValidationResult result = check(good(WEB).field("properties", custom), WEB);
    assertThat(result.violations()).hasSize(101);
    assertThat(result.violations().get(100).toString()).contains("49900 more findings");
    assertThat(result.isValid()).isTrue();

    List<String> texts = Collections.nCopies(200_000, "x");
    ValidationResult tooMany = check(good(OFFLINE).field("user", Map.of("email", texts)), OFFLINE);
    assertThat(tooMany.violations().toString()).hasSizeLessThan(1_000).contains("at most 1000");

    ValidationResult custom10k =
        check(
            good(WEB)
                .field("properties", Map.of("value", 1, "custom", Collections.nCopies(20_000, 1))),
            WEB);
    assertThat(custom10k.violations().toString()).contains("at most 1000");
    assertThat(new String(custom10k.orThrow().encode(), UTF_8))
        .contains("\"value\":1")
        .doesNotContain("custom");

    List<String> thousand = Collections.nCopies(1_000, "x");
    InvalidEventException refused =
        new InvalidEventException(
            check(good(OFFLINE).field("user", Map.of("email", thousand)), OFFLINE).violations());
    assertThat(refused.getMessage()).hasSizeLessThan(3_000);
  }

  @Test
  void aMapThatHoldsItselfTwiceCostsItsField() {
    Map<String, Object> endless = new HashMap<>();
    endless.put("a", endless);
    endless.put("b", endless);
    ValidationResult result =
        check(
            good(WEB).properties(EventProperties.builder().field("endless", endless).build()), WEB);
    assertThat(result.violations())
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("at most 100,000 values"));
    assertThat(new String(result.orThrow().encode(), UTF_8)).doesNotContain("endless");
  }

  /** The JDK's normaliser takes the square of a run's length. */
  @ParameterizedTest
  @MethodSource("fields")
  void combiningMarksTakeNoLongerThanOtherText(EventField field) {
    String marks = "a@" + "\u0301".repeat(500_000);
    String letters = "a@" + "\u00e9".repeat(500_000);
    check(with(field, letters), WEB);
    long plain = time(() -> check(with(field, letters), WEB));
    long combining = time(() -> check(with(field, marks), WEB));
    assertThat(combining).isLessThan(50 * plain + 1_000_000_000L); // 21 seconds before.
  }

  private static long time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** Both would be hashed as a question mark. */
  @Test
  void halfACharacterIsNotHashed() {
    for (String path : List.of("external_id", "first_name", "city")) {
      ValidationResult result = check(good(WEB).field("user", Map.of(path, "u\ud800")), WEB);
      assertThat(result.violations())
          .extracting(found -> found.path() + ' ' + found.rule())
          .contains("user." + path + " UNREADABLE");
    }
    ValidationResult custom =
        check(good(WEB).field("properties", Map.of("a", "\udc00", "\ud800", 1)), WEB);
    assertThat(custom.violations()).hasSize(2).allMatch(v -> v.rule() == Rule.UNREADABLE);
    assertThat(check(good(WEB).field("user", Map.of("external_id", "\ud83d\ude00")), WEB).isValid())
        .isTrue();
  }

  private static Event.Builder with(EventField field, Object value) {
    if (field.parent().isEmpty()) {
      return good(WEB).field(field.name(), value);
    }
    Object object = Map.of(field.name(), value);
    String[] parents = field.parent().split("\\.", -1);
    for (int i = parents.length - 1; i > 0; i--) {
      object = Map.of(parents[i], object);
    }
    return good(WEB).field(parents[0], object);
  }

  @Test
  void aHugeNumberOfAnyTypeIsLeftOut() {
    for (Object huge :
        List.of(BigInteger.ONE.shiftLeft(1_000_000), new BigDecimal("1e1000"), 1e300)) {
      assertThat(check(good(WEB).field("properties", Map.of("custom", huge)), WEB).violations())
          .extracting(Violation::rule)
          .contains(Rule.UNREADABLE);
    }
  }
}
