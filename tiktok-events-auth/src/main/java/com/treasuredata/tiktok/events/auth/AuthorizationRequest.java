package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.spi.ForeignInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * A request to a user to let the app act for their ad accounts (auth-and-sources.md §2.1).
 *
 * <p>Send the user's browser to {@link #url()} and keep {@link #state()} with their session: {@link
 * TikTokOAuth#authCode} needs it when TikTok calls back. Immutable.
 */
public final class AuthorizationRequest {
  private static final int STATE_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String url;
  private final String state;

  private AuthorizationRequest(String url, String state) {
    this.url = url;
    this.state = state;
  }

  /**
   * Returns one with a new state.
   *
   * @throws IllegalArgumentException if {@code redirectUri} is no full address, or has a fragment
   */
  static AuthorizationRequest of(
      HttpUrl portal, OAuthApp app, String redirectUri, Map<String, String> parameters) {
    if (!isFullAddress(redirectUri)) {
      throw new IllegalArgumentException(
          "redirect URI must be a full address without a fragment, such as"
              + " https://app.example/callback: "
              + ForeignInput.quoted(redirectUri));
    }
    byte[] random = new byte[STATE_BYTES];
    RANDOM.nextBytes(random);
    String state = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    HttpUrl.Builder url =
        portal
            .newBuilder()
            .addQueryParameter("app_id", app.id())
            .addQueryParameter("state", state)
            .addQueryParameter("redirect_uri", redirectUri);
    parameters.forEach(url::addQueryParameter);
    return new AuthorizationRequest(url.build().toString(), state);
  }

  private static boolean isFullAddress(String redirectUri) {
    try {
      URI uri = new URI(redirectUri);
      return uri.isAbsolute() && uri.getRawFragment() == null && !uri.isOpaque();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Returns the address of TikTok's page that asks the user: {@code
   * https://business-api.tiktok.com/portal/auth?app_id=…&state=…&redirect_uri=…}. It holds the
   * state, and not the app's secret.
   */
  public String url() {
    return url;
  }

  /**
   * Returns the state that TikTok sends back with the callback, by which a forged callback is
   * recognised: 43 letters, digits, {@code -} and {@code _}, made of 256 random bits. Show it to
   * nobody but this user's browser.
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
