package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.spi.ForeignInput;
import com.treasuredata.tiktok.events.spi.JsonText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user granted: an access token, and what it reaches (auth-and-sources.md §2.3).
 *
 * <p>{@link TikTokOAuth#exchange} gives one, and a {@link GrantStore} keeps it.
 *
 * <p>The long-term token of API v1.3 doesn't expire and can't be refreshed: it ends when the user
 * or the app takes it back. Grants of TikTok's newer flow end by themselves and carry a refresh
 * token, which a {@link GrantStore} of your own can use.
 *
 * <p>Immutable and safe for use by several threads. Grants with the same content are equal. {@link
 * #toString} shows no secret, {@link #toJson} all of them.
 */
public final class OAuthGrant {
  /** Seconds in a thousand years; what claims to last longer isn't believed to end. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(31_556_952_000L);

  private final AccessToken accessToken;
  private final List<String> advertiserIds;
  private final List<String> scopes;
  private final @Nullable Instant obtainedAt;
  private final @Nullable Instant expiresAt;
  private final @Nullable String refreshToken;

  private OAuthGrant(Builder builder) {
    this.accessToken = builder.accessToken;
    this.advertiserIds = builder.advertiserIds;
    this.scopes = builder.scopes;
    this.obtainedAt = builder.obtainedAt;
    this.expiresAt = builder.expiresAt;
    this.refreshToken = builder.refreshToken;
  }

  /** Returns a grant with this token and nothing else. */
  public static OAuthGrant of(AccessToken accessToken) {
    return builder(accessToken).build();
  }

  /** Returns a builder of a grant of this token. */
  public static Builder builder(AccessToken accessToken) {
    return new Builder(accessToken);
  }

  /** Returns a builder with the values of this grant. */
  public Builder newBuilder() {
    return builder(accessToken)
        .advertiserIds(advertiserIds)
        .scopes(scopes)
        .obtainedAt(obtainedAt)
        .expiresAt(expiresAt)
        .refreshToken(refreshToken);
  }

  /**
   * Returns what TikTok's answer to an exchange grants.
   *
   * @return empty if it holds no token
   */
  static Optional<OAuthGrant> ofAnswer(Map<?, ?> data, Instant now) {
    if (!(data.get("access_token") instanceof String token) || token.isBlank()) {
      return Optional.empty();
    }
    Builder grant =
        builder(AccessToken.of(token))
            .advertiserIds(texts(data.get("advertiser_ids")))
            .scopes(texts(data.get("scope")))
            .obtainedAt(now);
    if (data.get("expires_in") instanceof BigDecimal seconds
        && seconds.signum() > 0
        && seconds.compareTo(LONGEST) < 0) {
      grant.expiresAt(now.plusSeconds(seconds.longValue()));
    }
    if (data.get("refresh_token") instanceof String refresh && !refresh.isBlank()) {
      grant.refreshToken(refresh);
    }
    return Optional.of(grant.build());
  }

  /** Returns the members of a list, or of a text with commas; numbers as their digits. */
  private static List<String> texts(@Nullable Object value) {
    if (value instanceof String text) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
    return value instanceof List<?> list
        ? list.stream()
            .map(item -> item instanceof BigDecimal id ? id.toPlainString() : item.toString())
            .toList()
        : List.of();
  }

  /** Returns the token to send. */
  public AccessToken accessToken() {
    return accessToken;
  }

  /**
   * Returns the ids of the ad accounts that the token reached when it was granted, such as {@code
   * 7000000000000000001}; empty if TikTok wasn't asked for them.
   */
  public List<String> advertiserIds() {
    return advertiserIds;
  }

  /**
   * Returns TikTok's numbers of the permissions that the user approved, such as {@code 800} to read
   * pixels; one number may stand for several permissions (§2.7). Empty if they aren't known.
   */
  public List<String> scopes() {
    return scopes;
  }

  /** Returns when it was granted, by this machine's clock; empty if that isn't known. */
  public Optional<Instant> obtainedAt() {
    return Optional.ofNullable(obtainedAt);
  }

  /** Returns when the token expires; empty if it doesn't, as in API v1.3. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Returns the refresh token; empty if there is none, as in API v1.3. */
  public Optional<String> refreshToken() {
    return Optional.ofNullable(refreshToken);
  }

  /**
   * Returns the grant as one line of JSON, for a {@link GrantStore} of the caller's own. It holds
   * the secrets.
   */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("access_token", accessToken.secret());
    json.put("advertiser_ids", advertiserIds);
    json.put("scope", scopes);
    obtainedAt().ifPresent(time -> json.put("obtained_at", time.toString()));
    expiresAt().ifPresent(time -> json.put("expires_at", time.toString()));
    refreshToken().ifPresent(secret -> json.put("refresh_token", secret));
    return JsonText.of(json);
  }

  /**
   * Returns the grant that {@link #toJson} wrote. Members that it doesn't know are passed over.
   *
   * @throws CredentialsException with {@link Reason#UNUSABLE} if {@code json} is none; the message
   *     doesn't quote it
   */
  public static OAuthGrant parse(String json) {
    try {
      Map<?, ?> tree = JsonText.parseObject(json);
      if (tree.get("access_token") instanceof String token) {
        return builder(AccessToken.of(token))
            .advertiserIds(texts(tree.get("advertiser_ids")))
            .scopes(texts(tree.get("scope")))
            .obtainedAt(time(tree.get("obtained_at")))
            .expiresAt(time(tree.get("expires_at")))
            .refreshToken(tree.get("refresh_token") instanceof String secret ? secret : null)
            .build();
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw CredentialsException.of(
          Reason.UNUSABLE,
          "no grant: " + (e instanceof DateTimeException ? "a time is malformed" : e.getMessage()));
    }
    throw CredentialsException.of(Reason.UNUSABLE, "no grant: it holds no access_token");
  }

  private static @Nullable Instant time(@Nullable Object value) {
    return value == null ? null : Instant.parse(value.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OAuthGrant grant
        && grant.accessToken.equals(accessToken)
        && grant.advertiserIds.equals(advertiserIds)
        && grant.scopes.equals(scopes)
        && Objects.equals(grant.obtainedAt, obtainedAt)
        && Objects.equals(grant.expiresAt, expiresAt)
        && Objects.equals(grant.refreshToken, refreshToken);
  }

  @Override
  public int hashCode() {
    return accessToken.hashCode();
  }

  /** Names the ad accounts and permissions, and hides the tokens. */
  @Override
  public String toString() {
    return "OAuthGrant[token hidden, advertisers "
        + ForeignInput.shown(advertiserIds.toString())
        + (expiresAt == null ? ", doesn't expire" : ", expires " + expiresAt)
        + (refreshToken == null ? "]" : ", refresh token hidden]");
  }

  /** Builds an {@link OAuthGrant}; not safe for use by several threads. */
  public static final class Builder {
    private final AccessToken accessToken;
    private List<String> advertiserIds = List.of();
    private List<String> scopes = List.of();
    private @Nullable Instant obtainedAt;
    private @Nullable Instant expiresAt;
    private @Nullable String refreshToken;

    private Builder(AccessToken accessToken) {
      this.accessToken = Objects.requireNonNull(accessToken, "accessToken");
    }

    /** Sets the ad accounts that the token reaches. By default none are known. */
    public Builder advertiserIds(List<String> ids) {
      this.advertiserIds = List.copyOf(Objects.requireNonNull(ids, "advertiserIds"));
      return this;
    }

    /** Sets TikTok's numbers of the permissions. By default none are known. */
    public Builder scopes(List<String> scopes) {
      this.scopes = List.copyOf(Objects.requireNonNull(scopes, "scopes"));
      return this;
    }

    /** Sets when it was granted. By default that isn't known. */
    public Builder obtainedAt(@Nullable Instant time) {
      this.obtainedAt = time;
      return this;
    }

    /** Sets when the token expires. By default it doesn't. */
    public Builder expiresAt(@Nullable Instant time) {
      this.expiresAt = time;
      return this;
    }

    /** Sets the refresh token. By default there is none. */
    public Builder refreshToken(@Nullable String secret) {
      this.refreshToken = secret;
      return this;
    }

    /** Returns the grant. */
    public OAuthGrant build() {
      return new OAuthGrant(this);
    }
  }
}
