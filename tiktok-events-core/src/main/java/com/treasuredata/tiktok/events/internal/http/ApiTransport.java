package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.credentials.AccessTokenProvider;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the Business API until they are answered for good: adds the token, reads the
 * envelope, tells refusals from failures, and repeats what may be repeated. Safe for use by several
 * threads.
 */
public final class ApiTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiTransport.class);
  private static final long LONGEST_ANSWER = 1 << 20;
  private static final double JITTER = 0.25;

  /** Failsafe takes a negative delay for none, and falls back to its own. */
  private static final Duration NOT_SAID = Duration.ofMillis(-1);

  private final TransportOptions options;
  private final RetryOptions retry;
  private final AccessTokenProvider tokens;
  private final Pace pace;
  private final Call.Factory calls;
  private final @Nullable OkHttpClient ownClient;

  /** Creates one; it owns an HTTP client unless {@code options} bring one. */
  public ApiTransport(TransportOptions options, RetryOptions retry, AccessTokenProvider tokens) {
    this.options = options;
    this.retry = retry;
    this.tokens = tokens;
    this.pace = new Pace(retry);
    this.ownClient = options.callFactory().isPresent() ? null : newClient(options);
    this.calls = ownClient == null ? options.callFactory().orElseThrow() : ownClient;
  }

  /**
   * HTTP/1.1 only: a connection for each sender is faster than one HTTP/2 connection for all
   * (ecosystem.md §D). No redirects: they would carry the token elsewhere (events-api.md §1.1).
   */
  private static OkHttpClient newClient(TransportOptions options) {
    return new OkHttpClient.Builder()
        .socketFactory(new NoDelaySocketFactory())
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(new ConnectionPool())
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(options.connectTimeout())
        .readTimeout(options.requestTimeout())
        .writeTimeout(options.requestTimeout())
        .callTimeout(options.requestTimeout())
        .build();
  }

  /**
   * Sends {@code request} and waits for an answer by which TikTok took it.
   *
   * @throws ApiException if TikTok refused it
   * @throws ConnectionException if it never got out
   * @throws DeliveryUnknownException if it got out, and whether TikTok took it can't be told
   */
  public ApiAnswer send(ApiRequest request) {
    Delivery delivery = new Delivery(request);
    try {
      return Failsafe.with(throttlePolicy(), failurePolicy(delivery)).get(delivery::attempt);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw delivery.failed(
            new ConnectionException("interrupted before the request was sent", e));
      }
      throw e;
    } catch (EventsException e) {
      throw delivery.failed(e);
    }
  }

  private RetryPolicy<ApiAnswer> failurePolicy(Delivery delivery) {
    ApiRequest request = delivery.request;
    return RetryPolicy.<ApiAnswer>builder()
        .handleIf(
            (answer, failure) -> failure instanceof EventsException e && mayRepeat(request, e))
        .withMaxAttempts(retry.maxAttempts())
        .withMaxDuration(retry.maxDuration())
        .withBackoff(retry.firstDelay(), retry.maxDelay())
        .withDelayFn(context -> delivery.retryAfter)
        .withJitter(JITTER)
        .onRetry(
            event ->
                LOG.warn(
                    "{}: trying again after attempt {}: {}",
                    request.endpoint(),
                    event.getAttemptCount(),
                    event.getLastException().getMessage()))
        .build();
  }

  /** Throttled requests wait in {@link Pace}, all together, and don't count as attempts. */
  private RetryPolicy<ApiAnswer> throttlePolicy() {
    return RetryPolicy.<ApiAnswer>builder()
        .handleIf(
            (answer, failure) ->
                failure instanceof ApiException e && e.kind() == ErrorKind.RATE_LIMIT)
        .withMaxAttempts(retry.maxThrottleTime().isZero() ? 1 : -1)
        .withMaxDuration(retry.maxThrottleTime().plusMillis(1))
        .build();
  }

  private static boolean mayRepeat(ApiRequest request, EventsException failure) {
    if (failure instanceof ConnectionException) {
      return true;
    }
    return request.repeatable() && isAmbiguous(failure);
  }

  /** Returns whether TikTok may have taken a request although it failed so. */
  private static boolean isAmbiguous(EventsException failure) {
    return failure instanceof DeliveryUnknownException
        || (failure instanceof ApiException e && e.kind() == ErrorKind.SERVER);
  }

  /** Lets go of idle connections. The caller's own HTTP client is left alone. */
  @Override
  public void close() {
    if (ownClient != null) {
      ownClient.dispatcher().executorService().shutdown();
      ownClient.connectionPool().evictAll();
    }
  }

  /** One request on its way, over all its attempts. */
  private final class Delivery {
    private final ApiRequest request;
    private int attempts;
    private @Nullable EventsException ambiguity;
    private Duration retryAfter = NOT_SAID;

    Delivery(ApiRequest request) {
      this.request = request;
    }

    ApiAnswer attempt() throws InterruptedException {
      long entered = pace.enter();
      try {
        ApiAnswer answer =
            request.authenticated() ? authenticated(entered) : exchange(null, entered);
        pace.answered();
        return answer;
      } catch (EventsException e) {
        if (isAmbiguous(e)) {
          ambiguity = e;
        }
        throw e;
      } finally {
        pace.leave();
      }
    }

    /** A refused token is reported; if its provider has another one by then, that is tried too. */
    private ApiAnswer authenticated(long entered) {
      AccessToken token = tokens.token();
      try {
        return exchange(token, entered);
      } catch (ApiException e) {
        if (e.kind() != ErrorKind.AUTHENTICATION) {
          throw e;
        }
        tokens.invalidate(token);
        AccessToken another = tokens.token();
        if (another.equals(token)) {
          throw e;
        }
        return exchange(another, entered);
      }
    }

    /**
     * Returns what to tell the caller in the end: if an earlier attempt may have been taken, a
     * later one that TikTok didn't judge says nothing.
     */
    EventsException failed(EventsException last) {
      boolean judged = last instanceof ApiException e && e.kind() == ErrorKind.INVALID_CONTENT;
      if (ambiguity == null || judged) {
        return last;
      }
      if (last instanceof DeliveryUnknownException) {
        return last;
      }
      return new DeliveryUnknownException(
          "whether TikTok took the request is unknown: " + last.getMessage(), last);
    }

    private ApiAnswer exchange(@Nullable AccessToken token, long entered) {
      attempts++;
      request.onAttempt().run();
      retryAfter = NOT_SAID;
      OneShotBody body = request.body() == null ? null : new OneShotBody(request.body());
      Request.Builder http =
          new Request.Builder()
              .url(request.endpoint().url(options, request.query()))
              .header("User-Agent", UserAgent.VALUE)
              .method(body == null ? "GET" : "POST", body);
      if (token != null) {
        http.header(Endpoint.TOKEN_HEADER, token.secret());
      }
      long start = System.nanoTime();
      try (Response response = calls.newCall(http.build()).execute()) {
        String text = read(response.body().source());
        ApiAnswer answer = judge(response, text, entered);
        LOG.debug(
            "{}: taken at attempt {}, request {}, {} ms",
            request.endpoint(),
            attempts,
            answer.requestId().orElse("-"),
            Duration.ofNanos(System.nanoTime() - start).toMillis());
        return answer;
      } catch (IOException e) {
        String what = e.getClass().getSimpleName() + attemptText();
        throw body != null && body.isStarted()
            ? new DeliveryUnknownException(
                "the request went out and no whole answer came back: " + what, e)
            : new ConnectionException(
                "can't reach "
                    + options.baseUrl().host()
                    + ": "
                    + what
                    + ". Check network, proxy and base URL.",
                e);
      }
    }

    private ApiAnswer judge(Response response, String text, long entered) {
      Envelope envelope = Envelope.parse(text);
      String requestId = requestId(envelope, response);
      if (envelope == null && response.isSuccessful()) {
        throw new DeliveryUnknownException(
            "TikTok's answer can't be read (HTTP status " + response.code() + attemptText() + ")",
            null);
      }
      if (envelope != null
          && (envelope.code() == ReturnCode.OK || envelope.code() == ReturnCode.PARTIAL_OK)) {
        Optional<String> problem =
            envelope.code() == ReturnCode.OK
                ? Optional.empty()
                : Optional.of("code 20001 PARTIAL_OK: " + ErrorText.masked(envelope.message()));
        return new ApiAnswer(Optional.ofNullable(requestId), envelope.data(), problem, attempts);
      }
      ReturnCode code = envelope == null ? null : ReturnCode.of(envelope.code());
      ErrorKind kind = code == null ? ReturnCode.ofStatus(response.code()) : code.kind();
      Duration wait = RetryAfter.of(response);
      if (kind == ErrorKind.RATE_LIMIT) {
        pace.throttled(entered, wait);
      } else if (wait != null) {
        retryAfter = wait;
      }
      throw new ApiException(
          kind,
          envelope == null ? "no JSON in the answer" : ErrorText.masked(envelope.message()),
          envelope == null ? -1 : envelope.code(),
          code == null ? "" : code.name(),
          response.code(),
          requestId,
          attempts);
    }

    private String attemptText() {
      return ", attempt " + attempts;
    }
  }

  private static @Nullable String requestId(@Nullable Envelope envelope, Response response) {
    String id = envelope == null ? null : envelope.requestId();
    if (id == null) {
      id = response.header("X-Tt-Logid");
    }
    return id != null && id.matches("[A-Za-z0-9-]{1,80}") ? id : null;
  }

  private static String read(BufferedSource source) throws IOException {
    if (source.request(LONGEST_ANSWER)) {
      return ""; // Longer than any answer of TikTok's, so none of its.
    }
    return source.readUtf8();
  }
}
