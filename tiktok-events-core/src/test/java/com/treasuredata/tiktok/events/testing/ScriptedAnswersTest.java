package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.TestClient.purchase;
import static com.treasuredata.tiktok.events.testing.TestClient.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.treasuredata.tiktok.events.testing.FakeTikTok.Stats;
import com.treasuredata.tiktok.events.testing.TestClient.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptedAnswersTest {
  private static final Answer TOO_OFTEN = Answer.code(40100, "Too many requests.");

  private final FakeTikTok tiktok = FakeTikTok.start();
  private final TestClient client = new TestClient(tiktok);

  @AfterEach
  void close() {
    tiktok.close();
  }

  private List<Object> codesOf(int requests) {
    List<Object> codes = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      codes.add(client.track(web(purchase(i))).code());
    }
    return codes;
  }

  private HttpRequest track(String body) {
    return client.trackRequest().POST(BodyPublishers.ofString(body)).build();
  }

  @Test
  void answersTheNextRequestsInOrder() {
    tiktok.answerNext(2, TOO_OFTEN);
    tiktok.answerNext(1, Answer.code(50000, "System error."));

    assertThat(codesOf(5)).containsExactly(40100L, 40100L, 50000L, 0L, 0L);
  }

  @Test
  void answersEveryThirdRequest() {
    tiktok.answerEvery(3, TOO_OFTEN);

    assertThat(codesOf(7)).containsExactly(0L, 0L, 40100L, 0L, 0L, 40100L, 0L);
  }

  @Test
  void prefersTheNextAnswerToTheHookAndTheHookToThePeriod() {
    tiktok.answerEvery(1, Answer.code(3, "every"));
    tiktok.answerWith(
        request -> request.number() == 2 ? Optional.of(Answer.code(2, "hook")) : Optional.empty());
    tiktok.answerNext(1, Answer.code(1, "next"));

    assertThat(codesOf(3)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void forgetsAnswers() {
    tiktok.answerNext(9, TOO_OFTEN);
    tiktok.answerEvery(1, TOO_OFTEN);
    tiktok.answerWith(request -> Optional.of(TOO_OFTEN));

    tiktok.clearAnswers();

    assertThat(codesOf(2)).containsExactly(0L, 0L);
  }

  @Test
  void refusesAScriptOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> tiktok.answerNext(0, TOO_OFTEN));
    assertThatIllegalArgumentException().isThrownBy(() -> tiktok.answerEvery(0, TOO_OFTEN));
    assertThatIllegalArgumentException().isThrownBy(() -> TOO_OFTEN.after(Duration.ofMillis(-1)));
  }

  @Test
  void countsAFaultButNotItsEvents() {
    tiktok.answerNext(1, TOO_OFTEN);

    Reply reply = client.track(web(purchase(1)));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.data()).isEmpty();
    Stats stats = tiktok.stats("web");
    assertThat(stats.requests()).isEqualTo(1);
    assertThat(stats.faulted()).isEqualTo(1);
    assertThat(stats.answeredOk() + stats.refused()).isZero();
    assertThat(stats.eventsReceived()).isZero();
  }

  @Test
  void countsTheEventsOfAFaultAfterAccepting() {
    tiktok.answerNext(1, Answer.html(504).afterAccepting());

    client.track(web(purchase(1)));
    client.track(web(purchase(1)));

    assertThat(tiktok.stats().faulted()).isEqualTo(1);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(2);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
    assertThat(tiktok.stats().duplicates()).isEqualTo(1);
  }

  @Test
  void countsNoBadEventAfterAccepting() {
    tiktok.answerNext(1, Answer.html(504).afterAccepting());

    Reply reply = client.track(web(purchase("\"event_id\":7")));

    assertThat(reply.status()).isEqualTo(504);
    assertThat(tiktok.stats().eventsReceived()).isZero();
  }

  @Test
  void saysOkWithoutJudging() {
    tiktok.answerNext(1, Answer.ok());

    assertThat(client.track("{}").code()).isEqualTo(0L);
    assertThat(tiktok.stats().eventsReceived()).isZero();
  }

  @Test
  void answersWithStatusAndHeaders() {
    tiktok.answerNext(1, TOO_OFTEN.withStatus(429).withHeader("Retry-After", "7"));

    Reply reply = client.track(web(purchase()));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.http().headers().firstValue("Retry-After")).hasValue("7");
    assertThat(reply.code()).isEqualTo(40100L);
  }

  @Test
  void answersWithAGatewaysPage() {
    tiktok.answerNext(1, Answer.html(502));

    Reply reply = client.track(web(purchase()));

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.contentType()).isEqualTo("text/html");
    assertThat(reply.body()).contains("<h1>502 Bad Gateway</h1>", "nginx");
  }

  @Test
  void answersWithAnyBody() {
    tiktok.answerNext(1, Answer.body(204, "text/plain", ""));
    tiktok.answerNext(1, Answer.body(200, "application/json", "{\"code\":"));

    assertThat(client.track(web(purchase())).status()).isEqualTo(204);
    assertThat(client.track(web(purchase())).body()).isEqualTo("{\"code\":");
  }

  @Test
  void closesTheConnectionWithoutAnAnswer() {
    tiktok.answerNext(1, Answer.reset());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> client.trySend(track(web(purchase(1)))))
        .withMessageContaining("header parser received no bytes");
    assertThat(tiktok.stats().faulted()).isEqualTo(1);
    assertThat(codesOf(1)).containsExactly(0L);
  }

  @Test
  void cutsAnAnswerShort() {
    tiktok.answerNext(1, Answer.cut());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> client.trySend(track(web(purchase(1)))))
        .withStackTraceContaining("fixed content-length");
    assertThat(codesOf(1)).containsExactly(0L);
  }

  @Test
  void answersLate() {
    Duration delay = Duration.ofMillis(150);
    tiktok.answerEvery(1, Answer.usual().after(delay));

    long start = System.nanoTime();
    Reply reply = client.track(web(purchase("\"event_id\":7")));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(delay);
    assertThat(reply.code()).isEqualTo(40002L);
    assertThat(tiktok.stats().refused()).isEqualTo(1);
  }

  @Test
  void addsHeadersToTheUsualAnswer() {
    tiktok.answerNext(1, Answer.usual().withHeader("Date-Of-Tomorrow", "soon"));

    Reply reply = client.track(web(purchase(1)));

    assertThat(reply.message()).isEqualTo("OK");
    assertThat(reply.http().headers().firstValue("Date-Of-Tomorrow")).hasValue("soon");
    assertThat(tiktok.stats().answeredOk()).isEqualTo(1);
  }

  @Test
  void closesWhileAnswersWait() throws IOException {
    tiktok.answerNext(1, Answer.usual().after(Duration.ofMinutes(5)));
    Thread closer =
        new Thread(
            () -> {
              while (tiktok.stats().requests() == 0) {
                Thread.onSpinWait();
              }
              tiktok.close();
            });
    closer.start();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> client.trySend(track(web(purchase()))));
  }

  @Test
  void showsTheHookWhatArrived() {
    List<String> seen = new ArrayList<>();
    tiktok.answerWith(
        request -> {
          seen.add(request.number() + " " + request.header("access-token").orElse("-"));
          seen.add(request.eventSource().orElse("-") + " " + request.eventSourceId().orElse("-"));
          seen.add(request.testEventCode().orElse("-") + " " + request.validEvents());
          return request.body().contains("order-13") ? Optional.of(TOO_OFTEN) : Optional.empty();
        });

    assertThat(client.track(web(purchase(12), purchase(13))).code()).isEqualTo(40100L);
    assertThat(client.track(TestClient.file("web-full-test-code.json")).code()).isEqualTo(0L);
    assertThat(seen)
        .containsExactly(
            "1 any-token",
            "web C4A1EXAMPLE0PIXEL7QG",
            "- 2",
            "2 any-token",
            "web C4A1EXAMPLE0PIXEL7QG",
            "TEST12345 2");
  }

  @Test
  void takesAHookThatActsAtRandom() {
    Random random = new Random(7);
    tiktok.answerWith(
        request -> random.nextInt(4) == 0 ? Optional.of(TOO_OFTEN) : Optional.empty());

    assertThat(codesOf(40)).contains(0L, 40100L);
  }

  @Test
  void showsWhatTheHookThrows() {
    tiktok.answerWith(
        request -> {
          throw new AssertionError("unexpected request");
        });

    Reply reply = client.track(web(purchase()));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).contains("unexpected request");
  }
}
