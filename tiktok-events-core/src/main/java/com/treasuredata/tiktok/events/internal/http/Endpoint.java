package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.http.TransportOptions;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * An endpoint of the Business API.
 *
 * @param path what follows the version; it ends in a slash (events-api.md §1.1)
 */
public record Endpoint(String path) {
  /** Takes events: events-api.md §1. */
  public static final Endpoint EVENT_TRACK = new Endpoint("event/track/");

  /** Lists pixels: auth-and-sources.md §3.1. */
  public static final Endpoint PIXEL_LIST = new Endpoint("pixel/list/");

  /** Creates a pixel: auth-and-sources.md §3.1. */
  public static final Endpoint PIXEL_CREATE = new Endpoint("pixel/create/");

  /** Lists apps: auth-and-sources.md §3.2. */
  public static final Endpoint APP_LIST = new Endpoint("app/list/");

  /** Lists offline event sets: auth-and-sources.md §3.3. */
  public static final Endpoint OFFLINE_LIST = new Endpoint("offline/get/");

  /** Creates an offline event set: auth-and-sources.md §3.3. */
  public static final Endpoint OFFLINE_CREATE = new Endpoint("offline/create/");

  /** Lists CRM event sets: auth-and-sources.md §3.4. */
  public static final Endpoint CRM_LIST = new Endpoint("crm/list/");

  /** Creates a CRM event set: auth-and-sources.md §3.4. */
  public static final Endpoint CRM_CREATE = new Endpoint("crm/create/");

  static final String TOKEN_HEADER = "Access-Token";

  /** Returns whether events are sent to it. */
  boolean isTrack() {
    return path.equals(EVENT_TRACK.path); // A record's own equals loads 60 classes, once.
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
