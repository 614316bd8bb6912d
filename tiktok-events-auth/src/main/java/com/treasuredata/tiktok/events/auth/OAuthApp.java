package com.treasuredata.tiktok.events.auth;

import java.util.Objects;

/**
 * A developer app, as TikTok's portal for developers lists it. Immutable; never prints its secret.
 */
public final class OAuthApp {
  private final String id;
  private final String secret;

  private OAuthApp(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * Returns the app with this id and secret; white space around them is dropped.
   *
   * @throws IllegalArgumentException if one of them is blank or has white space in it; the message
   *     doesn't show the secret
   */
  public static OAuthApp of(String id, String secret) {
    return new OAuthApp(checked("app id", id), checked("app secret", secret));
  }

  private static String checked(String what, String value) {
    String stripped = Objects.requireNonNull(value, what).strip();
    if (stripped.isEmpty() || stripped.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(what + " is blank or has white space in it");
    }
    return stripped;
  }

  /** Returns the app's id. */
  public String id() {
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
