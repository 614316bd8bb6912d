package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.RecordResult.Outcome.NOT_SENT;
import static com.treasuredata.tiktok.events.Records.doing;
import static com.treasuredata.tiktok.events.Records.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an export goes on while TikTok is away. */
@Timeout(60)
class OutageTest {
  private FakeTikTok tiktok = FakeTikTok.start();
  private final int port = Integer.parseInt(tiktok.baseUrl().replaceAll(".*:([0-9]+)/", "$1"));
  private final EventsClient client =
      Clients.builder(tiktok.baseUrl()).retry(Clients.retries(2).build()).build();
  private final RecordingListener heard = new RecordingListener();

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @Test
  void outlastsAnOutageThatIsShorterThanItsPatience() throws InterruptedException {
    Thread outage =
        new Thread(
            () -> {
              sleep(300);
              tiktok = FakeTikTok.builder().port(port).start();
            });
    ExportReport report =
        export(Duration.ofSeconds(30))
            .run(
                doing(
                    100,
                    record -> {
                      if (record == 51) {
                        tiktok.close();
                        outage.start();
                      }
                    }));
    outage.join();
    assertThat(report.accepted()).isEqualTo(100 - report.unknown());
    assertThat(report.unknown()).isLessThanOrEqualTo(20); // What was on the wire when it went down.
    assertThat(report.retries()).isPositive();
    assertThat(tiktok.stats().eventsCounted()).isGreaterThanOrEqualTo(30);
  }

  /**
   * Five attempts take milliseconds here, as they take seconds in earnest; the outage is longer.
   */
  @Test
  void losesNoRecordWhileEveryRequestFails() {
    failAfterRequest(3, Duration.ofMillis(700));
    ExportReport report = export(Duration.ofSeconds(30)).threads(5).run(doing(1_000, record -> {}));
    assertThat(report.accepted()).isEqualTo(1_000);
    assertThat(report.retries()).isLessThan(400); // One pause for all, not each for itself.
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1_000);
  }

  @Test
  void losesOneBatchAtMostWhereThereIsOnlyOneSender() {
    failAfterRequest(3, Duration.ofMillis(700));
    ExportReport report = export(Duration.ofSeconds(30)).threads(1).run(doing(1_000, record -> {}));
    assertThat(report.unknown()).isLessThanOrEqualTo(10);
    assertThat(report.accepted()).isEqualTo(1_000 - report.unknown());
  }

  @Test
  void waitsBeforeItRisksMoreEventsThatCannotBeRepeated() {
    failAfterRequest(3, Duration.ofMillis(700));
    try (EventsClient plain =
        Clients.builder(tiktok.baseUrl())
            .deriveEventIds(false)
            .retry(Clients.retries(5).delays(Duration.ofMillis(5), Duration.ofMillis(100)).build())
            .build()) {
      ExportReport report =
          plain
              .<Long>export(
                  record ->
                      Event.builder(EventName.PURCHASE)
                          .occurredAt(Instant.now())
                          .pageUrl("https://shop.example/" + record)
                          .build())
              .threads(5)
              .batchLimits(10, 1_000_000)
              .run(doing(10_000, record -> {}));
      assertThat(report.unknown()).isBetween(10L, 300L);
      assertThat(report.accepted()).isEqualTo(10_000 - report.unknown());
      assertThat(report.retries()).isZero();
    }
  }

  /** Lets some requests through, then fails all until {@code outage} is over. */
  private void failAfterRequest(int last, Duration outage) {
    AtomicLong end = new AtomicLong();
    tiktok.answerWith(
        request -> {
          if (request.number() <= last) {
            return Optional.empty();
          }
          end.compareAndSet(0, System.nanoTime() + outage.toNanos());
          return System.nanoTime() - end.get() < 0
              ? Optional.of(request.number() % 2 == 0 ? Answer.html(502) : Answer.reset())
              : Optional.empty();
        });
  }

  @Test
  void stopsWhenTikTokStaysAwayLongerThanItsPatience() {
    long start = System.nanoTime();
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                export(Duration.ofMillis(400))
                    .threads(1)
                    .run(
                        doing(
                            100,
                            record -> {
                              if (record == 32) {
                                sleep(200); // So that nothing is in flight.
                                tiktok.close();
                                sleep(200); // So that the client has heard of it.
                              }
                            })));
    assertThat(stopped).hasCauseInstanceOf(ConnectionException.class);
    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(550).toNanos());
    ExportReport report = stopped.report();
    assertThat(report.accepted()).isEqualTo(30);
    assertThat(report.checkpoint().position()).isEqualTo(30);
    assertThat(report.notSent()).isEqualTo(heard.records(NOT_SENT).size());
  }

  @Test
  void stopsWhenNothingIsAnsweredForTooLong() {
    tiktok.answerWith(
        request -> request.number() > 3 ? Optional.of(Answer.reset()) : Optional.empty());
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                export(Duration.ofMillis(200))
                    .threads(1)
                    .run(doing(100_000, record -> sleep(record % 10 == 0 ? 5 : 0))));
    assertThat(stopped).hasCauseInstanceOf(DeliveryUnknownException.class);
    assertThat(stopped.report().accepted()).isEqualTo(30);
    assertThat(stopped.report().unknown()).isPositive();
    assertThat(stopped.report().read()).isLessThan(10_000);
  }

  @Test
  void stopsWhenThrottlingNeverEnds() {
    tiktok.answerWith(
        request ->
            request.number() > 3
                ? Optional.of(Answer.code(40100, "Too many requests."))
                : Optional.empty());
    try (EventsClient hurried =
        Clients.builder(tiktok.baseUrl())
            .retry(Clients.retries(2).maxThrottleTime(Duration.ofMillis(50)).build())
            .build()) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  hurried
                      .<Long>export(Clients::event)
                      .batchLimits(10, 1_000_000)
                      .maxTimeWithoutSuccess(Duration.ofMillis(300))
                      .run(doing(1_000, record -> {})));
      assertThat(stopped).hasCauseInstanceOf(ApiException.class);
      assertThat(stopped.report().unknown()).isZero();
      assertThat(stopped.report().accepted()).isEqualTo(30);
    }
  }

  /** Without pauses it would send without end. */
  @ParameterizedTest
  @ValueSource(ints = {40100, 50000})
  void doesNotWaitWhereItsClientIsNotTo(int code) {
    tiktok.answerWith(
        request ->
            request.number() > 3 ? Optional.of(Answer.code(code, "Later.")) : Optional.empty());
    try (EventsClient hasty = Clients.builder(tiktok.baseUrl()).retry(RetryOptions.NONE).build()) {
      Export<Long> export =
          hasty.<Long>export(Clients::event).threads(3).batchLimits(10, 1_000_000).listener(heard);
      if (code == 40100) {
        assertThatThrownBy(() -> export.run(doing(200, record -> {})))
            .isInstanceOf(ExportStoppedException.class)
            .hasCauseInstanceOf(ApiException.class);
      } else {
        assertThat(export.run(doing(200, record -> {})).unknown()).isEqualTo(170);
      }
      assertThat(tiktok.stats().requests()).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void countsNoTimeInWhichNothingWasToBeSent() {
    tiktok.answerWith(
        request ->
            request.number() > 1 && request.number() <= 1 + 3 * 2 // Rounds of attempts.
                ? Optional.of(Answer.reset())
                : Optional.empty());
    ExportReport report =
        export(Duration.ofMillis(800))
            .threads(1)
            .run(doing(50, record -> sleep(record == 11 ? 1_500 : 0)));
    assertThat(report.unknown()).isEqualTo(10);
    assertThat(report.accepted()).isEqualTo(40);
  }

  @Test
  void stopsAtOnceIfNothingEverGotThrough() {
    tiktok.answerEvery(1, Answer.html(502));
    assertThatThrownBy(() -> export(Duration.ofHours(1)).run(doing(1_000, record -> {})))
        .isInstanceOf(ExportStoppedException.class)
        .hasMessageContaining("0 accepted")
        .hasCauseInstanceOf(DeliveryUnknownException.class);
    assertThat(tiktok.stats().requests()).isEqualTo(2);
  }

  @Test
  void isPatientForNoLongerThanTikTokRecognisesAnEvent() {
    assertThatThrownBy(() -> export(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> export(Duration.ofDays(2).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 48 hours");
    assertThat(export(Duration.ofDays(2)).run(doing(10, record -> {})).accepted()).isEqualTo(10);
  }

  private Export<Long> export(Duration patience) {
    return client
        .<Long>export(Clients::event)
        .threads(2)
        .batchLimits(10, 1_000_000)
        .listener(heard)
        .maxTimeWithoutSuccess(patience);
  }
}
