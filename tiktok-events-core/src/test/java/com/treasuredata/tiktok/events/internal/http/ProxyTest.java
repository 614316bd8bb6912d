package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.RawServer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProxyTest {
  private static final String NOBODY = "http://127.0.0.1:1/";

  @Test
  void requestsGoThroughIt() {
    try (FakeTikTok proxy = FakeTikTok.start();
        EventsClient client = through(proxy.baseUrl(), NOBODY)) {
      client.send(Clients.event(1));

      assertThat(proxy.stats().eventsCounted()).isEqualTo(1);
    }
  }

  @Test
  void itSeesATunnelAndNoToken() {
    List<String> heads = new CopyOnWriteArrayList<>();
    try (RawServer proxy =
            new RawServer(
                connection -> {
                  heads.add(connection.readHead());
                  connection.write("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                });
        EventsClient client = through(proxy.baseUrl(), "https://tiktok.example/")) {
      assertThatThrownBy(() -> client.send(Clients.event(1)))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("tiktok.example:443 through proxy 127.0.0.1:" + proxy.port());
    }
    assertThat(heads)
        .isNotEmpty()
        .allMatch(head -> head.startsWith("CONNECT tiktok.example:443 ") && !head.contains("oken"));
  }

  private static EventsClient through(String proxy, String baseUrl) {
    return Clients.builder(baseUrl)
        .transport(TransportOptions.builder().baseUrl(baseUrl).proxy(proxy).build())
        .retry(RetryOptions.NONE)
        .build();
  }
}
