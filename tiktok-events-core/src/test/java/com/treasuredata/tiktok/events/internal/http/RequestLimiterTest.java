package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.internal.http.RequestLimiter.Turn;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the requests of a client slow down together (events-api.md §1.3). */
@Timeout(60)
class RequestLimiterTest {
  private static final RetryOptions QUICK = Clients.retries(1).build();
  private static final Failed THROTTLED = new Failed(Failed.Kind.THROTTLED, refusal(null), 1);
  private static final Failed IN_DOUBT =
      new Failed(
          Failed.Kind.IN_DOUBT, new NoAnswer("127.0.0.1:1", true, new IOException("reset")), 1);
  private static final Failed FAILED_ASKING = asking(Failed.Kind.IN_DOUBT, Duration.ofMillis(700));
  private static final ApiAnswer ACCEPTED =
      new ApiAnswer(Optional.empty(), Map.of(), Optional.empty(), 1);

  private final ManualTime time = new ManualTime();
  private final RequestLimiter limiter = new RequestLimiter(RetryOptions.DEFAULT, time);

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
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(8 * 40);
    }
  }

  @Test
  void sendsNothingInAPauseThatBeganWhileTheTokenWasAskedFor() throws InterruptedException {
    Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    CountDownLatch paused = new CountDownLatch(1);
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client =
            Clients.builder(tiktok.baseUrl())
                .tokenProvider(
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
      assertThat(System.nanoTime() - start).isBetween(120_000_000L, 5_000_000_000L);
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
  void halvesTheLimitWhenThrottlingRepeatsAndLetsItGrowAgain() throws InterruptedException {
    throttleOneOf(8);
    throttleOneOf(8);
    assertThat(admitted()).isEqualTo(4);

    answer(3);
    assertThat(admitted()).isEqualTo(4);
    answer(1);
    assertThat(admitted()).isEqualTo(5);
    answer(5);
    assertThat(admitted()).isEqualTo(6);
  }

  @Test
  void admitsOneHoweverOftenItIsThrottled() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      limiter.record(acquire(1).get(0), THROTTLED);
      release(1);
      time.step(Duration.ofSeconds(30));
    }
    assertThat(admitted()).isEqualTo(1);
  }

  @Test
  void pausesATenthOfASecondAtMostForALonelyThrottledRequestAndKeepsItsWidth()
      throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      assertThat(pauseAfter(THROTTLED)).isBetween(37L, 63L);
      assertThat(admitted()).isEqualTo(64);
      answer(5);
    }
  }

  @Test
  void forgetsOneOfThePausesWithEachFiveAnswers() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      pauseAfter(THROTTLED);
    }
    answer(4);
    assertThat(pauseAfter(THROTTLED)).isBetween(600L, 1_000L);
    answer(5);
    assertThat(pauseAfter(THROTTLED)).isBetween(600L, 1_000L);
    answer(15);
    assertThat(pauseAfter(THROTTLED)).isBetween(150L, 250L);
  }

  /** The server takes so many requests in each second, and answers within 50 ms. */
  @ParameterizedTest
  @CsvSource({"1, 51", "2, 34", "10, 21"})
  void keepsTheShareOfThrottledRequestsLowHoweverLittleIsGranted(int perSecond, int percent)
      throws InterruptedException {
    int sent = 0;
    int throttled = 0;
    long second = -1;
    int left = 0;
    while (sent < 1_000) {
      Turn turn = limiter.acquire(waiter(time.nanos()));
      if (!turn.isGranted()) {
        time.step(Duration.ofMillis(5));
        continue;
      }
      long now = Duration.ofNanos(time.nanos()).toSeconds();
      left = now == second ? left : perSecond;
      second = now;
      sent++;
      boolean isTaken = left-- > 0;
      throttled += isTaken ? 0 : 1;
      time.step(Duration.ofMillis(50));
      limiter.record(turn, isTaken ? ACCEPTED : THROTTLED);
      limiter.release();
    }
    assertThat(throttled).isLessThan(sent * percent / 100);
  }

  /** Five senders, a server that takes 50 ms, and the usual back-off of a request that failed. */
  @Test
  void keepsFourFifthsOfTheRateWhenTwoInAHundredAreThrottledAndOneFails()
      throws InterruptedException {
    @Nullable Turn[] turns = new Turn[5];
    int[] requests = new int[turns.length];
    long[] until = new long[turns.length];
    long began = time.nanos();
    int sent = 0;
    int answered = 0;
    while (answered < 1_000) {
      for (int i = 0; i < turns.length; i++) {
        Turn turn = turns[i];
        if (time.nanos() < until[i]) {
          continue;
        }
        if (turn != null) {
          boolean isThrottled = requests[i] % 50 == 0;
          boolean fails = requests[i] % 100 == 51;
          limiter.record(turn, isThrottled ? THROTTLED : fails ? IN_DOUBT : ACCEPTED);
          limiter.release();
          turns[i] = null;
          until[i] = time.nanos() + (fails ? Duration.ofMillis(500).toNanos() : 0);
          answered += isThrottled || fails ? 0 : 1;
        } else {
          Turn next = limiter.acquire(waiter(time.nanos()));
          if (next.isGranted()) {
            turns[i] = next;
            requests[i] = ++sent;
            until[i] = time.nanos() + Duration.ofMillis(50).toNanos();
          }
        }
      }
      time.step(Duration.ofMillis(1));
    }
    Duration clean = Duration.ofMillis(1_000 * 50 / turns.length);
    assertThat(Duration.ofNanos(time.nanos() - began))
        .isLessThan(clean.multipliedBy(5).dividedBy(4));
  }

  @Test
  void sendsFewRequestsToAServerThatThrottlesThemAll() throws InterruptedException {
    int sent = 0;
    long end = time.nanos() + Duration.ofMinutes(15).toNanos();
    while (time.nanos() < end) {
      if (!limiter.acquire(waiter(time.nanos())).isGranted()) {
        time.step(Duration.ofMillis(10));
        continue;
      }
      release(1);
      int width = Math.min(10, admitted());
      List<Turn> turns = acquire(width);
      time.step(Duration.ofMillis(50));
      turns.forEach(turn -> limiter.record(turn, THROTTLED));
      release(width);
      sent += width;
    }
    assertThat(sent).isLessThan(80);
  }

  @Test
  void takesOneBurstOfThrottlingForOne() throws InterruptedException {
    throttleOneOf(8);
    List<Turn> turns = acquire(8);
    turns.forEach(
        turn -> {
          limiter.record(turn, THROTTLED);
          time.step(Duration.ofMillis(1));
        });
    release(8);
    time.step(Duration.ofSeconds(1));
    assertThat(admitted()).isEqualTo(4);
  }

  @Test
  void pausesLongerEachTimeThatThrottlingRepeats() throws InterruptedException {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pauses.add(pauseAfter(THROTTLED));
    }
    for (int i = 0; i < 12; i++) {
      long expected = Math.min(30_000, 50L << i);
      assertThat(pauses.get(i))
          .isBetween(expected * 3 / 4 - 1, Math.min(30_000, expected * 5 / 4 + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void pausesLongerEachTimeThoughTheServerAsksForHardlyAnyTime(int asked)
      throws InterruptedException {
    Failed hardly = asking(THROTTLED.kind(), Duration.ofMillis(asked));
    assertThat(pauseAfter(hardly)).isBetween(37L, 63L);
    assertThat(pauseAfter(hardly)).isBetween(75L, 126L);
    assertThat(pauseAfter(hardly)).isBetween(150L, 251L);
  }

  @Test
  void pausesForAsLongAsTheServerAsksToTheMillisecond() throws InterruptedException {
    limiter.record(acquire(1).get(0), asking(THROTTLED.kind(), Duration.ofSeconds(7)));
    release(1);
    time.step(Duration.ofMillis(6_999));
    assertThat(admitted()).isZero();
    time.step(Duration.ofMillis(1));
    assertThat(admitted()).isPositive();
  }

  @Test
  void pausesAllWhenThreeRequestsFailInARow() throws InterruptedException {
    for (int failures = 1; failures <= 6; failures++) {
      if (failures == 3) {
        answer(1);
      }
      boolean isPaused = pauseAfter(IN_DOUBT) > 0;
      assertThat(isPaused).as("after failure " + failures).isEqualTo(failures >= 5);
    }
  }

  @Test
  void forgetsFailuresOfAnExportThatIsOverWhenAnotherBegins() throws InterruptedException {
    for (int failures = 1; failures <= 5; failures++) {
      assertThat(pauseAfter(IN_DOUBT) > 0).isEqualTo(failures >= 3);
    }
    limiter.record(acquire(1).get(0), IN_DOUBT);
    limiter.forgetFailures();
    assertThat(limiter.isPaused()).as("a request is under way").isTrue();
    release(1);
    limiter.forgetFailures();
    assertThat(limiter.isPaused()).isFalse();
    assertThat(pauseAfter(IN_DOUBT)).isZero();
    assertThat(pauseAfter(IN_DOUBT)).isZero();
    assertThat(pauseAfter(IN_DOUBT)).as("the first pause again").isBetween(300L, 700L);
  }

  @Test
  void forgetsWithTheFailuresThatFewerRequestsWereToBeInFlight() throws InterruptedException {
    for (int failures = 1; failures <= 3; failures++) {
      pauseAfter(IN_DOUBT);
    }
    assertThat(admitted()).isEqualTo(1);
    limiter.forgetFailures();
    assertThat(admitted()).isEqualTo(64);

    throttleOneOf(8);
    throttleOneOf(8);
    for (int failures = 1; failures <= 3; failures++) {
      pauseAfter(IN_DOUBT);
    }
    limiter.forgetFailures();
    assertThat(admitted()).as("throttling isn't over").isEqualTo(1);
  }

  @Test
  void sendsWithAllThreadsOnceADeadAddressIsBack() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.quick(tiktok.baseUrl())) {
      Export<Long> export =
          client.<Long>export(Clients::event).threads(10).batchLimits(1, 1_000_000);
      tiktok.answerEvery(1, Answer.reset());
      List<Long> records = LongStream.rangeClosed(1, 12).boxed().toList();
      assertThatThrownBy(() -> export.run(records)).isInstanceOf(ExportStoppedException.class);
      tiktok.clearAnswers();
      tiktok.answerWith(
          request -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            sleep(300);
            inFlight.decrementAndGet();
            return Optional.empty();
          });

      assertThat(export.run(records).accepted()).isEqualTo(12);
      assertThat(most.get()).isGreaterThanOrEqualTo(8);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void doesNotForgetAPauseThatTikTokAsksFor() throws InterruptedException {
    limiter.record(acquire(1).get(0), FAILED_ASKING);
    release(1);
    limiter.forgetFailures();
    assertThat(limiter.isPaused()).isTrue();
  }

  @Test
  void knowsBeforeItWaitsThatAPauseIsTooLong() throws InterruptedException {
    limiter.record(acquire(1).get(0), asking(THROTTLED.kind(), Duration.ofSeconds(15)));
    release(1);
    Turn turn = limiter.acquire(waiter(time.nanos() + Duration.ofSeconds(14).toNanos()));
    assertThat(turn.isGranted()).isFalse();
    assertThat(turn.pausedBy()).isNotNull();
    assertThat(turn.throttled()).isZero();
  }

  @Test
  void logsATimeOfThrottlingInALineAMinute() {
    List<String> lines =
        CapturedLog.of(
            () -> {
              for (int second = 0; second < 190; second++) {
                throttleForASecond();
              }
              answerTwice();
            });
    assertThat(lines).hasSize(5).allMatch(line -> line.startsWith("WARN"));
    assertThat(lines.get(0)).contains("TikTok throttles requests: all requests wait 1000 ms");
    assertThat(lines.get(1)).contains("TikTok throttles requests for 60 s: ");
    assertThat(lines.get(4)).contains("requests are answered again, after 190 s");
  }

  private void throttleForASecond() {
    Turn turn = uninterrupted();
    limiter.record(turn, asking(Failed.Kind.THROTTLED, Duration.ofSeconds(1)));
    limiter.release();
    time.step(Duration.ofSeconds(1));
  }

  private void answerTwice() {
    for (int i = 0; i < 2; i++) {
      limiter.record(uninterrupted(), ACCEPTED);
      limiter.release();
    }
  }

  private Turn uninterrupted() {
    try {
      return limiter.acquire(waiter(time.nanos()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Random events, beside a model that says the same in a few lines. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesAsItsModel(long seed) throws InterruptedException {
    Random random = new Random(seed);
    List<Turn> turns = new ArrayList<>();
    int limit = 64;
    int answers = 0;
    int throttlings = 0;
    int answersSinceThrottling = 0;
    long pausedSince = time.nanos() - 1;
    long pausedUntil = pausedSince;
    for (int step = 0; step < 2_000; step++) {
      time.step(Duration.ofMillis(random.nextInt(50)));
      boolean isPaused = pausedUntil > time.nanos();
      int event = random.nextInt(10);
      if (event < 4 && (isPaused || turns.size() < limit)) {
        Turn turn = limiter.acquire(waiter(time.nanos()));
        assertThat(turn.isGranted()).as("step %s", step).isEqualTo(!isPaused);
        if (turn.isGranted()) {
          turns.add(turn);
        }
      } else if (!turns.isEmpty()) {
        Turn turn = turns.get(random.nextInt(turns.size()));
        Outcome outcome =
            event == 9
                ? asking(THROTTLED.kind(), Duration.ofMillis(700))
                : event == 8 ? FAILED_ASKING : ACCEPTED;
        limiter.record(turn, outcome);
        if (outcome == ACCEPTED) {
          if (throttlings > 0 && ++answersSinceThrottling == 5) {
            answersSinceThrottling = 0;
            throttlings--;
          }
          if (limit < 64 && ++answers >= limit) {
            answers = 0;
            limit++;
          }
        } else {
          boolean isNews = turn.at() > pausedSince;
          if (isNews && event == 9) {
            throttlings++;
            answersSinceThrottling = 0;
          }
          if (isNews && (event == 8 || throttlings > 1)) {
            limit = Math.max(1, Math.min(turns.size(), limit) / 2);
            answers = 0;
          }
          pausedSince = time.nanos();
          pausedUntil = Math.max(pausedUntil, pausedSince + Duration.ofMillis(700).toNanos());
        }
        turns.remove(turn);
        limiter.release();
      }
      if (step % 50 == 0 && pausedUntil <= time.nanos()) {
        assertThat(admitted()).as("step %s", step).isEqualTo(Math.max(0, limit - turns.size()));
      }
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

  private void throttleOneOf(int inFlight) throws InterruptedException {
    limiter.record(acquire(inFlight).get(0), THROTTLED);
    release(inFlight);
    time.step(Duration.ofSeconds(1));
  }

  private long pauseAfter(Failed failure) throws InterruptedException {
    limiter.record(acquire(1).get(0), failure);
    release(1);
    long began = time.nanos();
    while (!limiter.acquire(waiter(time.nanos())).isGranted()) {
      time.step(Duration.ofMillis(1));
    }
    release(1);
    return Duration.ofNanos(time.nanos() - began).toMillis();
  }

  private List<Turn> acquire(int times) throws InterruptedException {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Turn turn = limiter.acquire(waiter(time.nanos()));
      assertThat(turn.isGranted()).isTrue();
      turns.add(turn);
    }
    return turns;
  }

  private void release(int times) {
    for (int i = 0; i < times; i++) {
      limiter.release();
    }
  }

  /** Returns how many requests are admitted at once just now, and gives them back. */
  private int admitted() throws InterruptedException {
    AtomicInteger admitted = new AtomicInteger();
    Thread visitors =
        new Thread(
            () -> {
              try {
                while (limiter.acquire(waiter(time.nanos())).isGranted()) {
                  admitted.incrementAndGet();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    visitors.start();
    while (visitors.isAlive() && visitors.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    visitors.interrupt();
    visitors.join();
    release(admitted.get());
    return admitted.get();
  }

  private void answer(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      limiter.record(acquire(1).get(0), ACCEPTED);
      release(1);
    }
  }

  /** One that waits for no pause beyond {@code patience}. */
  private RequestLimiter.Waiter waiter(long patience) {
    return new RequestLimiter.Waiter() {
      @Override
      public boolean mayGoOn() {
        return true;
      }

      @Override
      public long notBefore() {
        return time.nanos();
      }

      @Override
      public long patientUntil(boolean isThrottling) {
        return patience;
      }
    };
  }

  private static Failed asking(Failed.Kind kind, Duration retryAfter) {
    return new Failed(kind, refusal(retryAfter), 1);
  }

  private static Refusal refusal(@Nullable Duration retryAfter) {
    return new Refusal(
        ErrorKind.RATE_LIMIT, "", 40100, "", 200, null, retryAfter, OptionalInt.empty(), null);
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
