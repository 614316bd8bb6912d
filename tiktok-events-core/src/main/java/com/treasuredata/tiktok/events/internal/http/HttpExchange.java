package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.http.Failed.Kind;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends a request over HTTP, once, and reads the answer. Safe for use by several threads. */
final class HttpExchange {
  /** An answer to events says little, whatever their number. */
  private static final long MAX_TRACK_ANSWER = 1L << 20;

  /** A list can be long: an OAuth answer names each ad account of an agency. */
  private static final long MAX_ANSWER = 16L << 20;

  private final TransportOptions options;
  private final Call.Factory calls;
  private final TimeSource time;
  private final String server;

  HttpExchange(TransportOptions options, Call.Factory calls, TimeSource time) {
    this.options = options;
    this.calls = calls;
    this.time = time;
    HttpUrl url = HttpUrl.get(options.baseUrl().toString());
    this.server =
        url.host()
            + ':'
            + url.port()
            + options.proxy().map(proxy -> " through proxy " + proxy.getAuthority()).orElse("");
  }

  /**
   * Sends {@code request} unless its group has stopped, and returns what became of it.
   *
   * @param attempt which attempt at the request this is, from 1
   * @param isInDoubt whether TikTok may have taken it at an earlier one
   */
  Outcome send(
      ApiRequest request,
      @Nullable AccessToken token,
      int attempt,
      RequestGroup group,
      boolean isInDoubt) {
    OneShotBody body = request.body() == null ? null : new OneShotBody(request.body());
    Call call;
    try {
      call = calls.newCall(http(request, token, body));
    } catch (Throwable e) { // The caller's HTTP client can throw anything.
      return new Failed(Kind.JOB_REFUSED, new CallerFailure(e), attempt - 1);
    }
    try {
      if (!group.begin(call, isInDoubt)) {
        return stopped(attempt - 1);
      }
      try (Response response = call.execute()) {
        return ResponseParser.parse(response, text(request, response), attempt, time.now());
      }
    } catch (IOException | NumberFormatException e) { // OkHttp trips over an endless Retry-After.
      boolean wentOut = body != null && body.isStarted();
      Kind kind = wentOut ? Kind.IN_DOUBT : Kind.NOT_TAKEN;
      return new Failed(kind, new NoAnswer(server, wentOut, e), attempt);
    } catch (Throwable e) { // As above.
      boolean wentOut = body != null && body.isStarted();
      return new Failed(wentOut ? Kind.IN_DOUBT : Kind.JOB_REFUSED, new CallerFailure(e), attempt);
    } finally {
      group.end(call);
    }
  }

  /** Returns what becomes of a request that is not sent because its group has stopped. */
  Failed stopped(int attempts) {
    return new Failed(
        Kind.NOT_TAKEN, new NoAnswer(server, false, new InterruptedException()), attempts);
  }

  private Request http(
      ApiRequest request, @Nullable AccessToken token, @Nullable OneShotBody body) {
    Request.Builder http =
        new Request.Builder()
            .url(request.endpoint().url(options, request.query()))
            .header("User-Agent", UserAgent.VALUE)
            .method(body == null ? "GET" : "POST", body);
    if (token != null) {
      http.header(Endpoint.TOKEN_HEADER, token.secret());
    }
    return http.build();
  }

  private static @Nullable String text(ApiRequest request, Response response) throws IOException {
    BufferedSource answer = response.body().source();
    long most = request.endpoint().isTrack() ? MAX_TRACK_ANSWER : MAX_ANSWER;
    return answer.request(most) ? null : answer.readUtf8();
  }
}
