package com.treasuredata.tiktok.events.auth;

/**
 * A request to a user to let the app act for their ad accounts. Immutable.
 *
 * <p>Send the user's browser to {@link #url()} and keep {@link #state()} with their session: {@link
 * TikTokOAuth#authCode} needs it when TikTok calls back.
 */
public final class AuthorizationRequest {
  private final String url;
  private final String state;

  AuthorizationRequest(String url, String state) {
    this.url = url;
    this.state = state;
  }

  /** Returns the address of TikTok's page that asks the user. */
  public String url() {
    return url;
  }

  /**
   * Returns the state that TikTok sends back with the callback, by which a forged callback is
   * recognised: 43 letters, digits, {@code -} and {@code _}, made of 256 random bits. Show it to
   * nobody else.
   */
  public String state() {
    return state;
  }

  /** Leaves out the state. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + url.substring(0, url.indexOf('?')) + ", state hidden]";
  }
}
