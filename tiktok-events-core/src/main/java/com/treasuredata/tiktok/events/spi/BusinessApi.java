package com.treasuredata.tiktok.events.spi;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.http.Endpoint;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls endpoints of TikTok's Business API that this library has no method for.
 *
 * <pre>{@code
 * try (BusinessApi api = BusinessApi.of(TransportOptions.DEFAULT, RetryOptions.DEFAULT, tokens)) {
 *   Map<?, ?> data = api.get("pixel/list/", Map.of("advertiser_id", "7000000000000000011")).data();
 * }
 * }</pre>
 *
 * <p>A path is what follows {@code /open_api/v1.3/}; it has no slash at its beginning and one at
 * its end (events-api.md §1.1). URLs, bodies and answers are never logged.
 *
 * <p>Safe for use by several threads.
 */
public final class BusinessApi implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("(?:[a-z0-9_]+/)+");

  private final ApiTransport transport;
  private final boolean isAuthenticated;

  private BusinessApi(
      TransportOptions transport, RetryOptions retry, @Nullable AccessTokenProvider tokens) {
    this.transport =
        new ApiTransport(
            Objects.requireNonNull(transport, "transport"),
            Objects.requireNonNull(retry, "retry"),
            tokens == null ? BusinessApi::none : tokens);
    this.isAuthenticated = tokens != null;
  }

  private static AccessToken none() {
    throw new AssertionError("a request without a token asks for none");
  }

  /** Returns one whose requests carry no access token, as those that get one. */
  public static BusinessApi of(TransportOptions transport, RetryOptions retry) {
    return new BusinessApi(transport, retry, null);
  }

  /** Returns one whose requests carry the token that {@code tokens} gives for each. */
  public static BusinessApi of(
      TransportOptions transport, RetryOptions retry, AccessTokenProvider tokens) {
    return new BusinessApi(transport, retry, Objects.requireNonNull(tokens, "tokens"));
  }

  /**
   * Reads; failed requests are repeated as the retry options say.
   *
   * @param query the URL's parameters, not yet encoded
   * @throws IllegalArgumentException if {@code path} is none
   * @throws IllegalStateException if this is closed
   * @throws ApiException if TikTok refuses
   * @throws ConnectionException if TikTok can't be reached, or gives no whole answer
   */
  public Answer get(String path, Map<String, String> query) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(query, "query");
    return send(ApiRequest.get(endpoint(path), Map.copyOf(query)));
  }

  /**
   * Changes something; the request is repeated only if it certainly never reached TikTok.
   *
   * @param body the JSON object: texts, numbers, booleans, and lists and maps of them
   * @throws IllegalArgumentException if {@code path} is none, or {@code body} no JSON
   * @throws IllegalStateException if this is closed
   * @throws ApiException if TikTok refuses
   * @throws ConnectionException if TikTok can't be reached
   * @throws DeliveryUnknownException if the request went out and no whole answer came back
   */
  public Answer post(String path, Map<String, ?> body) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(body, "body");
    return send(ApiRequest.post(endpoint(path), body));
  }

  private static Endpoint endpoint(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path must be such as pixel/list/: " + ForeignText.quoted(path));
    }
    return new Endpoint(path);
  }

  private Answer send(ApiRequest request) {
    return new Answer(transport.send(isAuthenticated ? request : request.unauthenticated()));
  }

  /** Lets go of idle connections, and sends nothing more. */
  @Override
  public void close() {
    transport.close();
  }

  /** What TikTok answered to a request that it accepted. Immutable; prints no content. */
  public static final class Answer {
    private final ApiAnswer answer;

    private Answer(ApiAnswer answer) {
      this.answer = answer;
    }

    /**
     * Returns the member {@code data}: objects are maps, arrays lists, numbers {@link
     * java.math.BigDecimal}; empty if there is none.
     */
    public Map<?, ?> data() {
      return answer.data();
    }

    /** Returns TikTok's id of the request, if it gave one. */
    public Optional<String> requestId() {
      return answer.requestId();
    }

    @Override
    public String toString() {
      return "Answer[" + answer.requestId().orElse("without a request id") + ']';
    }
  }
}
