package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.RecordResult.Outcome.INVALID;
import static com.treasuredata.tiktok.events.RecordResult.Outcome.NOT_SENT;
import static com.treasuredata.tiktok.events.RecordResult.Outcome.REJECTED;
import static com.treasuredata.tiktok.events.RecordResult.Outcome.UNKNOWN;
import static com.treasuredata.tiktok.events.Records.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Violation;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports whose every record is accounted for, whatever goes wrong on whichever side. */
@Timeout(60)
class ExportTest {
  private final FakeTikTok tiktok = FakeTikTok.builder().accessToken(Clients.TOKEN).start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());
  private final RecordingListener heard = new RecordingListener();

  @AfterEach
  void leavesNoThreadBehind() throws InterruptedException {
    client.close();
    tiktok.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tiktok-events-sender")) {
        thread.join(1_000); // Its pool is terminated a moment before it is.
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
    assertThat(heard.wasOverlapping()).isFalse();
  }

  static IntStream allThreads() {
    return IntStream.rangeClosed(1, Export.MAX_THREADS);
  }

  @ParameterizedTest
  @MethodSource("allThreads")
  void deliversEveryRecordWithAnyNumberOfThreads(int threads) {
    ExportReport report = export().threads(threads).batchLimits(100, 1_000_000).run(records(2_345));

    assertThat(report)
        .hasToString("2345 read = 2345 accepted + 0 invalid + 0 rejected + 0 unknown + 0 not sent");
    assertThat(report.requests()).isEqualTo(24);
    assertThat(report.retries()).isZero();
    assertThat(report.checkpoint().position()).isEqualTo(2_345);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.bytes()).isEqualTo(tiktok.stats().bytes());
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2_345);
    assertThat(heard.failures()).isEmpty();
    assertThat(heard.progress()).hasSize(24);
    assertThat(heard.progress().get(23)).hasToString(report.toString());
    assertThat(heard.progress())
        .isSortedAccordingTo((a, b) -> Long.compare(a.accepted(), b.accepted()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, -1})
  void takesOneToTenThreads(int threads) {
    assertThatThrownBy(() -> export().threads(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be 1 to 10: " + threads);
  }

  @Test
  void sendsNothingForNothing() {
    assertThat(export().run(records(0)))
        .hasToString("0 read = 0 accepted + 0 invalid + 0 rejected + 0 unknown + 0 not sent");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void holdsNoMoreThanOneBatchForEachThreadAndOneBesides() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    tiktok.answerWith(
        request -> {
          if (request.number() > 1) {
            await(answer);
          }
          return Optional.empty();
        });
    AtomicLong read = new AtomicLong();
    Thread exporter =
        new Thread(() -> export().threads(3).batchLimits(10, 1_000_000).run(counting(200, read)));
    exporter.start();

    // The first batch is settled, three are on the wire, one is full, and one record has no place.
    long most = 10 + 3 * 10 + 10 + 1;
    while (read.get() < most) {
      Thread.sleep(5);
    }
    Thread.sleep(300);
    assertThat(read).hasValue(most);
    answer.countDown();
    exporter.join();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(200);
  }

  @Test
  void holdsNoMoreEvenIfTheListenerIsSlow() throws InterruptedException {
    CountDownLatch listening = new CountDownLatch(1);
    AtomicLong read = new AtomicLong();
    Export<Long> export =
        client
            .<Long>export(Clients::event)
            .threads(2)
            .batchLimits(10, 1_000_000)
            .listener(
                new ExportListener() {
                  @Override
                  public void onProgress(ExportReport soFar) {
                    await(listening);
                  }
                });
    Thread exporter = new Thread(() -> export.run(counting(200, read)));
    exporter.start();
    Thread.sleep(3_000);
    assertThat(read.get()).isLessThanOrEqualTo(3 * 10 + 1);
    listening.countDown();
    exporter.join();
    assertThat(read).hasValue(200);
  }

  @Test
  void fillsEachRequestToTheByte() {
    List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
    tiktok.answerWith(
        request -> {
          lengths.add(request.body().length());
          return Optional.empty();
        });
    Export<Long> one = export().threads(1);
    one.run(records(1));
    int single = lengths.get(0);
    one.run(List.of(1L, 2L));
    int event = lengths.get(1) - single;

    lengths.clear();
    ExportReport report =
        one.batchLimits(1_000, single + 9L * event)
            .run(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 1L, 2L));
    assertThat(lengths).containsExactly(single + 9 * event, single);
    assertThat(report.bytes()).isEqualTo(2L * single + 9L * event);

    lengths.clear();
    one.batchLimits(1_000, Math.max(1_000, single + 9L * event - 1))
        .run(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 1L, 2L));
    assertThat(lengths).allSatisfy(length -> assertThat(length).isLessThan(single + 9 * event));
    assertThat(lengths).hasSize(2);
  }

  @Test
  void skipsARecordThatAloneIsTooLongForARequest() {
    ExportReport report =
        client
            .<Long>export(
                record ->
                    Event.builder(EventName.PURCHASE)
                        .occurredAt(Instant.now())
                        .pageUrl("https://shop.example/" + "x".repeat(record == 2 ? 2_000 : 1))
                        .build())
            .listener(heard)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .batchLimits(1_000, 1_000)
            .run(records(3));
    assertThat(report.invalid()).isEqualTo(1);
    assertThat(heard.failures().get(0).record()).isEqualTo(2);
    assertThat(heard.failures().get(0).violations())
        .extracting(violation -> violation.rule())
        .contains(Rule.TOO_LARGE);
  }

  @Test
  void skipsInvalidRecordsAndSaysWhyForEach() {
    ExportReport report =
        exportWithout(record -> record % 7 == 0)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .batchLimits(10, 1_000_000)
            .run(records(100));
    assertThat(report)
        .hasToString("100 read = 86 accepted + 14 invalid + 0 rejected + 0 unknown + 0 not sent");
    assertThat(report.checkpoint().position()).isEqualTo(100);
    assertThat(report.skipped()).isEqualTo(14);
    assertThat(heard.records(INVALID)).containsExactlyElementsOf(multiplesOf(7, 100));
    assertThat(heard.failures().get(0).toString())
        .startsWith("record 7 INVALID: the event can't be sent: event_time MISSING");
  }

  @Test
  void stopsAtTheFirstInvalidRecordAndSettlesWhatIsUnderWay() {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(50)));
    ExportStoppedException stopped =
        stoppedBy(
            exportWithout(record -> record == 57).threads(2).batchLimits(10, 1_000_000),
            records(100));
    ExportReport report = stopped.report();
    assertThat(stopped)
        .hasMessageStartingWith(
            "the export stopped: record 57: the event can't be sent: event_time")
        .hasMessageContaining("57 read = ")
        .hasMessageContaining("settled up to record " + report.checkpoint().position());
    assertThat(report.read()).isEqualTo(57);
    assertThat(report.invalid()).isEqualTo(1);
    assertThat(report.accepted() + report.notSent()).isEqualTo(56);
    assertThat(report.accepted()).isEqualTo(tiktok.stats().eventsCounted());
    assertThat(report.checkpoint().position()).isEqualTo(report.accepted());
    assertThat(heard.records(INVALID)).containsExactly(57L);
    assertThat(heard.records(NOT_SENT)).hasSize((int) report.notSent());
  }

  @Test
  void stopsOnceAndForAllWhenTheTokenIsRefused() {
    for (String token : new String[] {"wrong", Clients.TOKEN}) {
      if (token.equals(Clients.TOKEN)) {
        tiktok.answerEvery(1, Answer.code(40001, "No permission to operate pixel code: C4A1."));
      }
      long before = tiktok.stats().requests();
      RecordingListener all = new RecordingListener();
      try (EventsClient other = Clients.builder(tiktok.baseUrl()).accessToken(token).build()) {
        ExportStoppedException stopped =
            stoppedBy(
                other
                    .<Long>export(Clients::event)
                    .listener(all)
                    .threads(10)
                    .batchLimits(10, 1_000_000),
                records(5_000));
        assertThat(stopped).hasCauseInstanceOf(ApiException.class);
        assertThat(stopped.isRetryable()).isFalse();
        ExportReport report = stopped.report();
        assertThat(report.notSent()).isEqualTo(report.read());
        assertThat(report.checkpoint().position()).isZero();
        assertThat(all.records(NOT_SENT)).hasSize((int) report.read());
        assertThat(all.failures().get(0).requestId()).isPresent();
      }
      assertThat(tiktok.stats().requests() - before).isEqualTo(1);
    }
  }

  /**
   * One sender waits to try again, another for its turn, when a third is told that the token died.
   */
  @Test
  void aTokenThatIsRevokedEndsAllThatOnlyWaits() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger afterwards = new AtomicInteger();
    tiktok.answerWith(
        request -> {
          if (request.body().contains("\"order-15\"")) {
            afterwards.incrementAndGet();
            failed.countDown();
            return Optional.of(Answer.html(502));
          }
          if (request.body().contains("\"order-25\"")) {
            await(failed);
            sleep(200); // By then the other one waits.
            return Optional.of(Answer.code(40105, "Access token is incorrect."));
          }
          return Optional.empty();
        });
    try (EventsClient patient =
        Clients.builder(tiktok.baseUrl())
            .retry(Clients.retries(5).delays(Duration.ofSeconds(9), Duration.ofSeconds(9)).build())
            .build()) {
      long start = System.nanoTime();
      ExportStoppedException stopped =
          stoppedBy(
              patient
                  .<Long>export(Clients::event)
                  .listener(heard)
                  .threads(2)
                  .batchLimits(10, 1_000_000),
              records(100));
      assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(6).toNanos());
      assertThat(stopped).hasMessageContaining("code 40105");
      assertThat(afterwards).hasValue(1);
      assertThat(stopped.report().accepted()).isEqualTo(10);
      assertThat(stopped.report().unknown()).isEqualTo(10);
      assertThat(heard.records(UNKNOWN)).containsExactlyElementsOf(range(11, 20));
      RecordResult refused = failureOf(21);
      RecordResult neverSent = failureOf(31);
      assertThat(refused.requestId()).isPresent();
      assertThat(neverSent.requestId()).isEmpty();
      assertThat(neverSent.toString()).contains("NOT_SENT: the export stopped: TikTok refused");
    }
  }

  private RecordResult failureOf(long record) {
    return heard.failures().stream()
        .filter(failure -> failure.record() == record)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sendsTheFirstBatchAheadButDoesNotWaitForItForLong() {
    AtomicInteger late = new AtomicInteger();
    tiktok.answerWith(
        request -> {
          late.addAndGet(request.number() == 2 ? 1 : 0);
          return request.number() == 1
              ? Optional.of(Answer.usual().after(Duration.ofSeconds(4)))
              : Optional.empty();
        });
    AtomicInteger before = new AtomicInteger();
    export()
        .batchLimits(10, 1_000_000)
        .listener(
            new ExportListener() {
              @Override
              public void onProgress(ExportReport soFar) {
                before.addAndGet(soFar.checkpoint().position() == 0 ? 1 : 0);
              }
            })
        .run(records(60));
    assertThat(late).hasValue(1);
    assertThat(before).hasValue(5);
  }

  @Test
  void stopsWhenTikTokCannotBeReached() {
    tiktok.close();
    ExportStoppedException stopped = stoppedBy(export().batchLimits(10, 1_000_000), records(100));
    assertThat(stopped).hasCauseInstanceOf(ConnectionException.class);
    assertThat(stopped.isRetryable()).isTrue();
    assertThat(stopped.report().notSent()).isEqualTo(stopped.report().read());
    assertThat(stopped.report().requests()).isPositive();
    assertThat(stopped.report().checkpoint().position()).isZero();
  }

  @Test
  void goesOnAfterARequestThatWasNeverAnswered() {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-25\"")
                ? Optional.of(Answer.reset())
                : Optional.empty());
    ExportReport report = export().threads(1).batchLimits(10, 1_000_000).run(records(100));
    assertThat(report)
        .hasToString("100 read = 90 accepted + 0 invalid + 0 rejected + 10 unknown + 0 not sent");
    assertThat(report.isComplete()).isFalse();
    assertThat(report.checkpoint().position()).isEqualTo(20);
    assertThat(report.retries()).isEqualTo(3 * 5 - 1);
    assertThat(heard.records(UNKNOWN)).containsExactlyElementsOf(range(21, 30));
  }

  @Test
  void settlesNothingBeyondTheFirstBatchThatIsOpen() {
    tiktok.answerWith(
        request -> {
          boolean first = request.body().contains("\"order-31\"");
          while (first && tiktok.stats().eventsCounted() < 90) { // All others.
            sleep(5);
          }
          return Optional.empty();
        });
    ExportReport report = export().threads(3).batchLimits(10, 1_000_000).run(records(100));
    assertThat(report.checkpoint().position()).isEqualTo(100);
    assertThat(heard.progress())
        .allSatisfy(
            soFar ->
                assertThat(soFar.checkpoint().position() <= 30 || soFar.accepted() >= 40).isTrue())
        .anySatisfy(
            soFar -> {
              assertThat(soFar.checkpoint().position()).isEqualTo(30);
              assertThat(soFar.accepted()).isGreaterThanOrEqualTo(70);
            });
  }

  @Test
  void countsWarningsWithoutHoldingRecordsBack() {
    ExportReport report =
        client
            .<Long>export(
                record ->
                    Event.builder(record % 2 == 0 ? EventName.of("purchase") : EventName.PURCHASE)
                        .occurredAt(Instant.now())
                        .eventId("e" + record)
                        .user(UserData.builder().ttclid("c").build())
                        .pageUrl("https://shop.example/")
                        .build())
            .listener(heard)
            .run(records(10));
    assertThat(report.accepted()).isEqualTo(10);
    assertThat(report.warnings()).containsEntry("event NAME_CASE", 5L);
    assertThat(report.acceptedWithWarnings()).isEqualTo(5);
    assertThat(report.counts()).containsEntry("accepted_with_warnings", 5L);
    assertThat(report.toString())
        .endsWith("; 5 of the accepted have warnings, no value was left out");
    assertThat(heard.warned()).contains(2L, 4L, 6L, 8L, 10L);
  }

  @Test
  void stopsWhenTheMapperFails() {
    IllegalStateException failure = new IllegalStateException("secret@example.com");
    ExportStoppedException stopped =
        stoppedBy(
            exportDoing(
                    record -> {
                      if (record == 25) {
                        throw failure;
                      }
                    })
                .batchLimits(10, 1_000_000),
            records(100));
    assertThat(stopped).hasCause(failure);
    assertThat(stopped.getMessage())
        .startsWith(
            "the export stopped at record 25: unexpected java.lang.IllegalStateException, see the"
                + " cause")
        .doesNotContain("secret");
    assertThat(stopped.report().read()).isEqualTo(25);
    assertThat(stopped.report().notSent()).isEqualTo(heard.records(NOT_SENT).size());
    assertThat(heard.records(NOT_SENT)).contains(25L);
    assertThat(stopped.report().checkpoint().position()).isLessThanOrEqualTo(20);
  }

  @Test
  void namesTheRecordAtWhichTheListenerFails() {
    IllegalStateException failure = new IllegalStateException("secret@example.com");
    ExportStoppedException stopped =
        stoppedBy(
            export()
                .batchLimits(10, 1_000_000)
                .listener(
                    new ExportListener() {
                      @Override
                      public void onResult(RecordResult result) {
                        if (result.record() == 7) {
                          throw failure;
                        }
                      }
                    }),
            records(100));

    assertThat(stopped).hasCause(failure);
    assertThat(stopped.getMessage()).startsWith("the export stopped at record 7: unexpected ");
  }

  @Test
  void stopsWhenTheMapperFailsGravelyOrReturnsNothing() {
    assertThat(
            stoppedBy(
                exportDoing(
                    record -> {
                      throw new StackOverflowError();
                    }),
                records(3)))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(stoppedBy(client.<Long>export(record -> nothing()), records(3)))
        .hasCauseInstanceOf(NullPointerException.class);
  }

  @SuppressWarnings("NullAway") // What a mapper written without null checks may do.
  private static Event nothing() {
    return null;
  }

  @Test
  void skipsWhatTheMapperFindsUnreadable() {
    ExportReport report =
        exportDoing(
                record -> {
                  if (record == 2) {
                    throw InvalidEventException.unreadable("line 2 isn't a JSON object");
                  }
                })
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .run(records(3));
    assertThat(report.invalid()).isEqualTo(1);
    assertThat(heard.failures().get(0))
        .hasToString(
            "record 2 INVALID: the event can't be sent: record UNREADABLE: line 2 isn't a JSON object");
  }

  @Test
  void stopsWhenTheRecordsCannotBeRead() {
    IllegalStateException failure = new IllegalStateException("disk");
    Iterable<Long> noIterator =
        () -> {
          throw failure;
        };
    assertThat(stoppedBy(export(), noIterator).report().read()).isZero();
    for (boolean inHasNext : new boolean[] {true, false}) {
      Iterator<Long> failing =
          new Iterator<>() {
            private long next = 1;

            @Override
            public boolean hasNext() {
              if (inHasNext && next > 15) {
                throw failure;
              }
              return true;
            }

            @Override
            public Long next() {
              if (next > 15) {
                throw failure;
              }
              return next++;
            }
          };
      ExportStoppedException stopped =
          stoppedBy(export().batchLimits(10, 1_000_000), () -> failing);
      assertThat(stopped).hasCause(failure);
      assertThat(stopped.report().read()).isEqualTo(15);
      assertThat(stopped.report().accepted() + stopped.report().notSent()).isEqualTo(15);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failure", "warning", "progress", "error"})
  void stopsWhenTheListenerFails(String when) {
    RuntimeException failure = new IllegalStateException("full");
    Error grave = new AssertionError("in a listener");
    AtomicInteger heardOf = new AtomicInteger();
    ExportListener failing =
        new ExportListener() {
          @Override
          public void onResult(RecordResult record) {
            if (!record.isFailure()) {
              return;
            }
            fail("failure");
          }

          @Override
          public void onWarning(long record, Violation warning) {
            fail("warning");
          }

          @Override
          public void onProgress(ExportReport soFar) {
            fail("progress");
            if (when.equals("error")) {
              throw grave;
            }
          }

          private void fail(String what) {
            if (what.equals(when) && heardOf.incrementAndGet() == 1) {
              throw failure;
            }
          }
        };
    ExportStoppedException stopped =
        stoppedBy(
            client
                .<Long>export(record -> record == 33 ? noTime() : anonymous(record))
                .invalidRecords(InvalidRecordPolicy.SKIP)
                .listener(failing)
                .threads(2)
                .batchLimits(10, 1_000_000),
            records(1_000));
    ExportReport report = stopped.report();
    assertThat(stopped.getCause()).isIn(failure, grave);
    assertThat(report.read()).isLessThan(1_000);
    assertThat(report.accepted()).isEqualTo(tiktok.stats().eventsCounted());
  }

  @Test
  void saysWhichRecordIsNull() {
    try (ExportSession<Long> session = export().name("task 3").open()) {
      session.add(1L);
      session.add(2L);
      assertThatThrownBy(() -> session.add(noRecord()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("task 3, record 3 is null");
      assertThat(session.finish().accepted()).isEqualTo(2); // The caller may go on.
    }

    ExportStoppedException stopped = stoppedBy(export(), Arrays.asList(1L, 2L, null, 4L));
    assertThat(stopped.getMessage())
        .startsWith("the export stopped: record 3 is null: leave it out");
    assertThat(stopped.report().read()).isEqualTo(2);
    assertThat(stopped.report().pending()).isZero();
  }

  @SuppressWarnings("NullAway") // What a caller without nullness checks may give.
  private static Long noRecord() {
    return null;
  }

  @Test
  void givesUpWhatIsNotSentWhenClosedEarly() {
    ExportSession<Long> session = export().threads(2).batchLimits(10, 1_000_000).open();
    for (long i = 1; i <= 25; i++) {
      session.add(i);
    }
    session.close();
    session.close();

    ExportReport report = session.report();
    assertThat(report.read()).isEqualTo(25);
    assertThat(report.pending()).isZero();
    assertThat(report.accepted()).isEqualTo(tiktok.stats().eventsCounted()).isLessThanOrEqualTo(20);
    assertThat(heard.records(NOT_SENT)).hasSize((int) report.notSent()).contains(25L);
    assertThat(heard.failures().get(0).toString())
        .contains("NOT_SENT: the session was closed before it was finished");
    assertThatThrownBy(() -> session.add(26L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the session is closed");
    assertThatThrownBy(session::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingEndsALongPause() {
    tiktok.answerEvery(1, Answer.code(40100, "Too many.").withHeader("Retry-After", "18"));
    long start = System.nanoTime();
    ExportSession<Long> session = export().batchLimits(10, 1_000_000).open();
    for (long i = 1; i <= 15; i++) {
      session.add(i);
    }
    while (tiktok.stats().requests() == 0) {
      Thread.onSpinWait();
    }
    session.close();
    assertThat(session.report())
        .hasToString("15 read = 0 accepted + 0 invalid + 0 rejected + 0 unknown + 15 not sent");
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void closingWaitsForTheAnswerThatIsUnderWay() throws InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(600)));
    ExportSession<Long> session = export().batchLimits(10, 1_000_000).open();
    for (long i = 1; i <= 11; i++) {
      session.add(i);
    }
    while (tiktok.stats().requests() == 0) {
      Thread.sleep(5);
    }
    session.close();
    assertThat(session.report())
        .hasToString("11 read = 10 accepted + 0 invalid + 0 rejected + 0 unknown + 1 not sent");
    assertThat(session.report().checkpoint().position()).isEqualTo(10);
  }

  @Test
  void canBeFinishedOnce() {
    ExportSession<Long> session = export().open();
    session.add(1L);
    assertThat(session.report().pending()).isEqualTo(1);
    assertThat(session.report().checkpoint().position()).isZero();
    assertThat(session.finish().accepted()).isEqualTo(1);
    assertThat(session.report().checkpoint().position()).isEqualTo(1);
    assertThatThrownBy(session::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the session is finished");
    assertThatThrownBy(() -> session.add(2L)).isInstanceOf(IllegalStateException.class);
    session.close();
  }

  @Test
  void saysAgainWhyItStopped() {
    ExportSession<Long> session = exportWithout(record -> record == 1).open();
    assertThatThrownBy(() -> session.add(1L)).isInstanceOf(ExportStoppedException.class);
    assertThatThrownBy(() -> session.add(2L)).isInstanceOf(ExportStoppedException.class);
    assertThatThrownBy(session::finish)
        .isInstanceOf(ExportStoppedException.class)
        .hasMessageContaining("1 read = 0 accepted + 1 invalid");
    session.close();
  }

  @Test
  void anInterruptStopsACallerThatWaitsForASender() throws InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(700)));
    ExportStoppedException stopped =
        interrupted(() -> export().threads(1).batchLimits(10, 1_000_000).run(records(1_000)));
    assertThat(stopped)
        .hasMessageStartingWith("the export stopped: the thread was interrupted")
        .hasCauseInstanceOf(InterruptedException.class);
    ExportReport report = stopped.report();
    assertThat(report.read()).isLessThan(100);
    assertThat(report.unknown()).isZero();
    assertThat(report.accepted()).isEqualTo(tiktok.stats().eventsCounted());
    assertThat(heard.records(NOT_SENT)).hasSize((int) report.notSent());
    assertThat(report.checkpoint().position()).isEqualTo(report.accepted());
  }

  @Test
  void anInterruptStopsACallerThatWaitsForTheEnd() throws InterruptedException {
    tiktok.answerEvery(1, Answer.code(40100, "Too many.").withHeader("Retry-After", "18"));
    ExportStoppedException stopped = interrupted(() -> export().run(records(10)));
    assertThat(stopped).hasCauseInstanceOf(InterruptedException.class);
    assertThat(stopped.report())
        .hasToString("10 read = 0 accepted + 0 invalid + 0 rejected + 0 unknown + 10 not sent");
  }

  /** An answer that never comes isn't waited for for ever. */
  @Test
  void aSecondInterruptCutsOffWhatIsUnderWay() throws InterruptedException {
    tiktok.answerWith(
        request ->
            request.number() > 2
                ? Optional.of(Answer.usual().after(Duration.ofSeconds(50)))
                : Optional.empty());
    List<ExportReport> reports = new ArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                export().threads(2).batchLimits(10, 1_000_000).run(records(1_000));
              } catch (ExportStoppedException e) {
                reports.add(e.report());
              }
            });
    caller.start();
    while (tiktok.stats().requests() < 4) {
      sleep(5);
    }
    caller.interrupt();
    caller.join(500);
    assertThat(caller.isAlive()).isTrue();
    caller.interrupt();
    caller.join(5_000);

    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).accepted()).isEqualTo(20);
    assertThat(reports.get(0).unknown()).isEqualTo(20);
    assertThat(heard.records(UNKNOWN)).hasSize(20);
  }

  private ExportStoppedException interrupted(Runnable export) throws InterruptedException {
    List<ExportStoppedException> thrown = new ArrayList<>();
    List<Boolean> flags = new ArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                export.run();
              } catch (ExportStoppedException e) {
                thrown.add(e);
                flags.add(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    while (tiktok.stats().requests() == 0) {
      Thread.sleep(5);
    }
    Thread.sleep(300);
    caller.interrupt();
    caller.join(10_000);
    assertThat(flags).containsExactly(true);
    return thrown.get(0);
  }

  @Test
  void stopsUnderFailWhenTikTokRefusesABatch() {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-25\"")
                ? Optional.of(Answer.code(40002, "Invalid value for data.4.event_id"))
                : Optional.empty());
    ExportStoppedException stopped =
        stoppedBy(export().threads(1).batchLimits(10, 1_000_000), records(100));
    assertThat(stopped).hasCauseInstanceOf(ApiException.class);
    assertThat(stopped.report().rejected()).isEqualTo(10);
    assertThat(stopped.report().accepted()).isEqualTo(20);
    assertThat(heard.records(REJECTED)).containsExactlyElementsOf(range(21, 30));
    assertThat(heard.failures().get(0).rejectedTogetherWith()).isEqualTo(9);
    assertThat(stopped.report().checkpoint().position()).isEqualTo(20);
  }

  @Test
  void resumedAfterAStopUnderFailLosesNothing() {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-15\"")
                ? Optional.of(Answer.code(40002, "Invalid value for data.4.event_id"))
                : Optional.empty());
    ExportStoppedException stopped =
        stoppedBy(export().threads(1).batchLimits(10, 1_000_000), records(25));
    assertThat(stopped.report().checkpoint().position()).isEqualTo(10);

    tiktok.clearAnswers(); // As if record 15 were corrected.
    export().resumeFrom(stopped.report().checkpoint()).run(records(25));
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422, 451})
  void stopsAtAGatewaysPageAndBlamesNoRecord(int status) {
    tiktok.answerEvery(1, Answer.html(status));
    ExportStoppedException stopped =
        stoppedBy(
            export().invalidRecords(InvalidRecordPolicy.SKIP).batchLimits(10, 1_000_000),
            records(50));
    assertThat(stopped.report().rejected()).isZero();
    assertThat(stopped.report().notSent()).isEqualTo(stopped.report().read());
    assertThat(stopped.report().checkpoint().position()).isZero();
  }

  @Test
  void givesBackEachRecordThatWasNotDelivered() {
    tiktok.answerWith(
        request -> {
          if (request.body().contains("\"order-14\"")) {
            return Optional.of(Answer.code(40002, "Wrong."));
          }
          return request.body().contains("\"order-25\"")
              ? Optional.of(Answer.reset())
              : Optional.empty();
        });
    List<String> undelivered = Collections.synchronizedList(new ArrayList<>());
    Export<String> export =
        client
            .<String>export(
                row -> {
                  if (row.equals("row 36")) {
                    while (undelivered.size() < 12) { // Until what was sent is settled.
                      sleep(5);
                    }
                    throw new IllegalStateException("disk");
                  }
                  return row.equals("row 7")
                      ? Event.builder(EventName.PURCHASE).build()
                      : Clients.event(Long.parseLong(row.substring(4)));
                })
            .threads(1)
            .batchLimits(10, 1_000_000)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .listener(heard)
            .onUndelivered((row, failure) -> undelivered.add(row + ' ' + failure.outcome()));
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () -> export.run(records(40).stream().map(record -> "row " + record).toList()));

    assertThat(stopped.report())
        .hasToString("36 read = 19 accepted + 1 invalid + 1 rejected + 10 unknown + 5 not sent");
    assertThat(undelivered).hasSize(17).contains("row 7 INVALID", "row 14 REJECTED");
    assertThat(undelivered)
        .filteredOn(line -> line.endsWith("UNKNOWN"))
        .containsExactlyElementsOf(
            range(22, 31).stream().map(i -> "row " + i + " UNKNOWN").toList());
    assertThat(undelivered)
        .filteredOn(line -> line.endsWith("NOT_SENT"))
        .containsExactlyInAnyOrderElementsOf(
            range(32, 36).stream().map(i -> "row " + i + " NOT_SENT").toList());
    assertThat(heard.failures()).hasSize(17);
  }

  @Test
  void stopsWhenWhoTakesRecordsBackFails() {
    IllegalStateException failure = new IllegalStateException("full");
    ExportStoppedException stopped =
        stoppedBy(
            exportWithout(record -> record == 3)
                .invalidRecords(InvalidRecordPolicy.SKIP)
                .onUndelivered(
                    (record, reason) -> {
                      throw failure;
                    }),
            records(5));
    assertThat(stopped).hasCause(failure);
    assertThat(stopped.report().read()).isEqualTo(3);
    assertThat(heard.records(INVALID)).containsExactly(3L);
  }

  /** So that whoever notes both never has a record settled whose failure isn't noted. */
  @Test
  void tellsOfAFailureBeforeItSettlesTheRecord() {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-14\"")
                ? Optional.of(Answer.code(40002, "Wrong."))
                : Optional.empty());
    AtomicInteger unheardOf = new AtomicInteger();
    ExportListener noting =
        new ExportListener() {
          private long failures;

          @Override
          public void onResult(RecordResult failure) {
            if (!failure.isFailure()) {
              return;
            }
            sleep(1); // Others settle their batches meanwhile.
            failures++;
          }

          @Override
          public void onProgress(ExportReport soFar) {
            if (soFar.skipped() > failures) {
              unheardOf.incrementAndGet();
            }
          }
        };
    ExportReport report =
        client
            .<Long>export(
                record ->
                    record % 7 == 0
                        ? Event.builder(EventName.PURCHASE).build()
                        : Clients.event(record % 20))
            .threads(10)
            .batchLimits(5, 1_000_000)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .listener(noting)
            .run(records(500));
    assertThat(report.rejected()).isPositive();
    assertThat(unheardOf).hasValue(0);
  }

  @Test
  void callsEachListenerThatItWasGiven() {
    RecordingListener first = new RecordingListener();
    List<RecordResult> failures = new ArrayList<>();
    exportWithout(record -> record == 33)
        .invalidRecords(InvalidRecordPolicy.SKIP)
        .onFailure(failures::add)
        .listener(first)
        .run(records(100));
    assertThat(failures).hasSize(1).isEqualTo(first.failures());
  }

  @Test
  void refusesToBeginOnceItsClientIsClosed() {
    Export<Long> export = export();
    client.close();
    assertThatThrownBy(export::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
  }

  @Test
  void countsWhatTikTokTookWithProblems() {
    tiktok.answerNext(1, Answer.code(20001, "data.0.user.email is not valid"));
    ExportReport report = export().run(records(10));
    assertThat(report.accepted()).isEqualTo(10);
    assertThat(report.acceptedWithProblems()).isEqualTo(10);
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void ridesOutThrottlingWithoutLosingARecord() {
    tiktok.answerEvery(3, Answer.code(40100, "Too many requests."));
    ExportReport report = export().threads(10).batchLimits(10, 1_000_000).run(records(1_000));
    assertThat(report.accepted()).isEqualTo(1_000);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1_000);
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void stopsWhenTheTokenProviderBreaks() {
    AtomicInteger asked = new AtomicInteger();
    try (EventsClient breaking =
        Clients.builder(tiktok.baseUrl())
            .tokenProvider(
                () -> {
                  if (asked.incrementAndGet() > 2) {
                    throw new IllegalStateException("vault is sealed");
                  }
                  return AccessToken.of(Clients.TOKEN);
                })
            .build()) {
      ExportStoppedException stopped =
          stoppedBy(
              breaking.<Long>export(Clients::event).threads(1).batchLimits(10, 1_000_000),
              records(100));
      assertThat(stopped).hasCauseInstanceOf(IllegalStateException.class);
      assertThat(stopped.report().accepted()).isEqualTo(20);
      assertThat(stopped.report().unknown()).isZero();
      assertThat(stopped.report().retries()).isZero();
    }
  }

  private Export<Long> export() {
    return exportDoing(record -> {});
  }

  private Export<Long> exportDoing(LongConsumer before) {
    return client
        .<Long>export(
            record -> {
              before.accept(record);
              return Clients.event(record);
            })
        .listener(heard);
  }

  private Export<Long> exportWithout(LongPredicate time) {
    return client
        .<Long>export(record -> time.test(record) ? noTime() : Clients.event(record))
        .listener(heard);
  }

  private static Event noTime() {
    return Event.builder(EventName.PURCHASE).build();
  }

  /** An event that can be sent, and is warned of. */
  private static Event anonymous(long record) {
    return Event.builder(EventName.SEARCH)
        .eventId("order-" + record)
        .occurredAt(Instant.now())
        .build();
  }

  private static ExportStoppedException stoppedBy(Export<Long> export, Iterable<Long> records) {
    return catchThrowableOfType(ExportStoppedException.class, () -> export.run(records));
  }

  private static List<Long> records(long count) {
    return range(1, count);
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> multiplesOf(long number, long last) {
    return LongStream.rangeClosed(1, last).filter(i -> i % number == 0).boxed().toList();
  }

  private static Iterator<Long> counting(long count, AtomicLong read) {
    return LongStream.rangeClosed(1, count).peek(read::set).iterator();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
