package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.TransportOptions;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * The endpoints of the Business API that this library calls; each path ends in a slash
 * (events-api.md §1.1).
 */
public enum Endpoint {
  /** Takes events: events-api.md §1. */
  EVENT_TRACK("event/track/"),
  /** Lists pixels: auth-and-sources.md §3.1. */
  PIXEL_LIST("pixel/list/"),
  /** Says what TikTok counted for pixels: auth-and-sources.md §3.1. */
  PIXEL_STATS("pixel/event/stats/"),
  /** Creates a pixel: auth-and-sources.md §3.1. */
  PIXEL_CREATE("pixel/create/"),
  /** Lists apps: auth-and-sources.md §3.2. */
  APP_LIST("app/list/"),
  /** Lists offline event sets: auth-and-sources.md §3.3. */
  OFFLINE_LIST("offline/get/"),
  /** Creates an offline event set: auth-and-sources.md §3.3. */
  OFFLINE_CREATE("offline/create/"),
  /** Lists CRM event sets: auth-and-sources.md §3.4. */
  CRM_LIST("crm/list/"),
  /** Creates a CRM event set: auth-and-sources.md §3.4. */
  CRM_CREATE("crm/create/"),
  /** Takes an authorization code for an access token: auth-and-sources.md §2.3. */
  OAUTH_EXCHANGE("oauth2/access_token/"),
  /** Makes an access token worthless: auth-and-sources.md §2.4. */
  OAUTH_REVOKE("oauth2/revoke_token/"),
  /**
   * Lists the ad accounts that a token reaches; its URL holds the app's secret: auth-and-sources.md
   * §2.5.
   */
  OAUTH_ADVERTISERS("oauth2/advertiser/get/");

  static final String TOKEN_HEADER = "Access-Token";

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  HttpUrl url(TransportOptions options, Map<String, String> query) {
    HttpUrl.Builder url =
        HttpUrl.get(options.baseUrl().toString())
            .newBuilder()
            .addPathSegment("open_api")
            .addPathSegment(options.apiVersion())
            .addPathSegments(path);
    query.forEach(url::addQueryParameter);
    return url.build();
  }

  @Override
  public String toString() {
    return path;
  }
}
