package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.schema.Identifier;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.ReceivedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export tells of each record, and its account as data. */
@Timeout(120)
class ExportResultsTest {
  private final long now = Instant.now().getEpochSecond();

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(200_000).start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());
  private final List<RecordResult> results = new ArrayList<>();

  private final ExportListener listener =
      new ExportListener() {
        @Override
        public void onResult(RecordResult result) {
          results.add(result);
        }
      };

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @Test
  void tellsOfAcceptedRecordsWithIdTimeRequestAndWarnings() {
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    client
        .<Long>export(
            record ->
                Event.builder(EventName.PURCHASE)
                    .occurredAt(time)
                    .pageUrl("https://shop.example/")
                    .user(UserData.builder().ttclid("c").phone("12").build())
                    .build())
        .recordKey(record -> "order-" + record)
        .listener(listener)
        .run(List.of(1L));

    RecordResult result = results.get(0);
    assertThat(results).hasSize(1);
    assertThat(result.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(result.key()).contains("order-1");
    assertThat(result.eventId()).isPresent().get().asString().startsWith("te1-");
    assertThat(result.eventTime()).contains(time);
    assertThat(result.requestId()).isPresent();
    assertThat(result.reason()).isEmpty();
    assertThat(result.violations()).anyMatch(found -> found.path().equals("user.phone"));
  }

  /** A table of them, joined with what the fake took, has no contradiction. */
  @Test
  void tellsOfEachRecordOnceThroughFaults() {
    int records = 100_000;
    Random dice = new Random(7);
    tiktok.answerWith(
        request ->
            dice.nextInt(5) > 0
                ? Optional.empty()
                : Optional.of(
                    switch (dice.nextInt(3)) {
                      case 0 -> Answer.code(40100, "Too many requests.");
                      case 1 -> Answer.html(502);
                      default -> Answer.code(50000, "Internal error.");
                    }));

    ExportReport report =
        client
            .<Long>export(ExportResultsTest::sometimesWrong)
            .recordKey(record -> "k" + record)
            .consent(record -> record % 500 != 0)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .listener(listener)
            .run(LongStream.rangeClosed(1, records).boxed().toList());

    TreeMap<String, RecordResult> byKey = new TreeMap<>();
    results.forEach(result -> byKey.put(result.key().orElseThrow(), result));
    assertThat(results).hasSize(records);
    assertThat(byKey).hasSize(records);
    assertThat(report.counts())
        .containsEntry("accepted", count(Outcome.ACCEPTED))
        .containsEntry("invalid", count(Outcome.INVALID))
        .containsEntry("withheld", count(Outcome.WITHHELD))
        .containsEntry("withheld", 200L);
    assertThat(count(Outcome.INVALID)).isEqualTo(800); // One in 100, but for the withheld ones.
    assertThat(
            results.stream()
                .filter(result -> result.outcome() == Outcome.ACCEPTED)
                .map(result -> result.eventId().orElseThrow())
                .collect(Collectors.toSet()))
        .isEqualTo(
            tiktok.events().stream().map(ExportResultsTest::eventId).collect(Collectors.toSet()));
  }

  private long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static String eventId(ReceivedEvent event) {
    return String.valueOf(event.fields().get("event_id"));
  }

  private static Event sometimesWrong(long record) {
    return record % 100 == 0
        ? Event.builder(EventName.PURCHASE).eventId("order-" + record).build()
        : Clients.event(record);
  }

  @Test
  void namesAnInvalidRecordByKeyAndId() {
    client
        .<Long>export(record -> Event.builder(EventName.PURCHASE).eventId("order-7").build())
        .name("task 3")
        .recordKey(record -> "row 7")
        .invalidRecords(InvalidRecordPolicy.SKIP)
        .listener(listener)
        .run(List.of(7L));

    assertThat(results.get(0).toString()).startsWith("task 3, record 1 [row 7] INVALID: ");
    assertThat(results.get(0).eventId()).contains("order-7");
    assertThat(results.get(0).kind().orElseThrow()).contains("event_time MISSING");
  }

  @Test
  void showsNoIdThatIsWrongItself() {
    client
        .<Long>export(
            record -> Event.builder(EventName.PURCHASE).eventId("ada@example.com").build())
        .invalidRecords(InvalidRecordPolicy.SKIP)
        .listener(listener)
        .run(List.of(7L));

    assertThat(results.get(0).eventId()).isEmpty();
  }

  @Test
  void sendsNothingOfARecordThatIsWithheldAndCallsItNoFailure() {
    List<Long> mapped = new ArrayList<>();
    ExportReport report =
        client
            .<Long>export(
                record -> {
                  mapped.add(record);
                  return Clients.event(record);
                })
            .consent(record -> record == 2)
            .onUndelivered(
                (record, result) -> {
                  throw new AssertionError("no failure");
                })
            .listener(listener)
            .run(List.of(1L, 2L, 3L));

    assertThat(report)
        .hasToString(
            "3 read = 1 accepted + 0 invalid + 0 rejected + 0 unknown + 0 not sent + 2 withheld");
    assertThat(mapped).containsExactly(2L);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.checkpoint().position()).isEqualTo(3);
    assertThat(report.orThrow()).isSameAs(report);
    assertThat(results.get(0).outcome().wireName()).isEqualTo("withheld");
    assertThat(results.get(0).isFailure()).isFalse();
  }

  /** TikTok's text and data of code 20001 (events-api.md §5.4), without values. */
  @Test
  void passesOnWhatTikTokFoundWrongWithAcceptedRecords() {
    tiktok.answerNext(
        1,
        Answer.body(
            200,
            "application/json",
            """
            {"code": 20001, "message": "Invalid value for data.0.user.phone: \\"+1310\\"",
             "request_id": "202611261530000000000000000000AB",
             "data": {"failed_events": [{"index": 1, "id": 13107801234,
                                         "message": "ada@example.com is not hashed"}]}}
            """));
    ExportReport report =
        client.<Long>export(Clients::event).listener(listener).run(List.of(1L, 2L));

    assertThat(report.acceptedWithProblems()).isEqualTo(2);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.reason().orElseThrow())
                    .contains("20001", "data.0.user.phone", "index: 1", "is not hashed")
                    .doesNotContain("1310")
                    .doesNotContain("ada@"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void stopsAfterSoManyInvalidRecords(int budget) {
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                client
                    .<Long>export(record -> Event.builder(EventName.PURCHASE).build())
                    .invalidRecords(InvalidRecordPolicy.skipUpTo(budget))
                    .run(LongStream.rangeClosed(1, 100).boxed().toList()));

    assertThat(stopped)
        .hasMessageContaining("too many records are invalid or rejected (skip up to");
    assertThat(stopped.report().invalid()).isEqualTo(budget + 1);
    assertThat(stopped.report().read()).isEqualTo(budget + 1);
  }

  @Test
  void looksAtAShareFromAHundredRecordsOn() {
    Export<Long> export =
        client
            .<Long>export(ExportResultsTest::sometimesWrong)
            .batchLimits(50, 1_000_000)
            .invalidRecords(InvalidRecordPolicy.skipUpToShare(0.01));
    assertThat(export.run(LongStream.rangeClosed(1, 1_000).boxed().toList()).invalid())
        .isEqualTo(10);

    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                client
                    .<Long>export(
                        record -> record > 100 ? Clients.event(record) : sometimesWrong(100))
                    .invalidRecords(InvalidRecordPolicy.skipUpToShare(0.5))
                    .run(LongStream.rangeClosed(1, 1_000).boxed().toList()));
    assertThat(stopped.report().read()).isEqualTo(100);
    assertThat(stopped).hasMessageContaining("skip up to 50%");
  }

  @Test
  void countsRecordsThatTikTokRefusesInTheBudget() {
    tiktok.answerWith(
        request ->
            request.body().contains("order-5\"")
                ? Optional.of(Answer.code(40002, "Invalid value for event."))
                : Optional.empty());

    assertThatThrownBy(
            () ->
                client
                    .<Long>export(Clients::event)
                    .invalidRecords(InvalidRecordPolicy.skipUpTo(0))
                    .run(LongStream.rangeClosed(1, 10).boxed().toList()))
        .isInstanceOf(ExportStoppedException.class)
        .hasMessageContaining("too many records are invalid or rejected");
  }

  @Test
  void refusesABudgetThatMakesNoSense() {
    assertThatThrownBy(() -> InvalidRecordPolicy.skipUpTo(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> InvalidRecordPolicy.skipUpToShare(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> InvalidRecordPolicy.skipUpToShare(Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> InvalidRecordPolicy.skipUpToShare(0.1, 0)).hasMessageContaining("0");
  }

  @Test
  void isNoSuccessIfWhatWasReadWasNotDelivered() {
    tiktok.answerEvery(1, Answer.reset());
    EventsClient once = Clients.builder(tiktok.baseUrl()).retry(Clients.retries(1).build()).build();
    Export<Long> failing = once.<Long>export(Clients::event);
    assertThatThrownBy(() -> failing.run(List.of(1L))).isInstanceOf(ExportStoppedException.class);

    Export<Long> wrong =
        client
            .<Long>export(record -> Event.builder(EventName.PURCHASE).build())
            .invalidRecords(InvalidRecordPolicy.SKIP);
    ExportReport report = wrong.run(List.of(1L, 2L));
    assertThat(report.isComplete()).isTrue();
    assertThatThrownBy(report::orThrow)
        .isInstanceOf(ExportIncompleteException.class)
        .hasMessageContaining("2 read = 0 accepted + 2 invalid");
    assertThat(wrong.run(List.of()).orThrow().read()).isZero();
    once.close();
  }

  @Test
  void addsUpTheAccountsOfTasks() {
    Export<Long> export =
        client
            .<Long>export(ExportResultsTest::sometimesWrong)
            .invalidRecords(InvalidRecordPolicy.SKIP);
    ExportReport one = export.run(LongStream.rangeClosed(1, 250).boxed().toList());
    ExportReport two = export.run(LongStream.rangeClosed(251, 500).boxed().toList());

    ExportReport sum = ExportReport.sum(List.of(one, two));

    assertThat(sum)
        .hasToString("500 read = 495 accepted + 5 invalid + 0 rejected + 0 unknown + 0 not sent");
    assertThat(sum.failures().values()).containsExactly(5L);
    assertThat(sum.firstFailures())
        .extracting(RecordResult::record)
        .containsExactly(100L, 200L, 50L, 150L, 250L);
    assertThat(sum.checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(sum.counts()).containsEntry("requests", 2L).containsEntry("passed_over", 0L);
    assertThat(ExportReport.sum(List.of()).read()).isZero();
  }

  @Test
  void judgesInvalidRecordsByTheSumOfTheParts() {
    InvalidRecordPolicy policy = InvalidRecordPolicy.skipUpToShare(0.5);
    Export<Long> wrong =
        client
            .<Long>export(record -> Event.builder(EventName.PURCHASE).build())
            .invalidRecords(policy.ofPart());
    ExportReport bad = wrong.run(LongStream.rangeClosed(1, 150).boxed().toList());
    ExportReport good =
        client.<Long>export(Clients::event).run(LongStream.rangeClosed(1, 200).boxed().toList());
    ExportReport sum = ExportReport.sum(List.of(bad, good));

    assertThat(sum.orThrow(policy)).isSameAs(sum);
    assertThatThrownBy(() -> sum.orThrow(InvalidRecordPolicy.skipUpToShare(0.1)))
        .isInstanceOf(ExportIncompleteException.class)
        .hasMessageContainingAll(
            "150 records were skipped, more than allowed (skip up to 10%)", "350 read");
    assertThatThrownBy(() -> bad.orThrow(InvalidRecordPolicy.SKIP))
        .hasMessageContaining("0 accepted");
  }

  @Test
  void aPartMaySkipAsManyAsTheWholeAndNoneIfThatMayNot() {
    InvalidRecordPolicy upTo = InvalidRecordPolicy.skipUpTo(7);

    assertThat(upTo.ofPart()).isEqualTo(upTo);
    assertThat(InvalidRecordPolicy.FAIL.ofPart()).isEqualTo(InvalidRecordPolicy.FAIL);
    assertThat(InvalidRecordPolicy.SKIP.ofPart()).isEqualTo(InvalidRecordPolicy.SKIP);
  }

  @Test
  void saysThatTestEventsDoNotCount() {
    try (EventsClient test = Clients.builder(tiktok.baseUrl()).testEventCode("TEST123").build()) {
      ExportReport report = test.<Long>export(Clients::event).run(List.of(1L));
      assertThat(report.isTest()).isTrue();
      assertThat(report.toString()).endsWith("; test events, which don't count");
    }
  }

  @Test
  void saysWhatTheEventsCanBeMatchedByAndWhichRepeatAnId() {
    Export<Long> export =
        client.<Long>export(
            record ->
                Event.builder(EventName.PURCHASE)
                    .eventId("order-" + (record - 1) / 2)
                    .occurredAt(Instant.now())
                    .pageUrl("https://shop.example/")
                    .user(
                        record <= 3
                            ? UserData.builder().email("user_" + record + "@gmail.com").build()
                            : UserData.builder().build())
                    .build());

    ExportReport report = export.run(LongStream.rangeClosed(1, 10).boxed().toList());

    assertThat(report.sent().events()).isEqualTo(10);
    assertThat(report.sent().identifiers()).containsEntry(Identifier.EMAIL, 3L);
    assertThat(report.sent().repeatedIds()).isEqualTo(5);
    assertThat(report.sent().firstRepeats().get(0).record()).isEqualTo(2);
    assertThat(ExportReport.sum(List.of(report, report)).sent().events()).isEqualTo(20);
    assertThat(tiktok.stats().duplicates()).isEqualTo(5);
  }

  @Test
  void saysHowManyAcceptedRowsTikTokCountsOnceSinceTheyAreEqual() {
    Map<String, ?> row = Map.of("event", "AddToCart", "event_time", now, "ttclid", "c");
    List<Map<String, ?>> rows = List.of(row, row, row);

    ExportReport report = client.export(ColumnMapper.forRows(EventSourceType.WEB)).run(rows);

    assertThat(report.accepted()).isEqualTo(3);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
    assertThat(report.toString())
        .endsWith(
            "; 2 events repeat the name and event_id of an earlier one, which TikTok counts once");
  }

  @Test
  void doesNotSayThatAppEventsOfOneIdCountOnce() {
    EventSource app = EventSource.app("7200000000000000001");
    Map<String, ?> row =
        Map.of(
            "event", "InstallApp",
            "event_id", "install-1",
            "event_time", now,
            "app_id", "343200656",
            "gaid", "38400000-8cf0-11bd-b23e-10b96e40000d");

    ExportReport report =
        client.to(app).export(ColumnMapper.forRows(app.type())).run(List.of(row, row));

    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.sent().repeatedIds()).isZero();
    assertThat(report.toString()).doesNotContain("repeat");
  }

  @Test
  void tellsLostDataFromAdvice() {
    Map<String, ?> advised =
        Map.of("event", "Purchase", "event_id", "1", "event_time", now, "ttclid", "c");
    Map<String, Object> lossy = new HashMap<>(advised);
    lossy.put("event_id", "2");
    lossy.put("email", "not an address");

    ExportReport report =
        client
            .export(ColumnMapper.forRows(EventSourceType.WEB))
            .run(List.<Map<String, ?>>of(advised, lossy));

    assertThat(report.acceptedWithWarnings()).isEqualTo(2);
    assertThat(report.acceptedWithValuesLeftOut()).isEqualTo(1);
    assertThat(report.counts()).containsEntry("accepted_with_values_left_out", 1L);
    assertThat(report.toString())
        .endsWith("; values were left out of 1 of the accepted, 1 more has warnings");
  }
}
