package com.treasuredata.tiktok.events.http;

import java.util.Objects;

/**
 * Provides the access token of each request.
 *
 * <pre>{@code
 * AccessTokenProvider tokens = () -> AccessToken.of(secrets.get("tiktok-token"));
 * }</pre>
 *
 * <p>Implementations must be safe for use by several threads. They are called before each attempt,
 * so they should cache the token.
 */
@FunctionalInterface
public interface AccessTokenProvider {
  /**
   * Returns the token to send now.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException if there is none; the message says
   *     what to do
   */
  AccessToken token();

  /**
   * Called when TikTok refused {@code rejected}. A provider that can get another token drops this
   * one, and no other: a slow thread must not drop a newer token. By default does nothing.
   */
  default void invalidate(AccessToken rejected) {}

  /** Returns a provider that always returns {@code token}. */
  static AccessTokenProvider of(AccessToken token) {
    Objects.requireNonNull(token, "token");
    return () -> token;
  }
}
