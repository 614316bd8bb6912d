package com.treasuredata.tiktok.events.internal.http;

import static com.treasuredata.tiktok.events.internal.http.OutageDetector.State.FAILING;
import static com.treasuredata.tiktok.events.internal.http.OutageDetector.State.GIVEN_UP;
import static com.treasuredata.tiktok.events.internal.http.OutageDetector.State.NORMAL;
import static com.treasuredata.tiktok.events.internal.http.OutageDetector.State.OUTAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.internal.http.OutageDetector.State;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an export gives up: for want of any answer, or of one for too long. */
class OutageDetectorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final RetryOptions RETRY = RetryOptions.DEFAULT;

  private final ManualTime time = new ManualTime();
  private final OutageDetector detector = new OutageDetector(PATIENCE, RETRY, time);

  @Test
  void tellsARequestThatFailsFromAnOutage() {
    detector.requestBegan();
    detector.answered();
    assertThat(detector.attemptFailed("A")).isEqualTo(FAILING);
    assertThat(detector.attemptFailed("A")).isEqualTo(FAILING);
    assertThat(detector.attemptFailed("B")).isEqualTo(OUTAGE);
    assertThat(detector.attemptFailed("A")).isEqualTo(OUTAGE);
    detector.answered();
    assertThat(detector.state()).isEqualTo(NORMAL);
  }

  @Test
  void givesUpToTheMillisecond() {
    detector.requestBegan();
    detector.answered();
    time.step(PATIENCE.minusMillis(1));
    assertThat(detector.attemptFailed("A")).isEqualTo(FAILING);
    time.step(Duration.ofMillis(1));
    assertThat(detector.attemptFailed("A")).isEqualTo(GIVEN_UP);
    detector.answered();
    assertThat(detector.state()).isEqualTo(GIVEN_UP);
  }

  @Test
  void countsNoTimeInWhichNothingWasInFlight() {
    detector.requestBegan();
    detector.answered();
    detector.attemptFailed("lost");
    detector.attemptsUsedUp(true);
    detector.requestEnded();

    time.step(Duration.ofSeconds(5)); // Nothing to send.

    detector.requestBegan();
    assertThat(detector.attemptFailed("single 503")).isNotEqualTo(GIVEN_UP);
    time.step(PATIENCE);
    assertThat(detector.attemptFailed("single 503")).isEqualTo(GIVEN_UP);
  }

  @Test
  void givesUpSoonWhereNothingEverAnswered() {
    detector.requestBegan();
    assertThat(detector.attemptsUsedUp(true)).isEqualTo(GIVEN_UP);

    OutageDetector once = new OutageDetector(PATIENCE, RETRY, time);
    once.requestBegan();
    for (int i = 1; i < 5; i++) {
      assertThat(once.attemptsUsedUp(false)).as("request %s", i).isNotEqualTo(GIVEN_UP);
    }
    assertThat(once.attemptsUsedUp(false)).isEqualTo(GIVEN_UP);
  }

  /** Five attempts of one request take 7.5 s, or 5.625 s where chance has all pauses short. */
  @Test
  void givesUpAfterTheAttemptsOfOneRequestWhereManyShareThem() {
    for (String request : new String[] {"A", "B", "C", "D", "E", "F"}) {
      detector.requestBegan();
      assertThat(detector.attemptFailed(request)).as(request).isNotEqualTo(GIVEN_UP);
    }
    OutageDetector patient = new OutageDetector(Duration.ofMinutes(10), RETRY, time);
    patient.requestBegan();
    patient.attemptFailed("A");
    time.step(Duration.ofMillis(5_624));
    for (String request : new String[] {"B", "C", "D", "E"}) {
      assertThat(patient.attemptFailed(request)).as(request).isNotEqualTo(GIVEN_UP);
    }
    time.step(Duration.ofMillis(1));
    assertThat(patient.attemptFailed("A")).isEqualTo(GIVEN_UP);
  }

  @Test
  void doesNotGiveUpAtTheFirstFailureOfRequestsThatAreSentOnce() {
    OutageDetector once = new OutageDetector(Duration.ofMinutes(10), RetryOptions.NONE, time);
    once.requestBegan();
    for (String request : new String[] {"A", "B", "C", "D"}) {
      assertThat(once.attemptFailed(request)).as(request).isNotEqualTo(GIVEN_UP);
      assertThat(once.attemptsUsedUp(false)).as(request).isNotEqualTo(GIVEN_UP);
    }
    assertThat(once.attemptFailed("E")).isEqualTo(GIVEN_UP);
  }

  @Test
  void goesOnForAsLongAsItMayWhereTikTokHasAnsweredOnce() {
    OutageDetector patient = new OutageDetector(Duration.ofMinutes(10), RETRY, time);
    patient.requestBegan();
    patient.answered();
    for (int i = 0; i < 100; i++) {
      time.step(Duration.ofSeconds(5));
      assertThat(patient.attemptFailed(i % 5)).isNotEqualTo(GIVEN_UP);
    }
  }

  /** Random events, beside a model that remembers all of them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesAsItsModel(long seed) {
    Random random = new Random(seed);
    OutageDetector tried = new OutageDetector(PATIENCE, RETRY, time);
    State expected = NORMAL;
    int failing = -1;
    int inFlight = 0;
    boolean isAnswered = false;
    int failed = 0;
    long firstFailed = 0;
    long since = 0;
    for (int step = 0; step < 500; step++) {
      time.step(Duration.ofMillis(random.nextInt(300)));
      int request = random.nextInt(4);
      switch (random.nextInt(5)) {
        case 0 -> {
          since = inFlight++ == 0 ? time.nanos() : since;
          tried.requestBegan();
        }
        case 1 -> {
          if (inFlight > 0) {
            inFlight--;
            tried.requestEnded();
          }
        }
        case 2 -> {
          if (inFlight > 0) {
            tried.answered();
            isAnswered = true;
            since = time.nanos();
            failing = -1;
            expected = expected == GIVEN_UP ? GIVEN_UP : NORMAL;
          }
        }
        default -> {
          if (inFlight > 0) {
            tried.attemptFailed(request);
            boolean isAnother = failing >= 0 && failing != request;
            failing = failing < 0 ? request : failing;
            firstFailed = failed++ == 0 ? time.nanos() : firstFailed;
            boolean isNobody =
                !isAnswered && failed >= 5 && time.nanos() - firstFailed >= 5_625_000_000L;
            boolean isOverdue = time.nanos() - since >= PATIENCE.toNanos();
            if (expected == GIVEN_UP || isNobody || isOverdue) {
              expected = GIVEN_UP;
            } else if (expected != OUTAGE) {
              expected = isAnother ? OUTAGE : FAILING;
            }
          }
        }
      }
      assertThat(tried.state()).as("step %s", step).isEqualTo(expected);
    }
  }
}
