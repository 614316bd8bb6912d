package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that begin where an earlier one ended. */
@Timeout(60)
class ResumedExportTest {
  private final FakeTikTok tiktok = FakeTikTok.start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());
  private final List<Long> mapped = new ArrayList<>();

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @Test
  void passesOverWhatIsSettledAndKeepsTheNumbers() {
    RecordingListener heard = new RecordingListener();
    ExportReport report =
        export()
            .listener(heard)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .resumeFrom(Checkpoint.upTo(40))
            .run(records(100));
    assertThat(report)
        .hasToString(
            "100 read = 40 passed over + 59 accepted + 1 invalid + 0 rejected + 0 unknown + 0 not"
                + " sent");
    assertThat(report.passedOver()).isEqualTo(40);
    assertThat(report.checkpoint().position()).isEqualTo(100);
    assertThat(report.isComplete()).isTrue();
    assertThat(mapped.get(0)).isEqualTo(41);
    assertThat(heard.failures().get(0).record()).isEqualTo(66);
  }

  @Test
  void isNeverLessSettledThanWhereItResumed() {
    try (ExportSession<Long> session = export().resumeFrom(Checkpoint.upTo(40)).open()) {
      assertThat(session.report().checkpoint().position()).isEqualTo(40);
      for (long i = 1; i <= 30; i++) {
        session.add(i);
      }
      assertThat(session.report().checkpoint().position()).isEqualTo(40);
      assertThatThrownBy(session::finish)
          .isInstanceOf(ExportStoppedException.class)
          .hasMessageContaining(
              "only 30 records were read, and the checkpoint that it resumes from has record 40:"
                  + " add all records again from the first");
      assertThat(session.report().checkpoint().position()).isEqualTo(40);
    }
    assertThat(mapped).isEmpty();
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void countsItselfUpToTheStop() {
    tiktok.answerNext(1, Answer.usual());
    tiktok.answerEvery(1, Answer.code(40001, "No permission."));
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                export()
                    .threads(1)
                    .batchLimits(10, 1_000_000)
                    .resumeFrom(Checkpoint.upTo(15))
                    .run(records(60)));
    assertThat(stopped.report().passedOver()).isEqualTo(15);
    assertThat(stopped.report().accepted()).isEqualTo(10);
    assertThat(stopped.report().checkpoint().position()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void deliversEveryRecordOnceOverAnyNumberOfStops(long seed) {
    Random random = new Random(seed);
    tiktok.answerWith(
        request ->
            random.nextInt(4) == 0 ? Optional.of(Answer.code(40105, "revoked")) : Optional.empty());
    long settled = 0;
    int runs = 0;
    while (settled < 1_000) {
      runs++;
      try (EventsClient another = Clients.quick(tiktok.baseUrl())) {
        settled =
            another
                .<Long>export(Clients::event)
                .threads(3)
                .batchLimits(50, 1_000_000)
                .resumeFrom(Checkpoint.upTo(settled))
                .run(records(1_000))
                .checkpoint()
                .position();
      } catch (ExportStoppedException e) {
        assertThat(e.report().checkpoint().position()).isGreaterThanOrEqualTo(settled);
        settled = e.report().checkpoint().position();
      }
    }
    assertThat(runs).isGreaterThan(1);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1_000);
  }

  /** The answer to the second of three requests is lost, and the third is accepted. */
  @Test
  void sendsNothingAgainThatWouldCountTwice() {
    tiktok.answerNext(1, Answer.usual());
    tiktok.answerNext(1, Answer.reset().afterAccepting());
    try (EventsClient plain = Clients.builder(tiktok.baseUrl()).deriveEventIds(false).build()) {
      Export<Long> export =
          plain.<Long>export(record -> withoutId()).threads(1).batchLimits(10, 1_000_000);
      Checkpoint checkpoint = export.run(records(30)).checkpoint();
      assertThat(checkpoint).hasToString("1-10,21-30;unknown 11-20");

      assertThat(export.resumeFrom(checkpoint).run(records(40)))
          .hasToString(
              "40 read = 30 passed over + 10 accepted + 0 invalid + 0 rejected + 0 unknown + 0 not"
                  + " sent; 10 of the accepted have warnings, no value was left out");
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(40);

      assertThat(export.resumeFrom(checkpoint.resendingUnknown()).run(records(30)).accepted())
          .isEqualTo(10);
    }
  }

  /** What counts once is sent again where it is unknown, and only there. */
  @Test
  void sendsAgainWhatIsUnknownAndCountsOnce() {
    tiktok.answerWith(
        request ->
            request.body().contains("\"order-15\"")
                ? Optional.of(Answer.reset().afterAccepting())
                : Optional.empty());
    ExportReport first =
        client.<Long>export(Clients::event).threads(1).batchLimits(10, 1_000_000).run(records(30));
    assertThat(first.checkpoint()).hasToString("1-10,21-30");

    tiktok.clearAnswers();
    ExportReport second =
        client.<Long>export(Clients::event).resumeFrom(first.checkpoint()).run(records(30));
    assertThat(second.passedOver()).isEqualTo(20);
    assertThat(second.accepted()).isEqualTo(10);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(30);
  }

  /** A process that is killed then finds in its checkpoint that TikTok may have them. */
  @Test
  void notesBeforeABatchIsSentThatTikTokWouldCountTwice() {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    tiktok.answerWith(
        request -> {
          told.add("request " + request.number());
          return Optional.empty();
        });
    try (EventsClient plain = Clients.builder(tiktok.baseUrl()).deriveEventIds(false).build()) {
      plain
          .<Long>export(record -> withoutId())
          .threads(1)
          .batchLimits(10, 1_000_000)
          .listener(
              new ExportListener() {
                @Override
                public void onProgress(ExportReport soFar) {
                  told.add(soFar.checkpoint().toString());
                }
              })
          .run(records(20));
    }
    assertThat(told)
        .containsExactly(
            ";unknown 1-10", "request 1", "1-10", "1-10;unknown 11-20", "request 2", "1-20");
  }

  private static Event withoutId() {
    return Event.builder(EventName.PURCHASE)
        .occurredAt(Instant.now())
        .pageUrl("https://shop.example/")
        .build();
  }

  @Test
  void resumesAfterNoNegativeRecord() {
    assertThatThrownBy(() -> export().resumeFrom(Checkpoint.upTo(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a checkpoint can't be at a negative record: -1");
  }

  private Export<Long> export() {
    return client.export(
        record -> {
          mapped.add(record);
          return record == 66 ? Event.builder(EventName.PURCHASE).build() : Clients.event(record);
        });
  }

  private static List<Long> records(long count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }
}
