package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the Business API, each until its {@link Outcome} is decided. One limiter slows
 * them down together. Safe for use by several threads.
 */
public final class ApiTransport implements AutoCloseable {
  private static final String CLOSED = "the client is closed";

  private final RetryOptions retry;
  private final AccessTokenProvider tokens;
  private final TimeSource time;
  private final RequestLimiter limiter;
  private final HttpExchange exchange;
  private final @Nullable OkHttpClient ownClient;
  private volatile boolean isClosed;

  /** Creates one; it owns its HTTP client unless {@code options} bring one. */
  public ApiTransport(TransportOptions options, RetryOptions retry, AccessTokenProvider tokens) {
    this(options, retry, tokens, TimeSource.SYSTEM);
  }

  ApiTransport(
      TransportOptions options, RetryOptions retry, AccessTokenProvider tokens, TimeSource time) {
    this.retry = retry;
    this.tokens = tokens;
    this.time = time;
    this.limiter = new RequestLimiter(retry, time);
    this.ownClient = options.callFactory().isPresent() ? null : HttpClients.create(options);
    this.exchange =
        new HttpExchange(
            options,
            ownClient == null
                ? HttpClients.withoutRedirects(options.callFactory().orElseThrow())
                : ownClient,
            time);
  }

  /**
   * Sends {@code request} and waits for an answer by which TikTok accepted it.
   *
   * @throws ApiException if TikTok refused it
   * @throws ConnectionException if it was never sent
   * @throws DeliveryUnknownException if it was sent, and whether TikTok accepted it is unknown
   * @throws IllegalStateException if this is closed
   */
  public ApiAnswer send(ApiRequest request) {
    Outcome outcome = send(request, new RequestGroup(limiter, null));
    if (outcome instanceof Failed failed) {
      throw unchecked(failed.toThrowable());
    }
    return (ApiAnswer) outcome;
  }

  /** Sends {@code request} as one of a group, and returns what became of it. Throws nothing. */
  public Outcome send(ApiRequest request, RequestGroup group) {
    if (isClosed) {
      return new Failed(
          Failed.Kind.JOB_REFUSED, new CallerFailure(new IllegalStateException(CLOSED)), 0);
    }
    return new RetryingCall(request, group, exchange, retry, tokens, limiter, time).run();
  }

  /** What the caller's own code threw goes on to the caller as it is, if it can. */
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new UndeclaredThrowableException(thrown);
  }

  /**
   * Returns a group of requests that are repeated beyond their own attempts in an outage, until it
   * has lasted for {@code maxTimeWithoutSuccess}.
   *
   * @throws IllegalStateException if this is closed
   */
  public RequestGroup group(Duration maxTimeWithoutSuccess) {
    if (isClosed) {
      throw new IllegalStateException(CLOSED);
    }
    limiter.forgetFailures();
    return new RequestGroup(limiter, new OutageDetector(maxTimeWithoutSuccess, retry, time));
  }

  /**
   * Closes idle connections, and sends nothing more. An HTTP client that the caller brought stays
   * open.
   */
  @Override
  public void close() {
    isClosed = true;
    if (ownClient != null) {
      ownClient.dispatcher().executorService().shutdown();
      ownClient.connectionPool().evictAll();
    }
  }
}
