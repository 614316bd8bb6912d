package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.TestClient.TRACK;
import static com.treasuredata.tiktok.events.testing.TestClient.file;
import static com.treasuredata.tiktok.events.testing.TestClient.purchase;
import static com.treasuredata.tiktok.events.testing.TestClient.request;
import static com.treasuredata.tiktok.events.testing.TestClient.web;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.testing.FakeTikTok.Stats;
import com.treasuredata.tiktok.events.testing.TestClient.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FakeTikTokTest {
  private FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10).start();
  private TestClient client = new TestClient(tiktok);

  @AfterEach
  void close() {
    tiktok.close();
  }

  private void restart(FakeTikTok.Builder builder) {
    tiktok.close();
    tiktok = builder.start();
    client = new TestClient(tiktok);
  }

  @ParameterizedTest
  @CsvSource({
    "web-minimal.json, web, 1",
    "web-full-test-code.json, web, 2",
    "app-ios.json, app, 1",
    "app-android-install.json, app, 1",
    "offline.json, offline, 1",
    "crm-minimal.json, crm, 1",
    "crm-full.json, crm, 1",
  })
  void acceptsTheSamplesOfTheSpecification(String name, String source, int events) {
    Reply reply = client.track(file(name));

    assertThat(reply.json()).containsEntry("code", 0L).containsEntry("message", "OK");
    assertThat(tiktok.stats(source).eventsReceived()).isEqualTo(events);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(events);
  }

  @Test
  void answersWithTikToksEnvelope() {
    Clock newYear = Clock.fixed(Instant.parse("2025-12-31T16:00:05Z"), ZoneOffset.UTC);
    restart(FakeTikTok.builder().clock(newYear));

    Reply reply = client.track(web(purchase()));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.json()).containsOnlyKeys("code", "message", "request_id", "data");
    assertThat(reply.data()).isEmpty();
    assertThat(reply.text("request_id")).matches("20260101000005[0-9A-F]{20}");
    assertThat(reply.http().headers().firstValue("X-TT-LOGID")).hasValue(reply.text("request_id"));
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(URI.create(tiktok.baseUrl()).getHost()).isEqualTo("127.0.0.1");
    assertThat(tiktok.baseUrl()).endsWith("/");
  }

  @Test
  void saysWhichPortIsTaken() {
    int taken = URI.create(tiktok.baseUrl()).getPort();

    assertThatThrownBy(() -> FakeTikTok.builder().port(taken).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot listen on 127.0.0.1:" + taken);
  }

  @Test
  void answersWithoutWaitingForNagle() {
    String body =
        web(IntStream.range(0, 200).mapToObj(TestClient::purchase).toArray(String[]::new));
    client.track(body);

    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      client.track(body);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50 * 30));
  }

  // ---- addresses, tokens, bodies

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open_api/v1.3/event/track",
        "open_api/v1.2/event/track/",
        "open_api/v1.3/pixel/track/",
        "event/track/"
      })
  void knowsNoOtherAddress(String path) {
    Reply reply = client.send(client.request(path).POST(BodyPublishers.ofString("{}")).build());

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.contentType()).isEqualTo("text/plain");
    assertThat(reply.body()).isEqualTo("404 page not found");
    assertThat(tiktok.stats().refused()).isEqualTo(1);
  }

  @Test
  void takesEventsByPostOnly() {
    Reply reply = client.send(client.trackRequest().GET().build());

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.http().headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void asksForAnAccessToken() {
    Reply reply =
        client.send(client.request(TRACK).POST(BodyPublishers.ofString(web(purchase()))).build());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.code()).isEqualTo(40104L);
    assertThat(reply.message())
        .isEqualTo("Access token is null, you should set it in http header with key Access-Token.");
    assertThat(reply.json()).containsEntry("data", Map.of());
    assertThat(tiktok.stats().eventsReceived()).isZero();
  }

  @Test
  void saysThatABearerTokenIsNotRead() {
    Reply reply =
        client.send(
            client
                .request(TRACK)
                .header("Authorization", "Bearer t0ken")
                .POST(BodyPublishers.ofString(web(purchase())))
                .build());

    assertThat(reply.code()).isEqualTo(40104L);
    assertThat(reply.message()).contains("Authorization is not read");
  }

  @ParameterizedTest
  @CsvSource({
    "first-t0ken, 0",
    "second-t0ken, 0",
    "third-t0ken, 40105",
    "Bearer first-t0ken, 40105",
    "' ', 40104"
  })
  void acceptsTheTokensItWasGiven(String token, long code) {
    restart(FakeTikTok.builder().accessToken("first-t0ken").accessToken("second-t0ken"));

    Reply reply =
        client.send(
            client
                .trackRequest()
                .setHeader("Access-Token", token)
                .POST(BodyPublishers.ofString(web(purchase())))
                .build());

    assertThat(reply.code()).isEqualTo(code);
    if (code == 40105) {
      assertThat(reply.message()).startsWith("Access token is incorrect or has been revoked.");
      assertThat(reply.data()).isEmpty();
    }
  }

  @Test
  void wantsTheTokenRaw() {
    Reply reply = client.post("Bearer any-token", "/event/track/", web(purchase()));

    assertThat(reply.code()).isEqualTo(40105L);
    assertThat(reply.message()).endsWith("It is sent raw, without \"Bearer \".");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 0",
    "application/json; charset=utf-8, 0",
    "application/json; charset=latin1, 40000",
    "text/plain, 40000",
    "application/x-www-form-urlencoded, 40000"
  })
  void takesJsonOnly(String type, long code) {
    Reply reply =
        client.send(
            client
                .trackRequest()
                .setHeader("Content-Type", type)
                .POST(BodyPublishers.ofString(web(purchase())))
                .build());

    assertThat(reply.code()).isEqualTo(code);
    if (code != 0) {
      assertThat(reply.message()).contains(type);
    }
  }

  @Test
  void refusesACompressedBody() {
    Reply reply =
        client.send(
            client
                .trackRequest()
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(web(purchase())))
                .build());

    assertThat(reply.code()).isEqualTo(40000L);
    assertThat(reply.message()).isEqualTo("The body must not be compressed, but is gzip.");
  }

  @Test
  void takesABodyThatSaysItIsNotCompressed() {
    Reply reply =
        client.send(
            client
                .trackRequest()
                .header("Content-Encoding", "identity")
                .POST(BodyPublishers.ofString(web(purchase())))
                .build());

    assertThat(reply.code()).isEqualTo(0L);
  }

  @Test
  void refusesALargeBodyAsAGatewayDoes() {
    String body = web(purchase());
    restart(FakeTikTok.builder().maxBodyBytes(body.length()));

    assertThat(client.track(body).code()).isEqualTo(0L);
    Reply reply = client.track(body + " ");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.contentType()).isEqualTo("text/html");
    assertThat(reply.body()).contains("413 Request Entity Too Large", "nginx");
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(1);
  }

  @Test
  void readsABodyFarTooLargeToItsEnd() throws IOException {
    restart(FakeTikTok.builder().maxBodyBytes(1000));
    byte[] body = new byte[20_000_000];

    URI base = URI.create(tiktok.baseUrl());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String head = "POST /" + TRACK + " HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
      socket.getOutputStream().write(head.formatted(body.length).getBytes(US_ASCII));
      socket.getOutputStream().write(body);
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
      assertThat(new String(status, US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  // ---- counting

  @Test
  void countsRequestsEventsAndBytes() {
    String two = web(purchase(1), purchase(2));
    String bad = web(purchase("\"event_id\":7"));
    client.track(two);
    client.track(request("offline", "71", purchase(1)));
    client.track(bad);

    Stats stats = tiktok.stats();
    assertThat(stats.requests()).isEqualTo(3);
    assertThat(stats.answeredOk()).isEqualTo(2);
    assertThat(stats.refused()).isEqualTo(1);
    assertThat(stats.faulted()).isZero();
    assertThat(stats.eventsReceived()).isEqualTo(3);
    assertThat(stats.eventsCounted()).isEqualTo(3);
    assertThat(tiktok.stats("web").bytes()).isEqualTo(two.length() + bad.length());
    assertThat(tiktok.stats("offline").requests()).isEqualTo(1);
    assertThat(tiktok.stats("crm").requests()).isZero();
  }

  @Test
  void refusesARequestWhole() {
    client.track(web(purchase(1), purchase(2), purchase("\"event_id\":3")));

    assertThat(tiktok.stats().eventsReceived()).isZero();
    assertThat(tiktok.events()).isEmpty();
    assertThat(client.track(web(purchase(1))).code()).isEqualTo(0L);
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void hasCountsForFourSourcesOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tiktok.stats("WEB"))
        .withMessageEndingWith(": WEB");
  }

  @Test
  void countsTestEventsApart() {
    client.track(file("web-full-test-code.json"));
    client.track(file("web-full-test-code.json"));

    assertThat(tiktok.stats().testEvents()).isEqualTo(4);
    assertThat(tiktok.stats().eventsCounted()).isZero();
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  // ---- keeping

  @Test
  void keepsEventsAsTheyCame() {
    String event = "{ \"event\":\"Lead\", \"event_time\":1767225600, \"event_id\":\"1\" }";

    client.track(web(event));

    ReceivedEvent received = tiktok.events().get(0);
    assertThat(received.json()).isEqualTo(event);
    assertThat(received.fields())
        .isEqualTo(Map.of("event", "Lead", "event_time", 1767225600L, "event_id", "1"));
    assertThat(received.eventSource()).isEqualTo("web");
    assertThat(received.eventSourceId()).isEqualTo("C4A1EXAMPLE0PIXEL7QG");
    assertThat(received.testEventCode()).isEmpty();
  }

  @Test
  void keepsTheLatestEventsOnly() {
    restart(FakeTikTok.builder().keepEvents(2));

    client.track(web(purchase(1), purchase(2), purchase(3)));

    assertThat(tiktok.events())
        .extracting(event -> event.fields().get("event_id"))
        .containsExactly("order-2", "order-3");
  }

  @Test
  void keepsNothingUnlessAsked() {
    restart(FakeTikTok.builder());

    client.track(web(purchase(1)));

    assertThat(tiktok.events()).isEmpty();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
  }

  @Test
  void tellsTestEventsByTheirCode() {
    client.track(file("web-full-test-code.json"));

    assertThat(tiktok.events()).hasSize(2);
    assertThat(tiktok.events()).allMatch(e -> e.testEventCode().orElse("").equals("TEST12345"));
  }

  @Test
  void printsNoPersonalData() {
    client.track(file("web-minimal.json"));

    List<ReceivedEvent> events = tiktok.events();
    assertThat(events.toString()).contains("C4A1EXAMPLE0PIXEL7QG").doesNotContain("203.0.113.25");
  }
}
