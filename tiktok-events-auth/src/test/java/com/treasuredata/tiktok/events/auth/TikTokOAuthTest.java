package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Traces;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Claims about the OAuth conversation, over HTTP. */
class TikTokOAuthTest {
  private static final String APP_ID = "7000000000000000101";
  private static final String SECRET = "app-s3cret-0123456789";
  private static final String SHOP = "7000000000000000011";
  private static final String REDIRECT = "http://127.0.0.1:8765/callback?from=tiktok";
  private static final ManualClock CLOCK = new ManualClock();

  private static FakeTikTok tiktok() {
    return FakeTikTok.builder().app(APP_ID, SECRET).advertiser(SHOP, "Example Shop").start();
  }

  private static TikTokOAuth.Builder oauth(FakeTikTok tiktok) {
    return TikTokOAuth.builder(APP_ID, SECRET)
        .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
        .retry(RetryOptions.NONE)
        .clock(CLOCK);
  }

  private static CredentialsException failure(ThrowingCallable call) {
    return catchThrowableOfType(CredentialsException.class, call);
  }

  @Test
  void asksTheUserOnTikToksPage() {
    AuthorizationRequest request = TikTokOAuth.of(APP_ID, SECRET).authorizationRequest(REDIRECT);

    HttpUrl url = HttpUrl.get(request.url());
    assertThat(request.url()).startsWith("https://business-api.tiktok.com/portal/auth?");
    assertThat(url.queryParameterNames()).containsExactly("app_id", "state", "redirect_uri");
    assertThat(url.queryParameter("app_id")).isEqualTo(APP_ID);
    assertThat(url.queryParameter("state")).isEqualTo(request.state());
    assertThat(url.queryParameter("redirect_uri")).isEqualTo(REDIRECT);
    assertThat(request.state()).matches("[A-Za-z0-9_-]{43}");
    assertThat(request.toString()).doesNotContain(request.state());
  }

  @Test
  void asksWithANewStateEachTime() {
    TikTokOAuth oauth = TikTokOAuth.of(APP_ID, SECRET);

    assertThat(oauth.authorizationRequest(REDIRECT).state())
        .isNotEqualTo(oauth.authorizationRequest(REDIRECT).state());
  }

  @Test
  void asksOnAnotherPageAndWithMoreParametersIfToldTo() {
    TikTokOAuth oauth =
        TikTokOAuth.builder(APP_ID, SECRET)
            .portal("https://ads.tiktok.com/marketing_api/auth")
            .authorizationParameter("scope", "a b")
            .build();

    assertThat(oauth.authorizationRequest(REDIRECT).url())
        .startsWith("https://ads.tiktok.com/marketing_api/auth?")
        .endsWith("&scope=a%20b");
  }

  @Test
  void refusesARedirectUriThatNoBrowserCanGoTo() {
    TikTokOAuth oauth = TikTokOAuth.of(APP_ID, SECRET);
    for (String uri : List.of("", "/callback", "https://a.example/#x", "mailto:a", "ht tp://a")) {
      assertThatThrownBy(() -> oauth.authorizationRequest(uri))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void holdsTheWholeConversation() throws IOException, InterruptedException {
    try (FakeTikTok tiktok = tiktok()) {
      TikTokOAuth oauth = oauth(tiktok).build();
      AuthorizationRequest request = oauth.authorizationRequest(REDIRECT);
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(request.url())).build(),
                  HttpResponse.BodyHandlers.ofString());
      String callback = answer.headers().firstValue("Location").orElseThrow();

      OAuthGrant grant = oauth.exchange(TikTokOAuth.authCode(callback, request.state()));

      assertThat(grant.advertiserIds()).containsExactly(SHOP);
      assertThat(grant.scopes()).contains("7224195155857866754"); // More digits than a double has.
      assertThat(grant.obtainedAt()).hasValue(CLOCK.instant());
      assertThat(grant.expiresAt()).isEmpty();
      assertThat(grant.refreshToken()).isEmpty();
      assertThat(oauth.advertisers(grant.accessToken()))
          .containsExactly(new TikTokOAuth.Advertiser(SHOP, "Example Shop"));
      assertThat(oauth.revoke(grant.accessToken())).containsExactly(SHOP);
      assertThatThrownBy(() -> oauth.advertisers(grant.accessToken()))
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(ErrorKind.AUTHENTICATION));
    }
  }

  @Test
  void leavesOutTheAdvertisersIfToldTo() {
    try (FakeTikTok tiktok = tiktok()) {
      OAuthGrant grant =
          oauth(tiktok).advertiserIds(false).build().exchange(tiktok.issueAuthCode());

      assertThat(grant.advertiserIds()).isEmpty();
    }
  }

  @Test
  void decodesTheCodeExactlyOnce() {
    assertThat(TikTokOAuth.authCode("http://a.example/?auth_code=abc%231%2525&state=s", "s"))
        .isEqualTo("abc#1%25");
    assertThat(TikTokOAuth.authCode("/callback?state=s&auth_code=a+b%2Bc#fragment", "s"))
        .isEqualTo("a+b+c");
  }

  @Test
  void takesCodeForAuthCodeIfThereIsNoOther() {
    assertThat(TikTokOAuth.authCode("?code=abc&state=s", "s")).isEqualTo("abc");
    assertThat(TikTokOAuth.authCode(" \"http://a.example/?auth_co\nde=abc&state=s\" ", "s"))
        .as("pasted with quotes, and cut by a terminal")
        .isEqualTo("abc");
    assertThat(TikTokOAuth.authCode("code=abc&state=s&auth_code=xyz", "s")).isEqualTo("xyz");
  }

  @Test
  void refusesACallbackOfAnotherSites() {
    assertThat(failure(() -> TikTokOAuth.authCode("?auth_code=abc&state=other", "s")).reason())
        .isEqualTo(Reason.STATE_MISMATCH);
    assertThat(failure(() -> TikTokOAuth.authCode("?auth_code=abc", "s")).reason())
        .isEqualTo(Reason.STATE_MISMATCH);
    assertThat(failure(() -> TikTokOAuth.authCode("?error=access_denied&state=x", "s")).reason())
        .isEqualTo(Reason.STATE_MISMATCH);
    assertThat(failure(() -> TikTokOAuth.authCode("?error=access_denied", "s")))
        .as("any page can send a browser there")
        .hasMessageStartingWith("the callback has no state")
        .extracting(CredentialsException::reason)
        .isEqualTo(Reason.STATE_MISMATCH);
    assertThat(
            failure(() -> TikTokOAuth.authCode("?auth_code=a&auth_code=b&state=s", "s")).reason())
        .isEqualTo(Reason.STATE_MISMATCH);
    assertThat(failure(() -> TikTokOAuth.authCode("?auth_code=%zz&state=s", "s")).reason())
        .isEqualTo(Reason.STATE_MISMATCH);
    assertThatThrownBy(() -> TikTokOAuth.authCode("?auth_code=a&state=", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void explainsACallbackThatSaysNo() {
    CredentialsException denied =
        failure(() -> TikTokOAuth.authCode("?error=access_denied&state=s", "s"));

    assertThat(denied.reason()).isEqualTo(Reason.DENIED);
    assertThat(denied)
        .hasMessage(
            "no authorization: access_denied: the user said no, or isn't an admin or operator of"
                + " the ad account");
    assertThat(failure(() -> TikTokOAuth.authCode("?error=server_error&state=s", "s")))
        .hasMessageContaining("try again later");
    assertThat(
            failure(
                () ->
                    TikTokOAuth.authCode(
                        "?error=x&error_description=bad+ada%40example.com&state=s", "s")))
        .hasMessageStartingWith("no authorization: ")
        .hasMessageNotContaining("ada@");
  }

  @Test
  void missesTheCode() {
    CredentialsException denied = failure(() -> TikTokOAuth.authCode("?state=s", "s"));

    assertThat(denied.reason()).isEqualTo(Reason.DENIED);
    assertThat(denied).hasMessageContaining("no auth_code");
  }

  @Test
  void saysThatACodeIsGoodOnce() {
    try (FakeTikTok tiktok = tiktok()) {
      TikTokOAuth oauth = oauth(tiktok).build();
      String code = tiktok.issueAuthCode();
      oauth.exchange(code);

      CredentialsException refused = failure(() -> oauth.exchange(code));

      assertThat(refused.reason()).isEqualTo(Reason.AUTHORIZATION_NEEDED);
      assertThat(refused)
          .hasMessageContaining("good once, for one hour (code 40110, request ")
          .hasMessageContaining("TikTokOAuth.authorizationRequest");
    }
  }

  @Test
  void saysThatAppAndSecretDoNotMatch() {
    try (FakeTikTok tiktok = tiktok()) {
      TransportOptions transport = TransportOptions.builder().baseUrl(tiktok.baseUrl()).build();
      for (List<String> app : List.of(List.of(APP_ID, "wr0ng"), List.of("7", SECRET))) {
        TikTokOAuth oauth =
            TikTokOAuth.builder(app.get(0), app.get(1)).transport(transport).build();

        CredentialsException refused = failure(() -> oauth.exchange(tiktok.issueAuthCode()));

        assertThat(refused.reason()).isEqualTo(Reason.APP_REFUSED);
        assertThat(refused).hasMessageContaining("doesn't know app " + app.get(0));
      }
    }
  }

  @Test
  void saysWhichPermissionIsMissingToListAdvertisers() {
    try (FakeTikTok tiktok = tiktok()) {
      TikTokOAuth oauth = oauth(tiktok).build();
      OAuthGrant grant = oauth.exchange(tiktok.issueAuthCode(Set.of(8L)));

      CredentialsException refused = failure(() -> oauth.advertisers(grant.accessToken()));

      assertThat(refused.reason()).isEqualTo(Reason.DENIED);
      assertThat(refused).hasMessageContaining("Read Ad Account Information");
    }
  }

  @Test
  void passesOnWhatHasNothingToDoWithPermissions() {
    try (FakeTikTok tiktok = tiktok()) {
      tiktok.answerNext(1, Answer.code(41000, "Your country is blocked."));

      assertThatThrownBy(() -> oauth(tiktok).build().exchange("auth-c0de"))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("41000");
    }
  }

  @Test
  void saysThatAnUnansweredExchangeMayHaveUsedUpTheCode() {
    try (FakeTikTok tiktok = tiktok()) {
      tiktok.answerNext(1, Answer.reset().afterAccepting());

      CredentialsException unanswered =
          failure(() -> oauth(tiktok).build().exchange(tiktok.issueAuthCode()));

      assertThat(unanswered.reason()).isEqualTo(Reason.AUTHORIZATION_NEEDED);
      assertThat(unanswered)
          .hasMessageContaining("the code may be used up")
          .hasMessageContaining("Answers with thousands of ad accounts can be too slow or too long")
          .hasMessageContaining("advertiserIds(false)");
      assertThat(tiktok.calls("/oauth2/access_token/")).isEqualTo(1);
    }
  }

  @Test
  void takesTheGrantOfAnAgencyWithTensOfThousandsOfAdAccounts() {
    List<String> accounts =
        IntStream.range(0, 60_000).mapToObj(i -> "70000000000000" + (10_000 + i)).toList();
    String data =
        "{\"access_token\":\"t0ken\",\"advertiser_ids\":[\""
            + String.join("\",\"", accounts)
            + "\"]}";
    try (FakeTikTok tiktok = tiktok()) {
      String body = "{\"code\":0,\"message\":\"OK\",\"data\":" + data + "}";
      tiktok.answerNext(1, Answer.body(200, "application/json", body));

      assertThat(oauth(tiktok).build().exchange("auth-c0de").advertiserIds()).isEqualTo(accounts);
    }
  }

  @Test
  void saysThatAnAnswerIsTooLongToBeRead() {
    try (FakeTikTok tiktok = tiktok()) {
      tiktok.answerNext(1, Answer.body(200, "application/json", " ".repeat(17 << 20) + "{}"));

      assertThat(failure(() -> oauth(tiktok).build().exchange("auth-c0de")))
          .hasMessageContaining("the answer is too long")
          .hasMessageContaining("the code may be used up")
          .hasMessageContaining("advertiserIds(false)")
          .extracting(CredentialsException::reason)
          .isEqualTo(Reason.AUTHORIZATION_NEEDED);
    }
  }

  @Test
  void advisesToLeaveOutTheAdvertisersOnlyIfTheyWereAskedFor() {
    try (FakeTikTok tiktok = tiktok()) {
      tiktok.answerNext(1, Answer.cut());

      assertThat(
              failure(() -> oauth(tiktok).advertiserIds(false).build().exchange("auth-c0de"))
                  .getMessage())
          .contains("the code may be used up")
          .doesNotContain("advertiserIds(false)");
    }
  }

  @Test
  void takesNoAnswerWithoutAToken() {
    try (FakeTikTok tiktok = tiktok()) {
      for (String data : List.of("{}", "{\"access_token\":\" \"}", "{\"access_token\":\"a b\"}")) {
        String body = "{\"code\":0,\"message\":\"OK\",\"data\":" + data + "}";
        tiktok.answerNext(1, Answer.body(200, "application/json", body));

        assertThat(failure(() -> oauth(tiktok).build().exchange("auth-c0de")).reason())
            .isEqualTo(Reason.UNUSABLE);
      }
      assertThatThrownBy(() -> oauth(tiktok).build().exchange(" "))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void readsAGrantOfTheNewerFlow() {
    String data =
        """
        {"access_token":"short-t0ken","refresh_token":"r3fresh","expires_in":86400,
         "scope":"1,8,7224195155857866754","advertiser_ids":[7000000000000000011]}
        """;
    try (FakeTikTok tiktok = tiktok()) {
      String body = "{\"code\":0,\"message\":\"OK\",\"data\":" + data + "}";
      tiktok.answerNext(1, Answer.body(200, "application/json", body));

      OAuthGrant grant = oauth(tiktok).build().exchange("auth-c0de");

      assertThat(grant.expiresAt()).hasValue(CLOCK.instant().plusSeconds(86_400));
      assertThat(grant.refreshToken()).hasValue("r3fresh");
      assertThat(grant.scopes()).containsExactly("1", "8", "7224195155857866754");
      assertThat(grant.advertiserIds()).containsExactly(SHOP);
    }
  }

  @Test
  void showsNoSecretInLogsAndFailures() {
    List<String> shown = new ArrayList<>();
    try (FakeTikTok tiktok = tiktok()) {
      TikTokOAuth oauth = oauth(tiktok).retry(RetryOptions.DEFAULT).build();
      AccessToken token = AccessToken.of("t0ken-0123456789");
      List<ThrowingCallable> calls =
          List.of(
              () -> oauth.exchange("auth-c0de-0123456789"),
              () -> oauth.advertisers(token),
              () -> oauth.revoke(token));
      shown.addAll(
          CapturedLog.of(
              () -> {
                for (ThrowingCallable call : calls) {
                  for (Answer answer :
                      List.of(Answer.usual(), Answer.reset(), Answer.cut(), Answer.html(404))) {
                    tiktok.answerNext(1, answer);
                    shown.add(Traces.of(catchThrowableOfType(EventsException.class, call)));
                  }
                }
              }));
    }
    assertThat(shown).hasSizeGreaterThan(12);
    assertThat(String.join("\n", shown))
        .doesNotContain(SECRET)
        .doesNotContain("auth-c0de")
        .doesNotContain("t0ken-0123456789");
  }

  @Test
  void refusesAnAppWithoutASecret() {
    assertThatThrownBy(() -> TikTokOAuth.of(APP_ID, " "))
        .hasMessageContaining("app secret is blank");
    assertThatThrownBy(() -> TikTokOAuth.of(APP_ID, "hush s3cret"))
        .hasMessageContaining("white space")
        .hasMessageNotContaining("hush s3cret");
    assertThat(TikTokOAuth.of(' ' + APP_ID, SECRET + '\n').toString())
        .startsWith("TikTokOAuth[OAuthApp[" + APP_ID + ", secret hidden]");
  }

  @Test
  void writesCodesInTheSameDigitsEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try (FakeTikTok tiktok = tiktok()) {
      assertThatThrownBy(() -> oauth(tiktok).build().exchange("auth-c0de"))
          .hasMessageContaining("code 40110");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void takesAnAbsurdEndForNone() {
    try (FakeTikTok tiktok = tiktok()) {
      String body =
          "{\"code\":0,\"message\":\"OK\",\"data\":{\"access_token\":\"t\",\"expires_in\":1e99}}";
      tiktok.answerNext(1, Answer.body(200, "application/json", body));

      assertThat(oauth(tiktok).build().exchange("auth-c0de").expiresAt()).isEmpty();
    }
  }
}
