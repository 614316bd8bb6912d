package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.RawServer;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request is sent again (events-api.md §5.3), and what is said when it isn't. */
@Timeout(60)
class RetriesTest {
  private final FakeTikTok tiktok = FakeTikTok.start();

  @AfterEach
  void close() {
    tiktok.close();
  }

  @Test
  void repeatsWhatFailedUntilItIsTaken() {
    tiktok.answerNext(1, Answer.html(502));
    tiktok.answerNext(1, Answer.code(50002, "SYS_TIMEOUT").afterAccepting());
    tiktok.answerNext(1, Answer.reset().afterAccepting());
    tiktok.answerNext(1, Answer.cut().afterAccepting());
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      assertThat(client.send(Clients.event(1)).attempts()).isEqualTo(5);
    }
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
    assertThat(tiktok.stats().duplicates()).isEqualTo(3);
  }

  @Test
  void givesUpAfterTheLastAttemptAndSaysHowMany() {
    tiktok.answerEvery(1, Answer.code(50000, "system error"));
    try (EventsClient client = client(Clients.retries(3).build())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOf(DeliveryUnknownException.class)
          .hasMessageContaining("TikTok failed: system error (code 50000 SYS_ERROR, request ")
          .hasMessageContaining(", attempt 3)");
    }
    assertThat(tiktok.stats().requests()).isEqualTo(3);
  }

  @Test
  void neverRepeatsAnUnansweredRequestThatWouldCountTwice() {
    tiktok.answerEvery(1, Answer.reset().afterAccepting());
    try (EventsClient client = Clients.builder(tiktok.baseUrl()).deriveEventIds(false).build()) {
      assertThatThrownBy(() -> client.send(List.of(Clients.event(1), withoutId())))
          .isInstanceOf(DeliveryUnknownException.class)
          .hasMessageContaining("attempt 1");
      assertThat(tiktok.stats().requests()).isEqualTo(1);

      tiktok.answerEvery(1, Answer.html(504));
      assertThatThrownBy(() -> client.send(withoutId()))
          .isInstanceOf(DeliveryUnknownException.class);
      assertThat(tiktok.stats().requests()).isEqualTo(2);
    }
  }

  @Test
  void repeatsWhatNeverGotOutWhateverIsInIt() {
    String nobody;
    try (RawServer gone = new RawServer(connection -> {})) {
      nobody = gone.baseUrl();
    }
    try (EventsClient client = Clients.builder(nobody).deriveEventIds(false).build()) {
      assertThatThrownBy(() -> client.send(withoutId()))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("attempt 5");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40000, 40001, 40002, 40007, 40062, 40102, 40104, 40105, 40118, 41000, 49999})
  void neverRepeatsARefusal(int code) {
    tiktok.answerEvery(1, Answer.code(code, "no"));
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.isRetryable()).isFalse();
                assertThat(e.attempts()).isEqualTo(1);
              });
    }
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  @Test
  void triesAnAnswerThatCannotBeReadOnceMore() {
    tiktok.answerEvery(1, Answer.html(200));
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOf(DeliveryUnknownException.class)
          .hasMessageContaining("(HTTP status 200, attempt 2)");
    }
    assertThat(tiktok.stats().requests()).isEqualTo(2);
  }

  @Test
  void staysInDoubtIfALaterAttemptIsRefusedUnjudged() {
    for (int code : new int[] {40001, 40050, 40105}) {
      tiktok.answerNext(1, Answer.reset().afterAccepting());
      tiktok.answerNext(1, Answer.code(code, "no"));
      try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
        assertThatThrownBy(() -> client.send(Clients.event(1)))
            .isInstanceOf(DeliveryUnknownException.class)
            .hasMessageStartingWith("whether TikTok took the request is unknown: TikTok refused")
            .hasMessageContaining("attempt 2")
            .hasCauseInstanceOf(ApiException.class);
      }
    }
  }

  @Test
  void isInNoDoubtIfALaterAttemptIsFoundWrong() {
    tiktok.answerNext(1, Answer.html(502));
    tiktok.answerNext(1, Answer.code(40002, "data.0.event wrong"));
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_CONTENT));
    }
  }

  @Test
  void waitsLongerAfterEachFailure() {
    List<Long> arrivals = arrivalsOf(Answer.html(503));
    try (EventsClient client =
        client(
            RetryOptions.builder()
                .maxAttempts(5)
                .delays(Duration.ofMillis(40), Duration.ofMillis(120))
                .build())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)));
    }
    assertThat(gaps(arrivals)).hasSize(4);
    assertThat(gaps(arrivals).get(0)).isGreaterThanOrEqualTo(30L);
    assertThat(gaps(arrivals).get(1)).isGreaterThanOrEqualTo(60L);
    assertThat(gaps(arrivals).get(2)).isGreaterThanOrEqualTo(90L);
    assertThat(gaps(arrivals).get(3)).isGreaterThanOrEqualTo(90L);
  }

  @Test
  void spreadsTheDelaysAndNeverExceedsTheLongest() {
    RetryOptions options =
        RetryOptions.builder().delays(Duration.ofMillis(100), Duration.ofMillis(1_000)).build();
    List<Long> first = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      first.add(Backoff.delay(options, 1, Optional.empty()).toMillis());
      assertThat(Backoff.delay(options, 100_000, Optional.empty()).toMillis())
          .isBetween(750L, 1_000L);
    }
    assertThat(first).allSatisfy(delay -> assertThat(delay).isBetween(75L, 125L));
    assertThat(first.stream().distinct().count()).isGreaterThan(20);
  }

  @Test
  void waitsAsManySecondsAsTheServerAsks() {
    List<Long> arrivals = arrivalsOf(Answer.html(503).withHeader("Retry-After", "1"));
    try (EventsClient client = client(Clients.retries(2).build())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)));
    }
    assertThat(gaps(arrivals).get(0)).isBetween(1_000L, 3_000L);
  }

  @Test
  void waitsUntilTheTimeThatTheServerNames() {
    Instant time = Instant.now().plusSeconds(3);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    List<Long> arrivals = arrivalsOf(Answer.html(503).withHeader("Retry-After", date));
    try (EventsClient client = client(Clients.retries(2).build())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)));
    }
    assertThat(gaps(arrivals).get(0)).isBetween(1_500L, 5_000L);
  }

  @Test
  void doesNotTryAgainBeforeTheServerWantsIt() {
    tiktok.answerEvery(1, Answer.html(503).withHeader("Retry-After", "30"));
    long start = System.nanoTime();
    try (EventsClient client = client(Clients.retries(5).build())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOf(DeliveryUnknownException.class);
    }
    assertThat(tiktok.stats().requests()).isEqualTo(1);
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "", "1.5", "99999999999999999999", "Thu, 01 Jan 1970"})
  void passesOverARetryAfterThatMakesNoSense(String header) {
    tiktok.answerNext(1, Answer.html(503).withHeader("Retry-After", header));
    try (EventsClient client = client(Clients.retries(2).build())) {
      assertThat(client.send(Clients.event(1)).attempts()).isEqualTo(2);
    }
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    tiktok.answerEvery(1, Answer.html(502));
    long start = System.nanoTime();
    try (EventsClient client =
        client(Clients.retries(100_000).maxDuration(Duration.ofMillis(300)).build())) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOf(DeliveryUnknownException.class);
    }
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(3).toNanos());
    assertThat(tiktok.stats().requests()).isGreaterThan(5);
  }

  @Test
  void asksForAnotherTokenWhenOneIsRefused() {
    List<AccessToken> invalidated = new ArrayList<>();
    AccessTokenProvider renewing =
        new AccessTokenProvider() {
          @Override
          public AccessToken token() {
            return AccessToken.of(invalidated.isEmpty() ? "old-t0ken" : "new-t0ken");
          }

          @Override
          public void invalidate(AccessToken rejected) {
            invalidated.add(rejected);
          }
        };
    try (FakeTikTok strict = FakeTikTok.builder().accessToken("new-t0ken").start();
        EventsClient client = Clients.builder(strict.baseUrl()).tokenProvider(renewing).build()) {
      assertThat(client.send(Clients.event(1)).attempts()).isEqualTo(2);
      assertThat(client.send(Clients.event(2)).attempts()).isEqualTo(1);
      assertThat(invalidated).containsExactly(AccessToken.of("old-t0ken"));
    }
  }

  @Test
  void saysThatNothingWasSentWhenThereIsNoToken() {
    ApiException noRefresh =
        ApiException.builder(ErrorKind.SERVER, "no token").httpStatus(502).build();
    AccessTokenProvider failing =
        () -> {
          throw noRefresh;
        };
    try (EventsClient client = Clients.builder(tiktok.baseUrl()).tokenProvider(failing).build()) {
      assertThatThrownBy(() -> client.send(Clients.event(1))).isSameAs(noRefresh);
    }
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void readsAreRepeatedAndNeverInDoubt() {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                connection -> {
                  while (connection.readRequest()) {
                    requests.incrementAndGet();
                    connection.write(RawServer.http(502, ""));
                  }
                });
        ApiTransport transport = transport(server.baseUrl(), Clients.retries(3).build())) {
      assertThatThrownBy(
              () -> transport.send(ApiRequest.get(Endpoint.EVENT_TRACK, Map.of("a", "b c"))))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.SERVER));
      assertThat(requests).hasValue(3);
      assertThat(server.requests().get(0))
          .startsWith("GET /open_api/v1.3/event/track/?a=b%20c HTTP/1.1\r\n")
          .doesNotContain("Content-Type");
    }
  }

  @Test
  void otherPostsAreNotRepeatedUnlessTheyNeverGotOut() {
    tiktok.answerEvery(1, Answer.html(502));
    try (ApiTransport transport = transport(tiktok.baseUrl(), Clients.retries(5).build())) {
      assertThatThrownBy(
              () -> transport.send(ApiRequest.post(Endpoint.EVENT_TRACK, Map.of("name", "n"))))
          .isInstanceOf(DeliveryUnknownException.class);
    }
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitForTheNextAttempt() throws InterruptedException {
    tiktok.answerEvery(1, Answer.html(502));
    RetryOptions slow =
        RetryOptions.builder().delays(Duration.ofSeconds(30), Duration.ofSeconds(40)).build();
    assertThat(interrupted(slow)).isInstanceOf(DeliveryUnknownException.class);
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  @Test
  void anInterruptEndsThePause() throws InterruptedException {
    tiktok.answerEvery(1, Answer.code(40100, "too many").withHeader("Retry-After", "30"));
    assertThat(interrupted(RetryOptions.DEFAULT))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("interrupted while waiting; attempts so far: 1");
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  private EventsException interrupted(RetryOptions options) throws InterruptedException {
    List<EventsException> thrown = new ArrayList<>();
    List<Boolean> flags = new ArrayList<>();
    Thread sender =
        new Thread(
            () -> {
              try (EventsClient client = client(options)) {
                client.send(Clients.event(1));
              } catch (EventsException e) {
                thrown.add(e);
                flags.add(Thread.currentThread().isInterrupted());
              }
            });
    sender.start();
    while (tiktok.stats().requests() == 0) {
      Thread.sleep(5);
    }
    Thread.sleep(200);
    sender.interrupt();
    sender.join(5_000);
    assertThat(sender.isAlive()).isFalse();
    assertThat(flags).containsExactly(true);
    return thrown.get(0);
  }

  private List<Long> arrivalsOf(Answer answer) {
    List<Long> arrivals = new ArrayList<>();
    tiktok.answerWith(
        request -> {
          arrivals.add(System.nanoTime());
          return Optional.of(answer);
        });
    return arrivals;
  }

  private static List<Long> gaps(List<Long> arrivals) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < arrivals.size(); i++) {
      gaps.add((arrivals.get(i) - arrivals.get(i - 1)) / 1_000_000);
    }
    return gaps;
  }

  private static Event withoutId() {
    return Event.builder(EventName.PURCHASE)
        .occurredAt(Instant.now())
        .pageUrl("https://shop.example/")
        .build();
  }

  private EventsClient client(RetryOptions retry) {
    return Clients.builder(tiktok.baseUrl()).retry(retry).build();
  }

  private static ApiTransport transport(String baseUrl, RetryOptions retry) {
    return new ApiTransport(
        Clients.transport(baseUrl).build(),
        retry,
        AccessTokenProvider.of(AccessToken.of(Clients.TOKEN)));
  }
}
