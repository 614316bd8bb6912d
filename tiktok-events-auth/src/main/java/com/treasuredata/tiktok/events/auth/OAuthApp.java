package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.spi.ForeignInput;

/**
 * A developer app, as TikTok's portal for developers lists it. Immutable; never prints its secret.
 */
final class OAuthApp {
  private final String id;
  private final String secret;

  private OAuthApp(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * Returns the app with this id and secret; white space around them is removed.
   *
   * @throws IllegalArgumentException if one of them is blank, or has white space or anything in it
   *     that isn't printable ASCII; the message shows neither
   */
  static OAuthApp of(String id, String secret) {
    return new OAuthApp(checked("app id", id), checked("app secret", secret));
  }

  private static String checked(String what, String value) {
    return ForeignInput.checkedId(what, value.strip());
  }

  /** Returns the app's id. */
  String id() {
    return id;
  }

  String secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "OAuthApp[" + id + ", secret hidden]";
  }
}
