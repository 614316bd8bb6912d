package com.treasuredata.tiktok.events.internal.http;

import static com.treasuredata.tiktok.events.support.RawServer.http;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.RawServer;
import com.treasuredata.tiktok.events.support.Seeds;
import com.treasuredata.tiktok.events.support.SelfSigned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes back, it ends in one of our exceptions, soon. */
@Timeout(60)
class HostileAnswersTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesAThousandMutatedAnswers(long seed) {
    Seeds seeds = new Seeds("answers", seed);
    AtomicReference<byte[]> answer = new AtomicReference<>();
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.readRequest();
                  connection.writeBytes(Objects.requireNonNull(answer.get()));
                });
        EventsClient client = once(server.baseUrl(), Duration.ofSeconds(10))) {
      for (int i = 0; i < 1_000; i++) {
        answer.set(seeds.next());
        Throwable thrown = catchThrowable(() -> client.send(Clients.event(1)));
        if (thrown != null) {
          assertThat(thrown)
              .as(() -> new String(answer.get(), ISO_8859_1))
              .isInstanceOf(EventsException.class);
        }
      }
    }
  }

  @Test
  void takesAnAnswerOfAMegabyteForNoneOfTikToks() {
    String padding = "x".repeat(1 << 20);
    assertThat(outcome(http(200, "{\"code\":0,\"message\":\"" + padding + "\"}")))
        .isInstanceOf(DeliveryUnknownException.class);
    assertThat(outcome(http(404, padding))).isInstanceOf(ApiException.class);
    assertThat(
            outcome("HTTP/1.1 200 OK\r\nContent-Length: " + Long.MAX_VALUE + "\r\n\r\n" + padding))
        .isInstanceOf(DeliveryUnknownException.class);
    assertThat(outcome(http(200, "{\"code\":0,\"message\":\"" + padding.substring(99) + "\"}")))
        .isNull();
  }

  @Test
  void survivesWhatExhaustsOtherParsers() {
    assertThat(outcome(http(200, "[".repeat(500_000))))
        .isInstanceOf(DeliveryUnknownException.class);
    assertThat(outcome(http(200, "{\"code\":0,\"data\":" + "{\"a\":".repeat(100_000))))
        .isInstanceOf(DeliveryUnknownException.class);
    assertThat(outcome(http(200, "{\"code\":" + "1".repeat(1_000_000) + "}")))
        .isInstanceOf(DeliveryUnknownException.class);
    assertThat(outcome(http(200, "{\"code\":0e999999999}"))).isNull();
    assertThat(outcome(http(200, "{\"code\":1e999999999}")))
        .isInstanceOf(DeliveryUnknownException.class);
  }

  @Test
  void readsAnswersThatAreNotUtf8() {
    byte[] latin = "{\"code\":40002,\"message\":\"Stra\u00dfe is invalid\"}".getBytes(ISO_8859_1);
    Throwable thrown =
        outcome(
            Duration.ofSeconds(10),
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + latin.length + "\r\n\r\n");
              connection.writeBytes(latin);
            });
    assertThat(thrown).hasMessageContaining("[…] is invalid (code 40002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "H",
        "\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"code\":0,\"mess",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
      })
  void doesNotKnowWhatBecameOfARequestWhoseAnswerBreaksOff(String answer) {
    assertThat(outcome(answer))
        .isInstanceOf(DeliveryUnknownException.class)
        .hasMessageContaining("the request went out and no whole answer came back");
  }

  @Test
  void waitsNoLongerThanTheTimeOutForADribblingAnswer() {
    long start = System.nanoTime();
    Throwable thrown =
        outcome(
            Duration.ofMillis(500),
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n{\"code\":0");
              for (int i = 0; i < 200; i++) {
                Thread.sleep(100);
                connection.write(" ");
              }
            });
    assertThat(thrown).isInstanceOf(DeliveryUnknownException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void waitsNoLongerThanTheTimeOutForAServerThatReadsNothing() {
    Throwable thrown = outcome(Duration.ofMillis(500), connection -> Thread.sleep(20_000));
    assertThat(thrown).isInstanceOf(DeliveryUnknownException.class);
  }

  @Test
  void knowsThatNothingWasSentWhereNobodyListens() {
    String baseUrl;
    try (RawServer gone = new RawServer(connection -> {})) {
      baseUrl = gone.baseUrl();
    }
    try (EventsClient client = once(baseUrl, Duration.ofSeconds(5))) {
      assertThat(catchThrowable(() -> client.send(Clients.event(1))))
          .isInstanceOf(ConnectionException.class)
          .hasMessage(
              "no connection to "
                  + baseUrl.replaceAll("http://|/", "")
                  + ", or none that held: nothing listens there, or the network doesn't let it"
                  + " through (ConnectException, attempt 1). Check network, proxy and base URL.");
    }
  }

  @Test
  void knowsThatNothingWasSentWhereTlsFails() {
    try (RawServer plain = new RawServer(connection -> connection.write("no TLS here\r\n\r\n"));
        EventsClient client =
            once("https://127.0.0.1:" + plain.port() + "/", Duration.ofSeconds(5))) {
      assertThat(catchThrowable(() -> client.send(Clients.event(1))))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("SSL");
    }
  }

  @Test
  void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(SelfSigned.context().getSocketFactory());
      server.start();
      try (EventsClient client = once(server.url("/").toString(), Duration.ofSeconds(5))) {
        assertThat(catchThrowable(() -> client.send(Clients.event(1))))
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("SSLHandshakeException");
      }
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @Test
  void repeatsARequestThatWasResetInTheMiddleOfItsBody() {
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.readHead();
                  connection.reset();
                },
                RawServer.answering(RawServer.OK));
        EventsClient client = Clients.quick(server.baseUrl())) {
      assertThat(client.send(megabyte()).attempts()).isEqualTo(2);
    }
  }

  @Test
  void doesNotKnowWhatBecameOfARequestThatTheServerReset() {
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.readHead();
                  connection.reset();
                });
        EventsClient client = once(server.baseUrl(), Duration.ofSeconds(10))) {
      assertThat(catchThrowable(() -> client.send(megabyte())))
          .isInstanceOf(DeliveryUnknownException.class);
    }
  }

  /** As gateways do with a body that is too long for them. */
  @Test
  void hearsAnAnswerThatComesBeforeTheEndOfTheBody() {
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.readHead();
                  connection.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                  connection.drain();
                });
        EventsClient client = once(server.baseUrl(), Duration.ofSeconds(10))) {
      assertThat(catchThrowable(() -> client.send(megabyte())))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.httpStatus()).isEqualTo(413));
    }
  }

  private static List<Event> megabyte() {
    return LongStream.rangeClosed(1, 1_000)
        .mapToObj(
            number ->
                Event.builder(EventName.SEARCH)
                    .eventId("event-" + number)
                    .occurredAt(Instant.now())
                    .pageUrl("https://shop.example/?" + "x".repeat(1_000))
                    .build())
        .toList();
  }

  private static Throwable outcome(String answer) {
    return outcome(
        Duration.ofSeconds(10),
        connection -> {
          connection.readRequest();
          connection.write(answer);
        });
  }

  private static Throwable outcome(Duration timeout, RawServer.Handler handler) {
    try (RawServer server = new RawServer(handler);
        EventsClient client = once(server.baseUrl(), timeout)) {
      return catchThrowable(() -> client.send(Clients.event(1)));
    }
  }

  private static EventsClient once(String baseUrl, Duration timeout) {
    return Clients.builder(baseUrl)
        .transport(Clients.transport(baseUrl).requestTimeout(timeout).build())
        .retry(RetryOptions.NONE)
        .build();
  }
}
