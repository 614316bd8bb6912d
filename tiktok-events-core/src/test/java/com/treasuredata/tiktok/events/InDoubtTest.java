package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.RecordResult.Outcome.NOT_SENT;
import static com.treasuredata.tiktok.events.Records.doing;
import static com.treasuredata.tiktok.events.Records.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What TikTok may have is never called not sent or rejected; what it can't have, never unknown. */
@Timeout(60)
class InDoubtTest {
  private final FakeTikTok tiktok = FakeTikTok.start();
  private final RecordingListener heard = new RecordingListener();

  @AfterEach
  void close() {
    tiktok.close();
  }

  @Test
  void whatWasTakenInAnOutageIsUnknownWhenTheServerIsGoneThen() {
    AtomicLong requests = takeWithoutAnswerAfter(3);
    Thread closer =
        new Thread(
            () -> {
              while (requests.get() < 20) {
                sleep(1);
              }
              tiktok.close(); // From now on, connections are refused.
            });
    closer.start();
    try (EventsClient client = client(Clients.retries(2))) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  export(client)
                      .maxTimeWithoutSuccess(Duration.ofMillis(1_500))
                      .run(records(1_000)));
      assertThat(stopped.report().accepted()).isEqualTo(30);
      assertThat(stopped.report().unknown()).isEqualTo(tiktok.stats().eventsCounted() - 30);
    }
  }

  @Test
  void whatWasTakenInAnOutageIsUnknownWhenTheSessionIsClosedThen() {
    AtomicLong requests = takeWithoutAnswerAfter(3);
    try (EventsClient client =
        client(Clients.retries(2).delays(Duration.ofMillis(50), Duration.ofMillis(50)))) {
      ExportSession<Long> session = export(client).open();
      records(60).forEachRemaining(session::add);
      while (requests.get() < 12) {
        sleep(1);
      }
      session.close();
      assertThat(session.report().accepted()).isEqualTo(30);
      assertThat(session.report().unknown()).isEqualTo(tiktok.stats().eventsCounted() - 30);
    }
  }

  @Test
  void whatWasTakenInAnOutageIsNotRejectedWhenTikTokKnowsItThen() {
    AtomicInteger unanswered = new AtomicInteger();
    tiktok.answerWith(
        request -> {
          if (!request.body().matches("(?s).*\"order-[45]\".*")) {
            return Optional.empty();
          }
          return Optional.of(
              unanswered.incrementAndGet() > 16
                  ? Answer.code(40050, "Duplicated request.")
                  : Answer.reset().afterAccepting());
        });
    try (EventsClient client = client(Clients.retries(2))) {
      ExportReport report =
          export(client)
              .batchLimits(1, 1_000_000)
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .run(records(5));
      assertThat(report.rejected()).isZero();
      assertThat(report.unknown()).isEqualTo(2);
      assertThat(report.checkpoint().position()).isEqualTo(3);
    }
  }

  @Test
  void stopsWhenATokenProviderDoesNotKnow() {
    AtomicInteger asked = new AtomicInteger();
    try (EventsClient client =
        Clients.builder(tiktok.baseUrl())
            .tokenProvider(
                () -> {
                  if (asked.incrementAndGet() > 3) {
                    throw new DeliveryUnknownException("refresh: no answer", new IOException());
                  }
                  return AccessToken.of(Clients.TOKEN);
                })
            .build()) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class, () -> export(client).run(records(1_000)));
      assertThat(stopped).hasMessageContaining("refresh: no answer");
      assertThat(stopped.report().accepted()).isEqualTo(30);
      assertThat(stopped.report().unknown()).isZero();
      assertThat(asked).hasValueLessThan(10);
    }
  }

  @Test
  void sendsNoBatchForTheFirstTimeAfterAStop() {
    AtomicBoolean stopped = new AtomicBoolean();
    Set<String> bodies = ConcurrentHashMap.newKeySet();
    AtomicInteger firstSentAfterwards = new AtomicInteger();
    tiktok.answerWith(
        request -> {
          if (bodies.add(request.body()) && stopped.get()) {
            firstSentAfterwards.incrementAndGet();
          }
          return request.number() == 2
              ? Optional.of(Answer.code(40100, "Too many.").withHeader("Retry-After", "9"))
              : Optional.empty();
        });
    long start = System.nanoTime();
    try (EventsClient client = client(Clients.retries(3))) {
      assertThatThrownBy(
              () ->
                  export(client)
                      .threads(3)
                      .run(
                          doing(
                              100,
                              record -> {
                                if (record % 10 == 2) {
                                  sleep(150); // The pause is on; batches wait at the gate.
                                }
                                if (record == 45) {
                                  stopped.set(true);
                                  throw new IllegalStateException("torn");
                                }
                              })))
          .isInstanceOf(ExportStoppedException.class);
    }
    assertThat(firstSentAfterwards).hasValue(0);
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(7).toNanos());
    assertThat(heard.records(NOT_SENT)).contains(11L, 21L, 44L);
  }

  /** What is tried again when an invalid record stops the export is under way, and finishes. */
  @Test
  void aStopLetsWhatTikTokMayHaveFinish() {
    tiktok.answerWith(
        request ->
            request.number() == 2
                ? Optional.of(Answer.reset().afterAccepting())
                : Optional.empty());
    try (EventsClient client =
        client(Clients.retries(3).delays(Duration.ofMillis(500), Duration.ofMillis(500)))) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  client
                      .<Long>export(allValidBut(22))
                      .threads(1)
                      .batchLimits(10, 1_000_000)
                      .run(doing(30, record -> sleep(record == 22 ? 300 : 0))));
      assertThat(stopped.report())
          .hasToString("22 read = 20 accepted + 1 invalid + 0 rejected + 0 unknown + 1 not sent");
    }
  }

  @Test
  void aFailureThatCouldNotBeToldIsNotSettled() {
    try (EventsClient client = client(Clients.retries(2))) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  client
                      .<Long>export(allValidBut(1))
                      .invalidRecords(InvalidRecordPolicy.SKIP)
                      .onFailure(
                          failure -> {
                            throw new IllegalStateException("disk full");
                          })
                      .run(records(10)));
      assertThat(stopped.report().checkpoint().position()).isZero();
    }
  }

  /**
   * Half an outage is none, since some requests are answered; batches need more than one budget.
   */
  @Test
  void givesABatchThatCountsOnceSeveralRounds() {
    AtomicInteger attempts = new AtomicInteger();
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-15\"") && attempts.incrementAndGet() < 3 * 4
                ? Optional.of(Answer.html(502))
                : Optional.empty());
    try (EventsClient client = client(Clients.retries(4))) {
      ExportReport report =
          export(client).run(doing(400, record -> sleep(record % 10 == 0 ? 2 : 0)));
      assertThat(report.accepted()).isEqualTo(400);
    }
  }

  @Test
  void waitsAsLongAsAServerAsksThatIsUnavailable() {
    tiktok.answerWith(
        request ->
            request.number() == 2
                ? Optional.of(Answer.html(503).withHeader("Retry-After", "2"))
                : Optional.empty());
    try (EventsClient client = client(Clients.retries(5).maxDuration(Duration.ofSeconds(1)))) {
      assertThat(export(client).threads(1).run(records(50)).accepted()).isEqualTo(50);
    }
  }

  @Test
  void oneFailureAtTheStartDoesNotEndAJobWhoseEventsCannotBeRepeated() {
    tiktok.answerNext(1, Answer.html(502));
    try (EventsClient plain = Clients.builder(tiktok.baseUrl()).deriveEventIds(false).build()) {
      Event event =
          Event.builder(EventName.PURCHASE)
              .occurredAt(Instant.now())
              .pageUrl("https://shop.example/")
              .build();
      ExportReport report =
          plain.<Long>export(record -> event).batchLimits(10, 1_000_000).run(records(100));
      assertThat(report.unknown()).isEqualTo(10);
      assertThat(report.accepted()).isEqualTo(90);
    }
  }

  @Test
  void itsPatienceEndsInAPauseToo() {
    tiktok.answerWith(
        request ->
            request.number() > 3 ? Optional.of(Answer.code(40100, "Too many.")) : Optional.empty());
    long start = System.nanoTime();
    try (EventsClient client = client(Clients.retries(5).maxThrottleTime(Duration.ofSeconds(20)))) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  export(client).maxTimeWithoutSuccess(Duration.ofMillis(300)).run(records(1_000)));
      assertThat(stopped.isRetryable()).isTrue();
      assertThat(stopped).hasMessageContaining(ErrorKind.RATE_LIMIT.advice());
      assertThat(stopped.report().unknown()).isZero();
      assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
    }
  }

  /** Lets some requests through; then TikTok takes all, and says so to none. */
  private AtomicLong takeWithoutAnswerAfter(int last) {
    AtomicLong requests = new AtomicLong();
    tiktok.answerWith(
        request -> {
          requests.set(request.number());
          return request.number() > last
              ? Optional.of(Answer.reset().afterAccepting())
              : Optional.empty();
        });
    return requests;
  }

  private EventsClient client(RetryOptions.Builder retry) {
    return Clients.builder(tiktok.baseUrl()).retry(retry.build()).build();
  }

  private Export<Long> export(EventsClient client) {
    return client
        .<Long>export(Clients::event)
        .threads(2)
        .batchLimits(10, 1_000_000)
        .listener(heard);
  }

  private static RecordMapper<Long> allValidBut(long invalid) {
    return record ->
        record == invalid ? Event.builder(EventName.PURCHASE).build() : Clients.event(record);
  }

  private static Iterator<Long> records(long count) {
    return doing(count, record -> {});
  }
}
