package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Business API.
 *
 * @param endpoint where it goes
 * @param query the URL's query parameters, which may be secret; empty for a POST
 * @param body what it says, as JSON; {@code null} for a GET
 * @param authenticated whether it carries the access token
 * @param idempotent whether sending it again after an unanswered attempt changes nothing
 */
public record ApiRequest(
    Endpoint endpoint,
    Map<String, String> query,
    @Nullable RequestBody body,
    boolean authenticated,
    boolean idempotent) {
  /** The only content type that TikTok takes; bare, without a charset (events-api.md §1.1). */
  public static final MediaType JSON = MediaType.get("application/json");

  /** Returns a request that reads; {@code query} values are sent URL-encoded. */
  public static ApiRequest get(Endpoint endpoint, Map<String, String> query) {
    return new ApiRequest(endpoint, query, null, true, true);
  }

  /** Returns a request that changes something; it is not repeated unless it never got out. */
  public static ApiRequest post(Endpoint endpoint, Map<String, ?> body) {
    RequestBody json =
        RequestBody.create(JsonTree.toJson(body).getBytes(StandardCharsets.UTF_8), JSON);
    return new ApiRequest(endpoint, Map.of(), json, true, false);
  }

  /**
   * Returns a request with events.
   *
   * @param idempotent whether TikTok counts each of them once however often they are sent
   */
  public static ApiRequest track(RequestBody events, boolean idempotent) {
    return new ApiRequest(Endpoint.EVENT_TRACK, Map.of(), events, true, idempotent);
  }

  /** Returns this request without the access token, for the calls that get one. */
  public ApiRequest unauthenticated() {
    return new ApiRequest(endpoint, query, body, false, idempotent);
  }

  /** Returns whether it only reads, so that nothing is in doubt when it fails. */
  boolean isRead() {
    return body == null;
  }

  /** Returns where it goes; its query may hold a secret. */
  @Override
  public String toString() {
    return "ApiRequest[" + endpoint + ']';
  }
}
