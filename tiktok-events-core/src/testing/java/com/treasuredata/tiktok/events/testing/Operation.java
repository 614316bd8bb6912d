package com.treasuredata.tiktok.events.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/** What a client can ask of the API: a method, an address, and the scopes that allow it. */
enum Operation {
  TRACK("POST", "/event/track/", 5, 7224195155857866754L),
  PIXEL_LIST("GET", "/pixel/list/", 8, 80, 800),
  /** Its scope is not published; that of reading pixels is what one would expect. */
  PIXEL_STATS("GET", "/pixel/event/stats/", 8, 80, 800),
  PIXEL_CREATE("POST", "/pixel/create/", 8, 80, 801),
  APP_LIST("GET", "/app/list/", 7, 70, 700),
  OFFLINE_GET("GET", "/offline/get/", 7043626160646946818L, 7224195155857833986L),
  OFFLINE_CREATE("POST", "/offline/create/", 7043626160646946818L, 7050363942434095105L),
  CRM_LIST("GET", "/crm/list/", 7294180478502830081L, 7294180478502846465L),
  /** The scope of its own is not published, so only the one above it is known to allow it. */
  CRM_CREATE("POST", "/crm/create/", 7294180478502830081L),
  ADVERTISER_GET("GET", "/oauth2/advertiser/get/", 1, 10, 100),
  ACCESS_TOKEN("POST", "/oauth2/access_token/"),
  REVOKE_TOKEN("POST", "/oauth2/revoke_token/");

  static final String ROOT = "/open_api/v1.3";

  private final String method;
  private final String endpoint;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set
  private final Set<Long> scopes;

  /** Lists the scopes from the widest down; each implies what is beneath it. */
  Operation(String method, String endpoint, long... scopes) {
    this.method = method;
    this.endpoint = endpoint;
    this.scopes = Set.copyOf(Arrays.stream(scopes).boxed().toList());
  }

  String method() {
    return method;
  }

  /** Its address below the version, such as {@code /pixel/list/}. */
  String endpoint() {
    return endpoint;
  }

  String path() {
    return ROOT + endpoint;
  }

  /** Tells whether the call needs an access token; those that trade in tokens do not. */
  boolean needsToken() {
    return !scopes.isEmpty();
  }

  boolean allowedBy(Collection<Long> granted) {
    return granted.stream().anyMatch(scopes::contains);
  }
}
