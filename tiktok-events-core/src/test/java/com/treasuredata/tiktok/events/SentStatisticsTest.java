package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.schema.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.treasuredata.tiktok.events.SentStatistics.FrequentIdentifier;
import com.treasuredata.tiktok.events.SentStatistics.Repeat;
import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.LeadContext;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.Identifier;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Samples;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of the events that are sent; all of them pass the check first. */
class SentStatisticsTest {
  private static final EventSourceType WEB = EventSourceType.WEB;
  private static final EventSourceType APP = EventSourceType.APP;
  private static final EventSourceType OFFLINE = EventSourceType.OFFLINE;
  private static final EventSourceType CRM = EventSourceType.CRM;

  /** What a session does with each of its records: checks it, and counts what it sends. */
  private static final class Session {
    private final EventValidator validator;
    private final SentStatisticsCollector collector;
    private long record;

    Session(EventSourceType source) {
      this.validator = EventValidator.builder(source).clock(Samples.CLOCK).build();
      this.collector = new SentStatisticsCollector(source);
    }

    Session add(Event.Builder event) {
      ValidationResult result = validator.validate(event.build());
      PreparedEvent prepared = result.orThrow();
      record++;
      collector.add(record, prepared, prepared.eventId().orElse(""), result.violations(), NOW);
      return this;
    }

    SentStatistics statistics() {
      return collector.statistics();
    }
  }

  private static Event.Builder event(EventName name) {
    return Event.builder(name).occurredAt(NOW);
  }

  private static Event.Builder web() {
    return event(EventName.VIEW_CONTENT).pageUrl("https://shop.example/");
  }

  private static Event.Builder web(UserData.Builder user) {
    return web().user(user.build());
  }

  private static UserData.Builder user() {
    return UserData.builder();
  }

  private static UserData.Builder person(int number) {
    return user().email("user_" + number + "@example.com");
  }

  @Test
  void countsWhatWebEventsCanBeMatchedBy() {
    SentStatistics sent =
        new Session(WEB)
            .add(web(user().email("ada@example.com").phone("+819012345678")))
            .add(web(user().externalId("user_123").ttp("2aBcDeFgHiJkLmNoPqRsTuVwXyZ")))
            .add(web(user().ttclid("E.C.P.EXAMPLE")))
            .add(web(user().ip("203.0.113.25").userAgent("Mozilla/5.0")))
            .statistics();

    assertThat(sent.events()).isEqualTo(4);
    assertThat(sent.identifiers())
        .containsExactly(
            entry(Identifier.EMAIL, 1L),
            entry(Identifier.PHONE, 1L),
            entry(Identifier.EXTERNAL_ID, 1L),
            entry(Identifier.TTCLID, 1L),
            entry(Identifier.TTP, 1L),
            entry(Identifier.IP_AND_USER_AGENT, 1L));
    assertThat(sent.shares()).containsEntry(Identifier.EMAIL, 0.25);
    assertThat(sent.counts()).containsEntry("with_none", 0L);
  }

  /** events-api.md §2.4. */
  @Test
  void aClickIdInThePagesUrlIsOne() {
    SentStatistics sent =
        new Session(WEB).add(web().pageUrl("https://shop.example/?ttclid=E.C.P.X")).statistics();

    assertThat(sent.identifiers()).containsEntry(Identifier.TTCLID, 1L);
    assertThat(sent.counts()).containsEntry("with_none", 0L);
  }

  @Test
  void anAddressWithoutUserAgentMatchesNobody() {
    SentStatistics sent =
        new Session(WEB)
            .add(web(user().ip("203.0.113.25")))
            .add(web(user().userAgent("Mozilla/5.0")))
            .statistics();

    assertThat(sent.counts())
        .containsEntry("with_ip_and_user_agent", 0L)
        .containsEntry("with_none", 2L);
  }

  /** events-api.md §3: a device's id, or e-mail or phone. */
  @Test
  void anAppEventNeedsMoreThanAnAddress() {
    Event.Builder install = event(EventName.INSTALL_APP).app(AppContext.of("343200656"));
    SentStatistics sent =
        new Session(APP)
            .add(install.user(user().ip("203.0.113.25").userAgent("Dalvik/2.1.0").build()))
            .add(install.user(user().gaid("c0a80101-7a2b-4c3d-9e8f-0123456789ab").build()))
            .add(
                install.user(
                    user()
                        .idfa("C0A80101-7A2B-4C3D-9E8F-0123456789AB")
                        .idfv("5D1C9E7A-0B3F-4A61-8F22-6C0E9B7D1A34")
                        .build()))
            .statistics();

    assertThat(sent.identifiers())
        .containsExactly(
            entry(Identifier.EMAIL, 0L),
            entry(Identifier.PHONE, 0L),
            entry(Identifier.IP_AND_USER_AGENT, 1L),
            entry(Identifier.DEVICE_ID, 2L));
    assertThat(sent.counts()).containsEntry("with_none", 1L);
  }

  @Test
  void tellsOnlyOfIdentifiersThatTheSourceHas() {
    SentStatistics offline = new Session(OFFLINE).add(offline()).statistics();
    SentStatistics crm = new Session(CRM).add(crm()).statistics();

    assertThat(offline.identifiers()).containsOnlyKeys(Identifier.EMAIL, Identifier.PHONE);
    assertThat(crm.identifiers())
        .containsExactly(
            entry(Identifier.EMAIL, 0L),
            entry(Identifier.PHONE, 0L),
            entry(Identifier.EXTERNAL_ID, 0L),
            entry(Identifier.LEAD_ID, 1L));
    assertThat(crm.counts()).containsEntry("with_none", 0L);
  }

  private static Event.Builder offline() {
    return event(EventName.PURCHASE).user(user().phone("+819012345678").build());
  }

  private static Event.Builder crm() {
    return event(EventName.CONTACT).lead(LeadContext.of("7311111111111111111"));
  }

  @Test
  void sharesAreOfTheEventsWhoseSourceHasTheIdentifier() {
    SentStatistics web =
        new Session(WEB).add(web(user().ttclid("E.C.P.X"))).add(web(person(1))).statistics();
    SentStatistics offline = new Session(OFFLINE).add(offline()).add(offline()).statistics();

    SentStatistics both = SentStatistics.sum(List.of(web, offline));

    assertThat(both.events()).isEqualTo(4);
    assertThat(both.shares())
        .containsEntry(Identifier.TTCLID, 0.5)
        .containsEntry(Identifier.EMAIL, 0.25)
        .containsEntry(Identifier.PHONE, 0.5);
  }

  @Test
  void saysAsTheCheckWhichEventsMatchNobody() {
    Session session = new Session(WEB);
    session.add(web()).add(web(person(1))).add(web(user().ip("203.0.113.25")));

    ValidationResult anonymous = session.validator.validate(web().build());
    assertThat(anonymous.violations()).anyMatch(found -> found.rule() == Rule.ANONYMOUS);
    assertThat(anonymous.orThrow().canBeMatched()).isFalse();
    assertThat(session.statistics().counts()).containsEntry("with_none", 2L);
  }

  @Test
  void countsValuesLeftOutByFieldAndRule() {
    SentStatistics sent =
        new Session(WEB)
            .add(
                web(person(1).phone("12345"))
                    .properties(
                        EventProperties.builder()
                            .field(
                                "contents",
                                List.of(
                                    Map.of("content_id", "A", "price", "cheap"),
                                    Map.of("content_id", "B", "price", "dear")))
                            .field("gift_for", "ada@example.com")
                            .field("note_for", "ada@example.com")
                            .build()))
            .add(web(person(2).phone("0")))
            .statistics();

    assertThat(sent.valuesLeftOut())
        .containsExactly(
            entry("custom fields", Map.of(Rule.PERSONAL_DATA, 2L)),
            entry("properties.contents.price", Map.of(Rule.UNREADABLE, 2L)),
            entry("user.phone", Map.of(Rule.MALFORMED, 2L)));
    assertThat(sent.counts()).containsEntry("values_left_out", 6L);
  }

  @Test
  void aWarningAboutAValueThatIsSentIsNoValueLeftOut() {
    SentStatistics sent =
        new Session(WEB)
            .add(web(person(1)).properties(EventProperties.builder().value("1", "XXX").build()))
            .statistics();

    assertThat(sent.valuesLeftOut()).isEmpty();
  }

  @Test
  void countsPurchasesWithoutValueOrCurrency() {
    Session session = new Session(OFFLINE);
    session.add(offline());
    session.add(offline().properties(EventProperties.builder().field("value", 5).build()));
    session.add(offline().properties(EventProperties.builder().value("5", "USD").build()));
    session.add(event(EventName.LEAD).user(user().phone("+819012345678").build()));
    session.add(event(EventName.of("CompletePayment")).user(user().phone("+819012345678").build()));

    assertThat(session.statistics().counts())
        .containsEntry("purchases", 4L)
        .containsEntry("purchases_without_value", 2L)
        .containsEntry("purchases_without_currency", 1L);
  }

  @Test
  void countsEventsByNameAndBoundsCustomNames() {
    Session session = new Session(WEB);
    for (int i = 0; i < 60; i++) {
      session.add(event(EventName.of("Step" + i)).pageUrl("https://shop.example/"));
    }
    session.add(event(EventName.PURCHASE).pageUrl("https://shop.example/"));
    session.add(event(EventName.of("Step0")).pageUrl("https://shop.example/"));
    SentStatistics sent = session.statistics();

    assertThat(sent.eventNames())
        .hasSize(51)
        .containsEntry("Purchase", 1L)
        .containsEntry("Step0", 2L)
        .doesNotContainKey("Step50");
    assertThat(sent.counts())
        .containsEntry("custom_names", 61L)
        .containsEntry("names_not_listed", 10L);
  }

  @Test
  void aValueInTheNamesPlaceIsNotShown() {
    SentStatistics sent =
        new Session(CRM)
            .add(event(EventName.of("Order\u001b7")).lead(LeadContext.of("7311111111111111111")))
            .statistics();

    assertThat(sent.eventNames()).containsExactly(entry("[…]", 1L));
  }

  @Test
  void countsAgesUpToTheSecond() {
    Session session = new Session(WEB);
    for (Duration age :
        List.of(
            Duration.ofMinutes(-5).minusSeconds(1),
            Duration.ofMinutes(-5),
            Duration.ofHours(1).minusSeconds(1),
            Duration.ofHours(1),
            Duration.ofDays(1).minusSeconds(1),
            Duration.ofDays(1),
            Duration.ofDays(7).minusSeconds(1),
            Duration.ofDays(7))) {
      session.add(web().occurredAt(NOW.minus(age)));
    }

    assertThat(session.statistics().ages())
        .containsExactly(
            entry("ahead", 1L),
            entry("hour", 2L),
            entry("day", 2L),
            entry("week", 2L),
            entry("older", 1L));
  }

  /** events-api.md §6: the name counts, too. */
  @Test
  void findsTheSameNameAndIdAgain() {
    SentStatistics sent =
        new Session(WEB)
            .add(web().eventId("a"))
            .add(web().eventId("b"))
            .add(event(EventName.PURCHASE).pageUrl("https://shop.example/").eventId("a"))
            .add(web().eventId("a"))
            .add(web())
            .add(web())
            .add(web().eventId("a"))
            .statistics();

    assertThat(sent.repeatedIds()).isEqualTo(2);
    assertThat(sent.estimatesRepeatedIds()).isFalse();
    assertThat(sent.firstRepeats()).containsExactly(new Repeat(4, 1), new Repeat(7, 1));
  }

  @Test
  void tellsTheFirstTenRepeatsOnly() {
    Session session = new Session(WEB);
    for (int i = 0; i < 1_000; i++) {
      session.add(web().eventId("same"));
    }

    assertThat(session.statistics().repeatedIds()).isEqualTo(999);
    assertThat(session.statistics().firstRepeats()).hasSize(10).contains(new Repeat(11, 1));
  }

  @Test
  void findsTheCustomerIdOfAllGuests() {
    SentStatistics sent = guests(1_000);

    FrequentIdentifier guest = sent.frequentIdentifiers().get(0);
    assertThat(sent.frequentIdentifiers()).hasSize(1);
    assertThat(guest.path()).isEqualTo("user.external_id");
    assertThat(guest.mark()).isEqualTo(Sha256.hex(Sha256.hex("guest-qzplanted")).substring(0, 6));
    assertThat(guest.events()).isBetween(290L, 300L);
    assertThat(guest.isEstimate()).isTrue(); // There are 700 other ids, and 128 counters.
  }

  /** 30 % of the events have the same customer id; the others have one of their own. */
  private static SentStatistics guests(int events) {
    Session session = new Session(WEB);
    for (int i = 0; i < events; i++) {
      boolean isGuest = i % 10 < 3;
      session.add(web(person(i).externalId(isGuest ? "guest-qzplanted" : "customer-" + i)));
    }
    return session.statistics();
  }

  @Test
  void estimatesTheGuestsOfALongExport() {
    FrequentIdentifier guest = guests(60_000).frequentIdentifiers().get(0);

    assertThat(guest.isEstimate()).isTrue();
    assertThat(guest.events()).isBetween(16_000L, 19_000L);
  }

  @Test
  void findsTheServersAddressInPlaceOfTheVisitors() {
    Session session = new Session(WEB);
    for (int i = 0; i < 200; i++) {
      session.add(web(user().ip("203.0.113.25").userAgent("Mozilla/5.0")));
    }

    assertThat(session.statistics().frequentIdentifiers())
        .containsExactly(
            new FrequentIdentifier(
                "user.ip", Sha256.hex(Sha256.hex("203.0.113.25")).substring(0, 6), 200, false));
  }

  @Test
  void aCustomerWithSomeEventsIsNotSuspicious() {
    Session few = new Session(WEB);
    for (int i = 0; i < 99; i++) {
      few.add(web(person(1)));
    }
    Session many = new Session(WEB);
    for (int i = 0; i < 10_000; i++) {
      many.add(web(person(i < 190 ? -1 : i)));
    }

    assertThat(few.statistics().frequentIdentifiers()).isEmpty();
    assertThat(many.statistics().frequentIdentifiers()).isEmpty();
  }

  @Test
  void whatIsFrequentInAllTasksIsFrequentInTheirSum() {
    SentStatistics task = guests(200); // 60 guests, too few to tell.
    assertThat(task.frequentIdentifiers()).isEmpty();

    assertThat(SentStatistics.sum(List.of(task, task)).frequentIdentifiers())
        .singleElement()
        .satisfies(found -> assertThat(found.events()).isBetween(115L, 120L));
  }

  @Test
  void theSumHasEveryCount() {
    Session one = new Session(WEB);
    one.add(web(person(1).phone("12345")).eventId("a")).add(web().eventId("a"));
    Session other = new Session(CRM);
    other.add(crm()).add(crm().occurredAt(NOW.minus(Duration.ofDays(2))));

    SentStatistics sum = SentStatistics.sum(List.of(one.statistics(), other.statistics()));

    one.statistics()
        .counts()
        .forEach(
            (name, count) ->
                assertThat(sum.counts())
                    .containsEntry(
                        name, count + other.statistics().counts().getOrDefault(name, 0L)));
    assertThat(sum.eventNames()).containsOnlyKeys("Contact", "ViewContent");
    assertThat(sum.valuesLeftOut()).containsEntry("user.phone", Map.of(Rule.MALFORMED, 1L));
    assertThat(sum.firstRepeats()).containsExactly(new Repeat(2, 1));
  }

  @Test
  void theSumOfNoneIsEmpty() {
    SentStatistics none = SentStatistics.sum(List.of());

    assertThat(none.counts()).hasSize(22).allSatisfy((name, count) -> assertThat(count).isZero());
    assertThat(none.shares()).isEmpty();
    assertThat(none).hasToString("0 events\nage: ahead 0, hour 0, day 0, week 0, older 0");
  }

  @Test
  void namesOfCountsStay() {
    assertThat(new Session(WEB).statistics().counts())
        .containsOnlyKeys(
            "events",
            "with_email",
            "with_phone",
            "with_external_id",
            "with_ttclid",
            "with_ttp",
            "with_ip_and_user_agent",
            "with_device_id",
            "with_lead_id",
            "with_none",
            "values_left_out",
            "purchases",
            "purchases_without_value",
            "purchases_without_currency",
            "custom_names",
            "names_not_listed",
            "age_ahead",
            "age_hour",
            "age_day",
            "age_week",
            "age_older",
            "repeated_ids");
  }

  @Test
  void saysItInAFewLinesWithoutValues() {
    assertThat(guests(1_000).toString().lines())
        .containsExactly(
            "1000 events, 0 (0.0 %) have nothing to match by",
            "with email 100.0 %, phone 0.0 %, external_id 100.0 %, ttclid 0.0 %, ttp 0.0 %,"
                + " ip_and_user_agent 0.0 %",
            "age: ahead 0, hour 1000, day 0, week 0, older 0",
            "user.external_id with mark "
                + guests(1_000).frequentIdentifiers().get(0).mark()
                + " is on about 29.5 % of the events");
  }

  @Test
  void travelsWithoutAnyValue() throws IOException, ClassNotFoundException {
    SentStatistics sent = guests(500);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }

    assertThat(bytes.size()).isLessThan(10_000);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .doesNotContain("guest-", Sha256.hex("guest-qzplanted"), "example.com");
    SentStatistics copy = read(bytes.toByteArray());
    assertThat(copy).hasToString(sent.toString());
    assertThat(copy.counts()).isEqualTo(sent.counts());
    assertThat(copy.frequentIdentifiers()).isEqualTo(sent.frequentIdentifiers()).isNotEmpty();
  }

  @SuppressWarnings("BanSerializableRead") // Of what was written a moment before.
  private static SentStatistics read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (SentStatistics) in.readObject();
    }
  }

  @Test
  void countsEachOfTikToksSamples() {
    for (Samples.Sample sample : Samples.all()) {
      EventValidator validator = EventValidator.builder(sample.type()).clock(Samples.CLOCK).build();
      Event.Builder event =
          Event.builder(EventName.of(String.valueOf(sample.fields().get("event"))));
      sample.fields().forEach(event::field);
      PreparedEvent prepared = validator.validate(event.build()).orThrow();
      SentStatisticsCollector collector = new SentStatisticsCollector(sample.type());
      collector.add(1, prepared, prepared.eventId().orElse(""), List.of(), NOW);

      assertThat(collector.statistics().counts()).as(sample.name()).containsEntry("with_none", 0L);
      assertThat(prepared.identifiers()).allMatch(found -> found.isFor(sample.type()));
    }
  }

  @Test
  void everyRuleThatLeavesOutAValueSaysSo() {
    assertThat(Rule.MALFORMED.leavesOutValue()).isTrue();
    assertThat(Rule.MISPLACED.leavesOutValue()).isTrue();
    assertThat(Rule.UNKNOWN_CURRENCY.leavesOutValue()).isFalse();
    assertThat(Rule.RECOMMENDED.leavesOutValue()).isFalse();
    for (EventSourceType source : EventSourceType.values()) {
      Event.Builder event = event(EventName.PURCHASE).eventId("a").field("colour", "\ud800");
      Map<String, Object> user = new HashMap<>(Map.of("shoe_size", 5));
      FieldTable.fields().stream()
          .filter(field -> field.parent().equals("user"))
          .forEach(field -> user.put(field.name(), List.of(1, "NULL")));
      event.field("user", user);
      EventValidator.of(source)
          .validate(event.build())
          .violations()
          .forEach(
              found ->
                  assertThat(found.message().startsWith("left out: "))
                      .as(found.toString())
                      .isEqualTo(
                          found.rule().leavesOutValue() && found.severity() == Severity.WARNING));
    }
  }
}
