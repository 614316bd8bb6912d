package com.treasuredata.tiktok.events.internal.http;

import static com.treasuredata.tiktok.events.support.Clients.SHOP;
import static com.treasuredata.tiktok.events.support.Clients.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.RawServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, to the byte (events-api.md §1.1), and by which client. */
class HttpExchangeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final Event PURCHASE =
      Event.builder(EventName.PURCHASE)
          .eventId("order-é")
          .occurredAt(NOW)
          .pageUrl("https://shop.example/")
          .build();

  @Test
  void sendsExactlyTheseBytes() {
    try (RawServer server = new RawServer(RawServer.answering(RawServer.OK));
        EventsClient client = client(Clients.transport(server.baseUrl()))) {
      client.send(PURCHASE);

      String body =
          """
          {"event_source":"web","event_source_id":"C4A1EXAMPLE0PIXEL7QG","data":[\
          {"event":"Purchase","event_id":"order-é","event_time":1767225600,\
          "page":{"url":"https://shop.example/"}}]}""";
      assertThat(server.requests())
          .containsExactly(
              """
              POST /open_api/v1.3/event/track/ HTTP/1.1
              User-Agent: tiktok-events-java/dev
              Access-Token: t0ken-0123456789abcdef
              Content-Type: application/json
              Content-Length: %d
              Host: 127.0.0.1:%d
              Connection: Keep-Alive
              Accept-Encoding: gzip

              """
                      .formatted(body.getBytes(UTF_8).length, server.port())
                      .replace("\n", "\r\n")
                  + body);
    }
  }

  @Test
  void putsTheTestEventCodeBesideTheEvents() {
    try (RawServer server = new RawServer(RawServer.answering(RawServer.OK));
        EventsClient client =
            Clients.builder(server.baseUrl()).testEventCode(" TEST12345 ").build()) {
      client.send(List.of(Clients.event(1), Clients.event(2)));

      assertThat(server.requests().get(0))
          .contains("\r\n\r\n{\"event_source\":\"web\",")
          .contains("\"test_event_code\":\"TEST12345\",\"data\":[{")
          .contains("},{\"event\":")
          .endsWith("}]}");
    }
  }

  @Test
  void keepsAConnectionForTheNextRequest() {
    try (RawServer server = new RawServer(RawServer.answering(RawServer.OK));
        EventsClient client = Clients.quick(server.baseUrl())) {
      client.send(Clients.event(1));
      client.send(Clients.event(2));

      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void sendsAtOnceInsteadOfWaitingForAcknowledgements() throws IOException {
    NoDelaySocketFactory sockets = new NoDelaySocketFactory();
    try (RawServer server = new RawServer(RawServer.answering(RawServer.OK));
        var unconnected = sockets.createSocket();
        var connected = sockets.createSocket("127.0.0.1", server.port())) {
      assertThat(unconnected.getTcpNoDelay()).isTrue();
      assertThat(connected.getTcpNoDelay()).isTrue();
      OkHttpClient client = HttpClients.create(TransportOptions.DEFAULT);
      assertThat(client.socketFactory()).isInstanceOf(NoDelaySocketFactory.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectSoThatTheTokenStaysWithTikTok(int status) {
    for (OkHttpClient own : new OkHttpClient[] {null, new OkHttpClient()}) {
      try (RawServer elsewhere = new RawServer(RawServer.answering(RawServer.OK));
          RawServer server = new RawServer(RawServer.answering(redirect(status, elsewhere)))) {
        TransportOptions.Builder transport = Clients.transport(server.baseUrl());
        if (own != null) {
          transport.callFactory(own);
        }
        try (EventsClient client = client(transport)) {
          assertThatThrownBy(() -> client.send(PURCHASE))
              .isInstanceOfSatisfying(
                  ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
              .hasMessageContaining("HTTP status " + status);
        }
        assertThat(server.requests()).hasSize(1);
        assertThat(elsewhere.connections()).isZero();
      }
    }
  }

  private static String redirect(int status, RawServer to) {
    return "HTTP/1.1 %d Moved\r\nLocation: %sopen_api/v1.3/event/track/\r\nContent-Length: 0\r\n\r\n"
        .formatted(status, to.baseUrl());
  }

  @Test
  void usesTheCallersClientAndLeavesItAlone() {
    AtomicInteger used = new AtomicInteger();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  used.incrementAndGet();
                  return chain.proceed(chain.request());
                })
            .build();
    try (RawServer server = new RawServer(RawServer.answering(RawServer.OK))) {
      try (EventsClient client = client(Clients.transport(server.baseUrl()).callFactory(own))) {
        client.send(PURCHASE);
      }
      assertThat(used).hasValue(1);
      assertThat(own.connectionPool().idleConnectionCount()).isEqualTo(1);
      assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
      assertThat(own.followRedirects()).isTrue();
      own.connectionPool().evictAll();
    }
  }

  @Test
  void usesAnyCallFactoryAsItIs() {
    AtomicBoolean used = new AtomicBoolean();
    OkHttpClient own = new OkHttpClient();
    try (RawServer server = new RawServer(RawServer.answering(RawServer.OK));
        EventsClient client =
            client(
                Clients.transport(server.baseUrl())
                    .callFactory(
                        request -> {
                          used.set(true);
                          return own.newCall(request);
                        }))) {
      client.send(PURCHASE);
      assertThat(used).isTrue();
    }
    own.connectionPool().evictAll();
  }

  @Test
  void goesThroughTheProxyOfTheCallersClient() {
    try (RawServer proxy = new RawServer(RawServer.answering(RawServer.OK))) {
      OkHttpClient behindProxy =
          new OkHttpClient.Builder()
              .proxy(
                  new Proxy(
                      Proxy.Type.HTTP,
                      InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())))
              .build();
      try (EventsClient client =
          client(
              Clients.transport("http://tiktok.invalid/")
                  .allowClearText(true)
                  .httpClient(behindProxy))) {
        client.send(PURCHASE);
      }
      assertThat(proxy.requests().get(0))
          .startsWith("POST http://tiktok.invalid/open_api/v1.3/event/track/ HTTP/1.1\r\n");
      behindProxy.connectionPool().evictAll();
    }
  }

  @Test
  void readsCompressedAnswers() throws IOException {
    Buffer zipped = new Buffer();
    try (BufferedSink gzip = Okio.buffer(new GzipSink(zipped))) {
      gzip.writeUtf8("{\"code\":0,\"message\":\"OK\",\"request_id\":\"Z1\"}");
    }
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(zipped).build());
      try (EventsClient client = Clients.quick(server.url("/").toString())) {
        assertThat(client.send(Clients.event(1)).requestId()).contains("Z1");
      }
    }
  }

  private static EventsClient client(TransportOptions.Builder transport) {
    return EventsClient.builder()
        .accessToken(TOKEN)
        .source(SHOP)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .transport(transport.build())
        .retry(Clients.retries(1).build())
        .build();
  }
}
