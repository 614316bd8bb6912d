package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.support.NullArguments;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers in other languages, and without a null checker, may give null. */
class NullArgumentsTest {
  @SuppressWarnings("NullAway") // That is what this is about.
  static Stream<Arguments> calls() {
    TikTokOAuth.Builder oauth = TikTokOAuth.builder("1", "s3cret");
    OAuthGrant.Builder grant = OAuthGrant.builder(AccessToken.of("t0ken"));
    return Stream.of(
        call("appId", () -> TikTokOAuth.of(null, "s3cret")),
        call("secret", () -> TikTokOAuth.builder("1", null)),
        call("transport", () -> oauth.transport(null)),
        call("retry", () -> oauth.retry(null)),
        call("clock", () -> oauth.clock(null)),
        call("url", () -> oauth.portal(null)),
        call("name", () -> oauth.authorizationParameter(null, "x")),
        call("value", () -> oauth.authorizationParameter("scope", null)),
        call("redirectUri", () -> oauth.build().authorizationRequest(null)),
        call("callback", () -> TikTokOAuth.authCode(null, "state")),
        call("expectedState", () -> TikTokOAuth.authCode("?state=state", null)),
        call("authCode", () -> oauth.build().exchange(null)),
        call("token", () -> oauth.build().revoke(null)),
        call("token", () -> oauth.build().advertisers(null)),
        call("store", () -> OAuthTokenProvider.of((GrantStore) null)),
        call("accessToken", () -> OAuthGrant.builder(null)),
        call("advertiserIds", () -> grant.advertiserIds(null)),
        call("scopes", () -> grant.scopes(null)),
        call("grant", () -> GrantStore.inMemory().save(null)),
        call("file", () -> GrantStore.file(null)),
        call("secret", () -> LongLivedTokenProvider.of(null)),
        call("variable", () -> LongLivedTokenProvider.fromEnvironment(null)),
        call("file", () -> LongLivedTokenProvider.fromFile(null)),
        call("first", () -> LongLivedTokenProvider.firstOf(null)),
        call("reason", () -> CredentialsException.of(null, "why")));
  }

  private static Arguments call(String argument, ThrowingCallable call) {
    return arguments(argument, call);
  }

  @Test
  void thatIsSoOfEveryPublicMethod() throws Exception {
    AccessToken token = AccessToken.of("t0ken");
    GrantStore store = GrantStore.inMemory();
    TikTokOAuth.Builder oauth = TikTokOAuth.builder("1", "s3cret");
    List<Object> samples =
        List.of(
            token,
            store,
            "x",
            List.of(),
            Path.of("grant.json"),
            new IllegalStateException(),
            Clock.systemUTC(),
            TransportOptions.DEFAULT,
            RetryOptions.DEFAULT,
            OAuthGrant.builder(token),
            OAuthGrant.of(token),
            OAuthTokenProvider.of(store),
            LongLivedTokenProvider.of("t0ken"),
            oauth.build(),
            oauth);
    assertThat(NullArguments.notNamed(List.of(getClass().getPackageName()), samples)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void nullFailsAtOnceAndIsNamed(String argument, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(argument);
  }
}
