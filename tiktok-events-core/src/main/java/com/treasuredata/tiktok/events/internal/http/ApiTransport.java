package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.credentials.AccessTokenProvider;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the Business API until they are answered for good: adds the token, reads the
 * envelope, tells refusals from failures, and repeats what may be repeated. Safe for use by several
 * threads.
 */
public final class ApiTransport implements AutoCloseable {
  private final RetryOptions retry;
  private final AccessTokenProvider tokens;
  private final Pace pace;
  private final Wire wire;
  private final @Nullable OkHttpClient ownClient;

  /** Creates one; it owns an HTTP client unless {@code options} bring one. */
  public ApiTransport(TransportOptions options, RetryOptions retry, AccessTokenProvider tokens) {
    this.retry = retry;
    this.tokens = tokens;
    this.pace = new Pace(retry);
    this.ownClient = options.callFactory().isPresent() ? null : HttpClients.create(options);
    this.wire =
        new Wire(
            options,
            ownClient == null
                ? HttpClients.withoutRedirects(options.callFactory().orElseThrow())
                : ownClient);
  }

  /**
   * Sends {@code request} and waits for an answer by which TikTok took it.
   *
   * @throws ApiException if TikTok refused it
   * @throws ConnectionException if it never got out
   * @throws DeliveryUnknownException if it got out, and whether TikTok took it can't be told
   */
  public ApiAnswer send(ApiRequest request) {
    return new Delivery(request, wire, retry, tokens, pace).run();
  }

  /** Returns whether a request may wait while TikTok takes none, rather than fail. */
  public boolean isPatient() {
    return !retry.maxThrottleTime().isZero();
  }

  /** Lets go of idle connections. The caller's own HTTP client is left alone. */
  @Override
  public void close() {
    if (ownClient != null) {
      ownClient.dispatcher().executorService().shutdown();
      ownClient.connectionPool().evictAll();
    }
  }
}
