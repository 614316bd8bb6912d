package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Carries a request over HTTP, once, and reads the answer. Safe for use by several threads. */
final class Wire {
  /** A longer answer is none of TikTok's. */
  private static final long LONGEST_ANSWER = 1 << 20;

  private final TransportOptions options;
  private final Call.Factory calls;

  Wire(TransportOptions options, Call.Factory calls) {
    this.options = options;
    this.calls = calls;
  }

  /**
   * Returns the answer by which TikTok took {@code request}.
   *
   * @param attempt which attempt at the request this is, from 1
   * @throws EventsException as {@link ApiTransport#send} does
   */
  ApiAnswer exchange(ApiRequest request, @Nullable AccessToken token, int attempt) {
    OneShotBody body = request.body() == null ? null : new OneShotBody(request.body());
    Request.Builder http =
        new Request.Builder()
            .url(request.endpoint().url(options, request.query()))
            .header("User-Agent", UserAgent.VALUE)
            .method(body == null ? "GET" : "POST", body);
    if (token != null) {
      http.header(Endpoint.TOKEN_HEADER, token.secret());
    }
    Call call = calls.newCall(http.build());
    request.listener().attempted(call::cancel);
    try (Response response = call.execute()) {
      return Verdict.on(response, text(response.body().source()), attempt);
    } catch (IOException | NumberFormatException e) { // OkHttp trips over an endless Retry-After.
      throw failure(e, body != null && body.isStarted(), attempt);
    }
  }

  /** Names exceptions by their class only: their messages may quote anything. */
  private EventsException failure(Exception e, boolean wentOut, int attempt) {
    String what = "%s, attempt %d".formatted(e.getClass().getSimpleName(), attempt);
    return wentOut
        ? new DeliveryUnknownException(
            "the request went out and no whole answer came back: " + what, e)
        : new ConnectionException(
            "no connection to %s, or none that held: %s. Check network, proxy and base URL."
                .formatted(options.baseUrl().host(), what),
            e);
  }

  private static String text(BufferedSource answer) throws IOException {
    return answer.request(LONGEST_ANSWER) ? "" : answer.readUtf8();
  }
}
