package com.treasuredata.tiktok.events.auth;

/**
 * Gets a new grant for one that ends, or that TikTok refused.
 *
 * <p>The long-term tokens of API v1.3 have no use for it (auth-and-sources.md §2.4). It is where
 * the newer flow fits in, whose tokens live for a day and come with a refresh token (§1, v2.0), or
 * a vault that renews tokens by itself.
 *
 * <p>{@link OAuthTokenProvider} calls it from one thread at a time.
 */
@FunctionalInterface
public interface GrantRefresher {
  /** Gets nothing: once a grant has ended, a user must authorize the app again. */
  GrantRefresher NONE =
      grant -> {
        throw CredentialsException.of(
            CredentialsException.Reason.AUTHORIZATION_NEEDED, "there is no way to refresh it");
      };

  /**
   * Returns what replaces {@code grant}. If it has no refresh token, the old one is kept.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException if there is nothing to replace it
   *     with; one that TikTok refused for its credentials means that a user must authorize again
   */
  OAuthGrant refresh(OAuthGrant grant);
}
