package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.spi.BusinessApi;
import com.treasuredata.tiktok.events.spi.ForeignInput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth conversation in which a user authorizes an app for their ad accounts
 * (auth-and-sources.md §2).
 *
 * <pre>{@code
 * TikTokOAuth oauth = TikTokOAuth.of(appId, secret);
 * AuthorizationRequest request = oauth.authorizationRequest("http://127.0.0.1:8765/callback");
 * // send the user to request.url(), keep request.state(), wait for the callback
 * OAuthGrant grant = oauth.exchange(TikTokOAuth.authCode(callback, request.state()));
 * }</pre>
 *
 * <p>The user must be an admin or operator of the ad accounts, and approves the permissions that
 * the app has at that time; one that the app gets later needs a new authorization (§2.4).
 *
 * <p>Immutable and safe for use by several threads. Connections are opened for each call, and
 * closed after it. Never prints the app's secret.
 */
public final class TikTokOAuth {
  /** What helps users with thousands of ad accounts (auth-and-sources.md §2.3). */
  private static final String ADVERTISERS_ADVICE =
      ". Answers with thousands of ad accounts can be too slow or too long; then leave them out:"
          + " TikTokOAuth.builder(app).advertiserIds(false)";

  /** Takes an authorization code for an access token (auth-and-sources.md §2.3). */
  private static final String EXCHANGE = "oauth2/access_token/";

  /** Makes an access token worthless (auth-and-sources.md §2.4). */
  private static final String REVOKE = "oauth2/revoke_token/";

  /** Lists the ad accounts that a token reaches (auth-and-sources.md §2.5). */
  private static final String ADVERTISERS = "oauth2/advertiser/get/";

  private final OAuthApp app;
  private final TransportOptions transport;
  private final RetryOptions retry;
  private final Clock clock;
  private final HttpUrl portal;
  private final Map<String, String> parameters;
  private final boolean withAdvertiserIds;

  private TikTokOAuth(Builder builder) {
    this.app = builder.app;
    this.transport = builder.transport;
    this.retry = builder.retry;
    this.clock = builder.clock;
    this.portal =
        builder.portal == null
            ? HttpUrl.get(builder.transport.baseUrl().toString())
                .newBuilder()
                .addPathSegments("portal/auth")
                .build()
            : builder.portal;
    this.parameters = Map.copyOf(builder.parameters);
    this.withAdvertiserIds = builder.withAdvertiserIds;
  }

  /**
   * Returns the conversation of an app with TikTok's production server.
   *
   * @throws IllegalArgumentException as {@link #builder} does
   */
  public static TikTokOAuth of(String appId, String secret) {
    return builder(appId, secret).build();
  }

  /**
   * Returns a builder of an app's conversation.
   *
   * @param appId the app's id in TikTok's portal for developers
   * @param secret the app's secret there; white space around both is removed
   * @throws IllegalArgumentException if one of them is blank, or has white space or anything in it
   *     that isn't printable ASCII; the message shows neither
   */
  public static Builder builder(String appId, String secret) {
    return new Builder(
        OAuthApp.of(
            Objects.requireNonNull(appId, "appId"), Objects.requireNonNull(secret, "secret")));
  }

  /**
   * Returns a new authorization request, with a state of its own (§2.1).
   *
   * @param redirectUri where TikTok sends the user's browser with the answer: one of those that the
   *     app registered, exactly
   * @throws IllegalArgumentException if {@code redirectUri} is no full address, or has a fragment
   */
  public AuthorizationRequest authorizationRequest(String redirectUri) {
    return AuthorizationRequest.of(
        portal, app, Objects.requireNonNull(redirectUri, "redirectUri"), parameters);
  }

  /**
   * Returns the code in TikTok's callback, {@code ?auth_code=abc%231&state=…} gives {@code abc#1}:
   * decoded once, from {@code auth_code} or else {@code code} (§2.2). The states are compared in
   * constant time.
   *
   * @param callback the address that the browser was sent to, whole or from its path or its
   *     question mark on; still encoded
   * @param expectedState the state of the {@link AuthorizationRequest}
   * @throws CredentialsException with {@link Reason#STATE_MISMATCH} if the callback doesn't carry
   *     that state, since any page can send the browser there, or can't be read; with {@link
   *     Reason#DENIED} if the user or TikTok denied the authorization, or it has no code
   * @throws IllegalArgumentException if {@code expectedState} is blank
   */
  public static String authCode(String callback, String expectedState) {
    Objects.requireNonNull(callback, "callback");
    if (Objects.requireNonNull(expectedState, "expectedState").isBlank()) {
      throw new IllegalArgumentException(
          "expectedState is blank: give the state of the authorization request");
    }
    return Callback.of(callback).authCode(expectedState);
  }

  /**
   * Exchanges the code for an access token (§2.3). A code is valid once, for one hour. Save the
   * grant: there is no other way to the token.
   *
   * @throws IllegalArgumentException if the code is blank
   * @throws CredentialsException with {@link Reason#AUTHORIZATION_NEEDED} if TikTok refuses the
   *     code, or no answer came, in which case the code may be used up; with {@link
   *     Reason#APP_REFUSED} if it refuses the app's id and secret; with {@link Reason#UNUSABLE} if
   *     its answer holds no token
   * @throws EventsException if TikTok refuses otherwise, or can't be reached
   */
  public OAuthGrant exchange(String authCode) {
    if (Objects.requireNonNull(authCode, "authCode").isBlank()) {
      throw new IllegalArgumentException("authorization code is blank");
    }
    Map<String, Object> body = appBody();
    body.put("auth_code", authCode.strip());
    if (!withAdvertiserIds) {
      body.put("return_advertiser_ids", false);
    }
    BusinessApi.Answer answer;
    try {
      answer = post(EXCHANGE, body);
    } catch (DeliveryUnknownException e) {
      throw CredentialsException.of(
          Reason.AUTHORIZATION_NEEDED,
          OAuthRefusal.howToAuthorize(
                  "no answer came, and the code may be used up: " + e.getMessage())
              + (withAdvertiserIds ? ADVERTISERS_ADVICE : ""),
          e);
    }
    return grant(answer)
        .orElseThrow(
            () ->
                CredentialsException.of(
                    Reason.UNUSABLE,
                    "TikTok's answer holds no access token"
                        + answer.requestId().map(id -> " (request " + id + ')').orElse("")));
  }

  private Optional<OAuthGrant> grant(BusinessApi.Answer answer) {
    try {
      return OAuthGrant.ofAnswer(answer.data(), clock.instant());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // No header can carry what it says is a token.
    }
  }

  /**
   * Revokes a token and returns the ids of the ad accounts that it reached (§2.4). Revoking it a
   * second time may fail.
   *
   * @throws CredentialsException with {@link Reason#APP_REFUSED} if TikTok refuses the app's id and
   *     secret
   * @throws DeliveryUnknownException if no answer came: the token may still be valid
   * @throws EventsException if TikTok refuses otherwise, for example because the token is revoked
   *     already, or can't be reached
   */
  public List<String> revoke(AccessToken token) {
    Objects.requireNonNull(token, "token");
    Map<String, Object> body = appBody();
    body.put("access_token", token.secret());
    BusinessApi.Answer answer = post(REVOKE, body);
    return answer.data().get("advertiser_ids") instanceof List<?> ids
        ? ids.stream().map(Object::toString).toList()
        : List.of();
  }

  /**
   * Returns the ad accounts that a token reaches, with their names (§2.5).
   *
   * <p>TikTok wants the app's secret in this request's URL. This library logs no URLs; an HTTP
   * client of the caller's own should not either.
   *
   * @throws CredentialsException with {@link Reason#DENIED} if the token lacks the permission to
   *     read them, or with {@link Reason#APP_REFUSED} if TikTok refuses the app's id and secret
   * @throws EventsException if TikTok refuses otherwise, for example a token that isn't from OAuth,
   *     or can't be reached
   */
  public List<Advertiser> advertisers(AccessToken token) {
    Objects.requireNonNull(token, "token");
    Map<String, String> query = Map.of("app_id", app.id(), "secret", app.secret());
    BusinessApi.Answer answer = get(ADVERTISERS, query, token);
    List<Advertiser> advertisers = new ArrayList<>();
    if (answer.data().get("list") instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> account && account.get("advertiser_id") != null) {
          String name = account.get("advertiser_name") instanceof String text ? text : "";
          advertisers.add(new Advertiser(String.valueOf(account.get("advertiser_id")), name));
        }
      }
    }
    return List.copyOf(advertisers);
  }

  private Map<String, Object> appBody() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("app_id", app.id());
    body.put("secret", app.secret());
    return body;
  }

  private BusinessApi.Answer post(String path, Map<String, ?> body) {
    try (BusinessApi api = BusinessApi.of(transport, retry)) {
      return api.post(path, body);
    } catch (ApiException e) {
      throw OAuthRefusal.explained(e, app);
    }
  }

  private BusinessApi.Answer get(String path, Map<String, String> query, AccessToken token) {
    try (BusinessApi api = BusinessApi.of(transport, retry, AccessTokenProvider.of(token))) {
      return api.get(path, query);
    } catch (ApiException e) {
      throw OAuthRefusal.explained(e, app);
    }
  }

  /** Shows the app's id and the transport, and hides the secret. */
  @Override
  public String toString() {
    return "TikTokOAuth[" + app + ", " + transport + ']';
  }

  /**
   * An ad account that a token reaches.
   *
   * @param id what event source look-ups want as advertiser id: {@code 7000000000000000001}
   * @param name its name in TikTok Ads Manager; empty if TikTok gives none
   */
  public record Advertiser(String id, String name) {
    /** Says which argument is null, if one is. */
    public Advertiser {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
    }

    /** Returns id and name, as a message may show them. */
    @Override
    public String toString() {
      return ForeignInput.shown(id) + ' ' + ForeignInput.quoted(name);
    }
  }

  /** Builds a {@link TikTokOAuth}; not safe for use by several threads. */
  public static final class Builder {
    private final OAuthApp app;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private TransportOptions transport = TransportOptions.DEFAULT;
    private RetryOptions retry = RetryOptions.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private @Nullable HttpUrl portal;
    private boolean withAdvertiserIds = true;

    private Builder(OAuthApp app) {
      this.app = app;
    }

    /**
     * Sets the server's address and the HTTP client. By default {@link TransportOptions#DEFAULT}.
     */
    public Builder transport(TransportOptions transport) {
      this.transport = Objects.requireNonNull(transport, "transport");
      return this;
    }

    /**
     * Sets when failed requests are retried. By default {@link RetryOptions#DEFAULT}. An exchange
     * or a revocation is repeated only if it certainly never reached TikTok.
     */
    public Builder retry(RetryOptions retry) {
      this.retry = Objects.requireNonNull(retry, "retry");
      return this;
    }

    /** Sets the clock that says when a grant was obtained. By default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the address of TikTok's page that asks the user. By default {@code portal/auth} on the
     * transport's base URL; the older {@code https://ads.tiktok.com/marketing_api/auth} works too
     * (§2.1).
     *
     * @throws IllegalArgumentException if it is no http or https URL
     */
    public Builder portal(String url) {
      this.portal = HttpUrl.get(Objects.requireNonNull(url, "url"));
      return this;
    }

    /**
     * Adds a parameter to the page's address; one of the same name is replaced. By default none:
     * TikTok documents no other than those that are always there (§2.1).
     */
    public Builder authorizationParameter(String name, String value) {
      parameters.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets whether an exchange asks for the ids of the ad accounts too. By default true; for users
     * with thousands of them TikTok's answer can be too slow or too long (§2.3).
     */
    public Builder advertiserIds(boolean ask) {
      this.withAdvertiserIds = ask;
      return this;
    }

    /** Returns the conversation. */
    public TikTokOAuth build() {
      return new TikTokOAuth(this);
    }
  }
}
