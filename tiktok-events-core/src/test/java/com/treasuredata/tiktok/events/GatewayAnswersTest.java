package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What isn't TikTok's own word, or a word of TikTok's that nobody knows, never costs a record
 * (events-api.md §5.2, §5.3).
 */
@Timeout(60)
class GatewayAnswersTest {
  private final FakeTikTok tiktok = FakeTikTok.start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 401",
    "403, 403",
    "400, 400",
    "429, 429",
    "503, 503",
    "504, 504",
    "500, -1",
    "200, 503",
    "200, -1",
    "200, -2",
    "200, 1",
    "200, 20000",
    "200, 39999",
    "200, 80000",
    "200, 40140",
    "400, 40140",
    "200, 49999",
    "200, 70009"
  })
  void neverRejectsARecordForACodeThatIsAlwaysAnswered(int status, int code) {
    tiktok.answerEvery(1, Answer.code(code, "no healthy upstream").withStatus(status));
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () -> skipping().maxTimeWithoutSuccess(Duration.ofMillis(200)).run(records(3_000)));
    assertThat(stopped.report().rejected()).isZero();
    assertThat(stopped.report().accepted()).isZero();
    assertThat(stopped.report().checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(stopped.report().requests()).isLessThan(60);
  }

  @ParameterizedTest
  @CsvSource({"401, 401", "503, 503", "504, 504", "429, 429", "200, 503", "200, -1"})
  void neverRejectsARecordForOneSuchAnswer(int status, int code) {
    tiktok.answerNext(1, Answer.usual());
    tiktok.answerNext(1, Answer.code(code, "gateway").withStatus(status));
    try {
      ExportReport report = skipping().threads(1).batchLimits(10, 1_000_000).run(records(30));
      assertThat(report.accepted()).isEqualTo(30);
    } catch (ExportStoppedException e) {
      assertThat(e.report().rejected()).isZero();
      assertThat(status).isEqualTo(401);
    }
  }

  @Test
  void isUnknownWhatTikTokTookAndAGatewayAnsweredFor() {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-15\"")
                ? Optional.of(Answer.code(504, "timeout").withStatus(504).afterAccepting())
                : Optional.empty());
    ExportReport report = skipping().threads(1).batchLimits(10, 1_000_000).run(records(30));
    assertThat(report.unknown()).isEqualTo(10);
    assertThat(report.rejected()).isZero();
  }

  /** Half of the batch is taken, the other refused: so it is about records. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 500, 999, 1_000})
  void learnsThatAnUnknownCodeIsAboutSingleRecords(int offender) {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-" + offender + "\"")
                    || request.body().contains("\"order-" + (offender + 3_000) + "\"")
                ? Optional.of(Answer.code(40199, "no"))
                : Optional.empty());
    ExportReport report = skipping().threads(1).run(records(5_000));
    assertThat(report.rejected()).isEqualTo(2);
    assertThat(report.rejectedTogether()).isZero();
    assertThat(report.accepted()).isEqualTo(4_998);
    assertThat(report.requests()).isLessThan(5 + 2 * 2 * 10);
  }

  @Test
  void stopsAtAnUnknownCodeForOneRecordAlone() {
    tiktok.answerEvery(1, Answer.code(40199, "no"));
    ExportStoppedException stopped =
        catchThrowableOfType(ExportStoppedException.class, () -> skipping().run(records(1)));
    assertThat(stopped.report().notSent()).isEqualTo(1);
    assertThat(stopped.report().requests()).isEqualTo(1);
  }

  @Test
  void makesAppRequestsSmallerThatAreTooLarge() {
    try (EventsClient apps =
        Clients.builder(tiktok.baseUrl()).source(EventSource.app("7000000000000000001")).build()) {
      tiktok.answerWith(
          request ->
              request.validEvents() > 100 ? Optional.of(Answer.html(413)) : Optional.empty());
      ExportReport report =
          apps.<Long>export(
                  record ->
                      Event.builder(EventName.PURCHASE)
                          .occurredAt(Instant.now())
                          .app(AppContext.of("com.example"))
                          .build())
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .run(records(500));
      assertThat(report.accepted()).isEqualTo(500);
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(500);
    }
  }

  private Export<Long> skipping() {
    return client.<Long>export(Clients::event).invalidRecords(InvalidRecordPolicy.SKIP);
  }

  private static List<Long> records(long count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }
}
