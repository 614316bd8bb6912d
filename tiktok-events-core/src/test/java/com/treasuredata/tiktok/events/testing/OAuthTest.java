package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.TestClient.purchase;
import static com.treasuredata.tiktok.events.testing.TestClient.request;
import static com.treasuredata.tiktok.events.testing.TestClient.web;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.TestClient.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OAuthTest {
  private static final String SHOP = "7000000000000000007";
  private static final String OTHER = "7000000000000000008";

  private final TestClock clock = new TestClock();
  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .clock(clock)
          .app("app-1", "s3cret")
          .app("app-2", "other-s3cret")
          .advertiser(SHOP, "Shop")
          .pixel(OTHER, "D8ANP83C77U8UFHBHPO3", "Other store")
          .pixel(SHOP, "C4A1EXAMPLE0PIXEL7QG", "Main store")
          .eventsManagerToken("events-manager")
          .oauthToken("reader", Set.of(800L, 1L), Set.of(SHOP))
          .oauthToken("reporter", Set.of(7224195155857866754L), Set.of(SHOP))
          .start();
  private final TestClient client = new TestClient(tiktok);

  @AfterEach
  void close() {
    tiktok.close();
  }

  private Reply exchange(String appId, String secret, String code) {
    return client.send(
        client
            .request("open_api/v1.3/oauth2/access_token/")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"app_id\":\"%s\",\"secret\":\"%s\",\"auth_code\":\"%s\"}"
                        .formatted(appId, secret, code)))
            .build());
  }

  private String token() {
    return String.valueOf(
        exchange("app-1", "s3cret", tiktok.issueAuthCode()).data().get("access_token"));
  }

  private static void isRefused(Reply reply, long code, String message) {
    assertThat(reply.message()).isEqualTo(message);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.data()).isEmpty();
  }

  // ---- codes and tokens

  @Test
  void exchangesACodeForAToken() {
    Reply reply =
        exchange("app-1", "s3cret", tiktok.issueAuthCode(Set.of(8L, 7224195155857866754L)));

    assertThat(reply.message()).isEqualTo("OK");
    assertThat(reply.data().keySet()).containsExactly("access_token", "advertiser_ids", "scope");
    assertThat(reply.data())
        .containsEntry("advertiser_ids", List.of(SHOP, OTHER))
        .containsEntry("scope", List.of(8L, 7224195155857866754L));
    String token = String.valueOf(reply.data().get("access_token"));
    assertThat(client.get(token, "/pixel/list/", "advertiser_id", SHOP).message()).isEqualTo("OK");
    assertThat(client.get(token, "/crm/list/", "advertiser_id", SHOP).code()).isEqualTo(40001L);
  }

  @Test
  void leavesOutAdvertisersIfAsked() {
    Reply reply =
        client.post(
            "",
            "/oauth2/access_token/",
            "{\"app_id\":\"app-1\",\"secret\":\"s3cret\",\"auth_code\":\"%s\","
                    .formatted(tiktok.issueAuthCode())
                + "\"return_advertiser_ids\":false}");

    assertThat(reply.data()).containsEntry("advertiser_ids", List.of());
  }

  @Test
  void takesACodeOnce() {
    String code = tiktok.issueAuthCode();
    exchange("app-1", "s3cret", code);

    isRefused(
        exchange("app-1", "s3cret", code),
        40110,
        "Auth_code is cancelled, used or expired; ask for a new one.");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 40110"})
  void takesACodeForAnHour(long late, long expected) {
    String code = tiktok.issueAuthCode();
    clock.step(Duration.ofHours(1).plusMillis(late));

    assertThat(exchange("app-1", "s3cret", code).code()).isEqualTo(expected);
  }

  @Test
  void keepsACodeThatCameWithAWrongSecret() {
    String code = tiktok.issueAuthCode();

    isRefused(
        exchange("app-1", "other-s3cret", code), 40101, "The secret is not that of app app-1.");
    isRefused(exchange("app-9", "s3cret", code), 40113, "App app-9 does not exist or is blocked.");
    assertThat(exchange("app-1", "s3cret", code).code()).isEqualTo(0L);
  }

  @Test
  void namesWhatAnExchangeLacks() {
    Reply reply = client.post("", "/oauth2/access_token/", "{\"app_id\":\"app-1\"}");

    assertThat(reply.message()).isEqualTo("Missing required field(s): secret, auth_code");
    assertThat(
            client
                .post(
                    "",
                    "/oauth2/access_token/",
                    "{\"app_id\":1,\"secret\":\"s\",\"auth_code\":\"c\"}")
                .message())
        .isEqualTo("Invalid value for app_id: not a valid string.");
  }

  @Test
  void revokesAToken() {
    String token = token();
    String body =
        "{\"app_id\":\"app-1\",\"secret\":\"s3cret\",\"access_token\":\"%s\"}".formatted(token);
    assertThat(track(token, web(purchase())).code()).isEqualTo(0L);

    Reply reply = client.post("", "/oauth2/revoke_token/", body);

    assertThat(reply.data())
        .isEqualTo(Map.of("app_id", "app-1", "advertiser_ids", List.of(SHOP, OTHER)));
    isRefused(
        track(token, web(purchase())), 40105, "Access token is incorrect or has been revoked.");
    assertThat(client.post("", "/oauth2/revoke_token/", body).code()).isEqualTo(40105L);
  }

  @Test
  void revokesATokenForItsAppOnly() {
    String token = token();
    String body = "{\"app_id\":\"app-1\",\"secret\":\"wrong\",\"access_token\":\"%s\"}";

    isRefused(
        client.post("", "/oauth2/revoke_token/", body.formatted(token)),
        40101,
        "The secret is not that of app app-1.");
    assertThat(track(token, web(purchase())).code()).isEqualTo(0L);
  }

  @Test
  void listsTheAdvertisersOfAToken() {
    String[] app = {"app_id", "app-1", "secret", "s3cret"};

    assertThat(client.get(token(), "/oauth2/advertiser/get/", app).list("list"))
        .containsExactly(
            Map.of("advertiser_id", SHOP, "advertiser_name", "Shop"),
            Map.of("advertiser_id", OTHER, "advertiser_name", "Advertiser " + OTHER));
    assertThat(client.get("reader", "/oauth2/advertiser/get/", app).list("list")).hasSize(1);
    isRefused(
        client.get("reader", "/oauth2/advertiser/get/", "app_id", "app-1", "secret", "x"),
        40101,
        "The secret is not that of app app-1.");
  }

  // ---- what a token may do

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pixel/list/",
        "/app/list/",
        "/offline/get/",
        "/crm/list/",
        "/oauth2/advertiser/get/"
      })
  void letsAnEventsManagerTokenListNothing(String endpoint) {
    isRefused(
        client.get("events-manager", endpoint, "advertiser_id", SHOP),
        40001,
        "advertiser does not grant you " + endpoint + ":GET permission");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pixel/create/", "/offline/create/", "/crm/create/"})
  void letsAnEventsManagerTokenCreateNothing(String endpoint) {
    isRefused(
        client.post("events-manager", endpoint, "{}"),
        40001,
        "advertiser does not grant you " + endpoint + ":POST permission");
  }

  @Test
  void letsAnEventsManagerTokenReport() {
    assertThat(track("events-manager", web(purchase())).message()).isEqualTo("OK");
  }

  @Test
  void holdsATokenToItsScopes() {
    assertThat(client.get("reader", "/pixel/list/", "advertiser_id", SHOP).code()).isEqualTo(0L);
    isRefused(
        track("reader", web(purchase())),
        40001,
        "advertiser does not grant you /event/track/:POST permission");
    assertThat(client.get("reporter", "/pixel/list/", "advertiser_id", SHOP).code())
        .isEqualTo(40001L);
  }

  @Test
  void holdsATokenToItsAdvertisers() {
    isRefused(
        client.get("reader", "/pixel/list/", "advertiser_id", OTHER),
        40001,
        "No permission to operate advertiser " + OTHER + ".");
    assertThat(track("reporter", web(purchase())).code()).isEqualTo(0L);
    isRefused(
        track("reporter", request("web", "D8ANP83C77U8UFHBHPO3", purchase())),
        40001,
        "No permission to operate pixel code: D8ANP83C77U8UFHBHPO3."
            + " You must be an admin or operator of this advertiser account.");
  }

  @Test
  void wantsATokenItKnows() {
    assertThat(client.get("stranger", "/pixel/list/", "advertiser_id", SHOP).code())
        .isEqualTo(40105L);
    assertThat(client.get(" ", "/pixel/list/", "advertiser_id", SHOP).code()).isEqualTo(40104L);
  }

  @Test
  void knowsNoStrangersOnceAnAppIsDeclared() {
    try (FakeTikTok strict = FakeTikTok.builder().app("app-1", "s3cret").start();
        FakeTikTok open = FakeTikTok.start()) {
      String body = web(purchase());

      assertThat(new TestClient(strict).post("stranger", "/event/track/", body).code())
          .isEqualTo(40105L);
      assertThat(new TestClient(open).post("stranger", "/event/track/", body).code()).isEqualTo(0L);
    }
  }

  private Reply track(String token, String body) {
    return client.post(token, "/event/track/", body);
  }

  // ---- the consent page

  @Test
  void consentsAtOnce() {
    Reply reply =
        portal("app_id=app-1&state=a%26b&redirect_uri=http%3A%2F%2F127.0.0.1%3A8123%2Fcb");

    assertThat(reply.status()).isEqualTo(302);
    URI location = URI.create(reply.http().headers().firstValue("Location").orElseThrow());
    assertThat(location.toString()).startsWith("http://127.0.0.1:8123/cb?auth_code=");
    String[] parameters = location.getRawQuery().split("&", -1);
    assertThat(parameters[1]).isEqualTo("state=a%26b");
    String code = URLDecoder.decode(parameters[0].substring("auth_code=".length()), UTF_8);
    assertThat(exchange("app-2", "other-s3cret", code).code()).isEqualTo(40110L);
  }

  @Test
  void sendsBackACodeForTheApp() {
    Reply reply = portal("app_id=app-1&redirect_uri=http%3A%2F%2Flocalhost%2Fcb%3Fx%3D1");

    String location = reply.http().headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("http://localhost/cb?x=1&auth_code=").doesNotContain("state");
    String code = URLDecoder.decode(location.substring(location.lastIndexOf('=') + 1), UTF_8);
    assertThat(exchange("app-1", "s3cret", code).code()).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "app_id=app-9&redirect_uri=http%3A%2F%2Fx, Invalid value for app_id: app-9 is no app.",
    "app_id=app-1, Missing required field(s): redirect_uri",
    "app_id=app-1&redirect_uri=x, Invalid value for redirect_uri: x is no web address."
  })
  void saysWhatIsWrongWithAnAuthorizationUrl(String query, String problem) {
    Reply reply = portal(query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(problem);
  }

  private Reply portal(String query) {
    return client.send(client.request("portal/auth?" + query).GET().build());
  }
}
