package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.credentials.AccessTokenProvider;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the requests of a client slow down together (events-api.md §1.3). */
@Timeout(60)
class PaceTest {
  private static final RetryOptions QUICK = Clients.retries(1).build();

  @Test
  void pausesAllSendersForAsLongAsTikTokAsks() throws InterruptedException {
    Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    AtomicLong throttled = new AtomicLong();
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.quick(tiktok.baseUrl())) {
      tiktok.answerWith(
          request -> {
            arrivals.add(System.nanoTime());
            if (request.number() != 40) {
              return Optional.empty();
            }
            throttled.set(System.nanoTime());
            return Optional.of(Answer.code(40100, "Too many.").withHeader("Retry-After", "1"));
          });
      inParallel(8, () -> sendMany(client, 40));

      long from = throttled.get() + Duration.ofMillis(300).toNanos();
      long to = throttled.get() + Duration.ofMillis(900).toNanos();
      List<Long> times = List.copyOf(arrivals);
      // What was under way may still arrive, on a busy machine even then; nothing else does.
      assertThat(times.stream().filter(time -> from < time && time < to)).hasSizeLessThan(8);
      assertThat(times).hasSize(8 * 40 + 1);
      assertThat(tiktok.stats().eventsAccepted()).isEqualTo(8 * 40);
    }
  }

  @Test
  void sendsNothingInAPauseThatBeganWhileTheTokenWasAskedFor() throws InterruptedException {
    Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    CountDownLatch paused = new CountDownLatch(1);
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client =
            Clients.builder(tiktok.baseUrl())
                .credentials(
                    () -> {
                      if (Thread.currentThread().getName().equals("slow")) {
                        await(paused);
                      }
                      return AccessToken.of(Clients.TOKEN);
                    })
                .build()) {
      tiktok.answerWith(
          request -> {
            arrivals.add(System.nanoTime());
            return request.number() == 1
                ? Optional.of(Answer.code(40100, "Too many.").withHeader("Retry-After", "1"))
                : Optional.empty();
          });
      Thread slow = new Thread(() -> client.send(Clients.event(1)), "slow");
      slow.start();
      while (slow.getState() != Thread.State.WAITING) { // It is inside, and has no token yet.
        Thread.sleep(5);
      }
      Thread throttled = new Thread(() -> client.send(Clients.event(2)));
      throttled.start();
      while (throttled.getState() != Thread.State.TIMED_WAITING || arrivals.isEmpty()) {
        Thread.sleep(5);
      }
      Thread.sleep(100); // Whatever it waited for, by now it is the pause.
      paused.countDown();
      slow.join();
      throttled.join();
      List<Long> times = List.copyOf(arrivals);
      assertThat(times).hasSize(3);
      assertThat(times.get(1) - times.get(0)).isGreaterThan(Duration.ofMillis(900).toNanos());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"40100, 200", "40016, 200", "40132, 200", "40133, 200", "61000, 200", "51021, 200"})
  void isPatientWithThrottlingWhichBurnsNoAttempts(int code, int status) {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.builder(tiktok.baseUrl()).retry(QUICK).build()) {
      tiktok.answerNext(12, Answer.code(code, "Too many requests.").withStatus(status));
      assertThat(client.send(Clients.event(1)).attempts()).isEqualTo(13);
      tiktok.answerNext(2, Answer.html(429));
      assertThat(client.send(Clients.event(2)).attempts()).isEqualTo(3);
    }
  }

  @Test
  void throttlingTakesNothingFromTheTimeForFailures() {
    RetryOptions options =
        Clients.retries(3)
            .delays(Duration.ofMillis(100), Duration.ofMillis(150))
            .maxDuration(Duration.ofMillis(400))
            .build();
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.builder(tiktok.baseUrl()).retry(options).build()) {
      tiktok.answerNext(6, Answer.code(40100, "Too many requests."));
      tiktok.answerNext(2, Answer.html(502));
      assertThat(client.send(Clients.event(1)).attempts()).isEqualTo(9);
    }
  }

  @Test
  void givesUpWhenThrottlingLastsTooLong() {
    RetryOptions options = Clients.retries(5).maxThrottleTime(Duration.ofMillis(150)).build();
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.builder(tiktok.baseUrl()).retry(options).build()) {
      tiktok.answerEvery(1, Answer.code(40100, "Too many requests."));
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
                assertThat(e.isRetryable()).isTrue();
                assertThat(e.attempts()).isGreaterThan(1);
              })
          .hasMessageStartingWith("TikTok gets too many requests: ");
      assertThat(System.nanoTime() - start).isBetween(150_000_000L, 5_000_000_000L);
    }
  }

  @Test
  void pausesNobodyWhoseClientIsNotToWait() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.builder(tiktok.baseUrl()).retry(RetryOptions.NONE).build()) {
      tiktok.answerNext(1, Answer.code(40100, "Too many.").withHeader("Retry-After", "60"));
      assertThatThrownBy(() -> client.send(Clients.event(1))).isInstanceOf(ApiException.class);
      assertThat(client.send(Clients.event(1)).attempts()).isEqualTo(1);
    }
  }

  @Test
  void letsFewerInThenMoreAgain() throws InterruptedException {
    Pace pace = new Pace(QUICK);
    long entered = 0;
    for (int i = 0; i < 8; i++) {
      entered = pace.enter();
    }
    pace.throttled(entered, Optional.empty());
    leave(pace, 8);
    assertThat(admits(pace)).isEqualTo(4);

    answer(pace, 3);
    assertThat(admits(pace)).isEqualTo(4);
    answer(pace, 1);
    assertThat(admits(pace)).isEqualTo(5);
    answer(pace, 5);
    assertThat(admits(pace)).isEqualTo(6);
  }

  @Test
  void letsOneInHoweverOftenItIsThrottled() throws InterruptedException {
    Pace pace = new Pace(QUICK);
    for (int i = 0; i < 20; i++) {
      pace.throttled(pace.enter(), Optional.empty());
      pace.leave();
    }
    assertThat(admits(pace)).isEqualTo(1);
  }

  @Test
  void takesOneBurstOfRefusalsForOne() throws InterruptedException {
    Pace pace = new Pace(QUICK);
    List<Long> entered = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      entered.add(pace.enter());
    }
    entered.forEach(time -> pace.throttled(time, Optional.empty()));
    leave(pace, 8);
    assertThat(admits(pace)).isEqualTo(4);
  }

  @Test
  void pausesLongerEachTimeUntilAnAnswerComes() throws InterruptedException {
    RetryOptions options =
        Clients.retries(1).delays(Duration.ofMillis(20), Duration.ofSeconds(2)).build();
    Pace pace = new Pace(options);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pauses.add(pause(pace));
    }
    assertThat(pauses.get(0)).isBetween(15L, 400L);
    assertThat(pauses.get(3)).isGreaterThanOrEqualTo(120L);
    assertThat(pauses.get(5)).isGreaterThanOrEqualTo(480L);
    pace.answered();
    assertThat(pause(pace)).isBetween(15L, 400L);
  }

  @Test
  void pausesAllWhenThreeRequestsFailInARow() throws InterruptedException {
    RetryOptions options =
        Clients.retries(1).delays(Duration.ofMillis(300), Duration.ofMillis(300)).build();
    Pace pace = new Pace(options);
    for (int failures = 1; failures <= 6; failures++) {
      if (failures == 3) {
        pace.answered();
      }
      pace.failed(pace.enter(), Optional.empty());
      pace.leave();
      long start = System.nanoTime();
      pace.enter();
      pace.leave();
      boolean waited = System.nanoTime() - start > Duration.ofMillis(200).toNanos();
      assertThat(waited).as("after failure " + failures).isEqualTo(failures >= 5);
    }
  }

  @Test
  void pausesAllWhenTikTokFailsAndAsksToWait() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.builder(tiktok.baseUrl()).retry(QUICK).build()) {
      tiktok.answerNext(1, Answer.html(503).withHeader("Retry-After", "1"));
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOf(DeliveryUnknownException.class);
      long start = System.nanoTime();
      client.send(Clients.event(2));
      assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(800).toNanos());
    }
  }

  /** Else every stopped export would leave its client a sender fewer. */
  @Test
  @Timeout(20)
  void whoTurnsBackBehindTheGateLeavesItsPlace() {
    AttemptListener turningBack =
        new AttemptListener() {
          @Override
          public void busy() throws InterruptedException {
            throw new InterruptedException();
          }
        };
    ApiRequest list = ApiRequest.get(Endpoint.OFFLINE_LIST, Map.of("advertiser_id", "7"));
    try (FakeTikTok tiktok = FakeTikTok.start();
        ApiTransport transport =
            new ApiTransport(
                Clients.transport(tiktok.baseUrl()).build(),
                QUICK,
                AccessTokenProvider.of(AccessToken.of(Clients.TOKEN)))) {
      for (int i = 0; i < 100; i++) { // More than may be inside at once.
        assertThatThrownBy(
                () ->
                    transport.send(
                        new ApiRequest(
                            list.endpoint(), list.query(), null, true, true, turningBack)))
            .isInstanceOf(ConnectionException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThatThrownBy(() -> transport.send(list)).isInstanceOf(ApiException.class);
    }
  }

  private static long pause(Pace pace) throws InterruptedException {
    pace.throttled(pace.enter(), Optional.empty());
    pace.leave();
    long start = System.nanoTime();
    pace.enter();
    pace.leave();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Returns how many get in before one has to wait, and lets them out again. */
  private static int admits(Pace pace) throws InterruptedException {
    AtomicInteger inside = new AtomicInteger();
    Thread visitors =
        new Thread(
            () -> {
              try {
                while (true) {
                  pace.enter();
                  inside.incrementAndGet();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    visitors.start();
    while (visitors.getState() != Thread.State.WAITING) { // In a pause it is TIMED_WAITING.
      Thread.sleep(5);
    }
    visitors.interrupt();
    visitors.join();
    leave(pace, inside.get());
    return inside.get();
  }

  private static void leave(Pace pace, int times) {
    for (int i = 0; i < times; i++) {
      pace.leave();
    }
  }

  private static void answer(Pace pace, int times) {
    for (int i = 0; i < times; i++) {
      pace.answered();
    }
  }

  private static void sendMany(EventsClient client, int count) {
    long first = Thread.currentThread().getId() * 1_000;
    for (int i = 0; i < count; i++) {
      client.send(Clients.event(first + i));
    }
  }

  private static void inParallel(int threads, Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                work.run();
                done.countDown();
              })
          .start();
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
