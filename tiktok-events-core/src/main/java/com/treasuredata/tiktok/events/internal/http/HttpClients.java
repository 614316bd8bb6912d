package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.TransportOptions;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes the HTTP clients that requests go through. */
final class HttpClients {
  /** A connection for each sender of an export; more idle ones would be closed and made anew. */
  private static final int MAX_IDLE_CONNECTIONS = 10;

  private static final int MINUTES_IDLE = 5;

  private HttpClients() {}

  /**
   * Returns this library's own client. HTTP/1.1 only: a connection for each sender is faster than
   * one HTTP/2 connection for all (ecosystem.md §B). No redirects: they would carry the token
   * elsewhere (events-api.md §1.1).
   */
  static OkHttpClient create(TransportOptions options) {
    OkHttpClient.Builder client = new OkHttpClient.Builder();
    options.proxy().map(HttpClients::proxy).ifPresent(client::proxy);
    return client
        .socketFactory(new NoDelaySocketFactory())
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, MINUTES_IDLE, TimeUnit.MINUTES))
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(options.connectTimeout())
        .readTimeout(options.requestTimeout())
        .writeTimeout(options.requestTimeout())
        .callTimeout(options.requestTimeout())
        .build();
  }

  private static Proxy proxy(URI address) {
    return new Proxy(
        Proxy.Type.HTTP,
        InetSocketAddress.createUnresolved(
            HttpUrl.get(address.toString()).host(), address.getPort()));
  }

  /**
   * Returns the caller's {@code client}, or one that shares everything with it and follows no
   * redirects.
   */
  static Call.Factory withoutRedirects(Call.Factory client) {
    if (client instanceof OkHttpClient okHttp && okHttp.followRedirects()) {
      return okHttp.newBuilder().followRedirects(false).followSslRedirects(false).build();
    }
    return client;
  }
}
