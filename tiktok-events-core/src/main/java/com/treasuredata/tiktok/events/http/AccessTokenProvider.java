package com.treasuredata.tiktok.events.http;

import java.util.Objects;

/**
 * Gives the access token for each request.
 *
 * <p>Implementations must be safe for use by several threads: every sender asks before each
 * request, so a provider keeps its token in memory.
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
   * Tells that TikTok refused {@code rejected}. A provider that can get another one forgets this
   * one, and only this one: a slow thread must not throw away a newer token. By default nothing
   * happens.
   */
  default void invalidate(AccessToken rejected) {}

  /** Returns a provider that always gives {@code token}. */
  static AccessTokenProvider of(AccessToken token) {
    Objects.requireNonNull(token, "token");
    return () -> token;
  }
}
