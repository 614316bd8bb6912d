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
  EVENT_TRACK("event/track/");

  static final String TOKEN_HEADER = "Access-Token";

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  HttpUrl url(TransportOptions options, Map<String, String> query) {
    HttpUrl.Builder url =
        options
            .baseUrl()
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
