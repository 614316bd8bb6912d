package com.treasuredata.tiktok.events.source;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceException.Reason;
import com.treasuredata.tiktok.events.support.RawServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims about what goes over the wire, and about answers that are odd. */
class SourceWireTest {
  private final MockWebServer server = new MockWebServer();
  private EventSourceResolver sources;

  @BeforeEach
  void start() throws IOException {
    server.start();
    sources = resolver(server.url("/").toString());
  }

  private static EventSourceResolver resolver(String baseUrl) {
    return EventSourceResolver.builder()
        .tokenProvider(AccessTokenProvider.of(AccessToken.of("t0ken")))
        .advertiserId("7000000000000000011")
        .transport(TransportOptions.builder().baseUrl(baseUrl).build())
        .retry(RetryOptions.NONE)
        .build();
  }

  @AfterEach
  void stop() {
    sources.close();
    server.close();
  }

  private void answer(String data) {
    server.enqueue(
        new MockResponse.Builder()
            .body(
                "{\"code\":0,\"message\":\"OK\",\"request_id\":\"r1\",\"data\":%s}".formatted(data))
            .build());
  }

  private static String pixels(String... pixels) {
    return "{\"pixels\":[" + String.join(",", pixels) + "]}";
  }

  private static String pixel(String code, String name) {
    return "{\"pixel_id\":\"7644150553831948295\",\"pixel_code\":\"%s\",\"pixel_name\":\"%s\"}"
        .formatted(code, name);
  }

  private HttpUrl nextUrl() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest().getUrl());
  }

  @Test
  void filtersByNameFirstAndAsksForAllOnlyIfNothingMatches() throws InterruptedException {
    answer(pixels(pixel("C1", "Main store (outlet)")));
    answer(pixels(pixel("C1", "Main store (outlet)"), pixel("C2", "Main & co")));
    answer(pixels());

    assertThat(sources.resolve(WEB, "Main & co")).isEqualTo(EventSource.web("C2"));

    RecordedRequest filtered = server.takeRequest();
    assertThat(filtered.getMethod()).isEqualTo("GET");
    assertThat(filtered.getHeaders().get("Access-Token")).isEqualTo("t0ken");
    assertThat(filtered.getUrl().encodedPath()).isEqualTo("/open_api/v1.3/pixel/list/");
    assertThat(filtered.getUrl().queryParameter("advertiser_id")).isEqualTo("7000000000000000011");
    assertThat(filtered.getUrl().queryParameter("name")).isEqualTo("Main & co");
    assertThat(filtered.getUrl().queryParameter("page")).isEqualTo("1");
    assertThat(filtered.getUrl().queryParameter("page_size")).isEqualTo("20");
  }

  @Test
  void endsAtTheLastPage() throws InterruptedException {
    String info =
        ",\"page_info\":{\"page\":1,\"page_size\":20,\"total_number\":1,\"total_page\":1}}";
    answer("{\"pixels\":[" + pixel("C1", "Shop") + "]" + info);

    assertThat(sources.list(WEB)).hasSize(1);
    assertThat(nextUrl().queryParameterNames()).doesNotContain("name");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void endsWhereAPageBringsNothingNewAndCountsNothingTwice() {
    answer(pixels(pixel("C1", "Shop"), pixel("C2", "Blog")));
    answer(pixels(pixel("C2", "Blog"), pixel("C3", "Outlet")));
    answer(pixels(pixel("C1", "Shop"), pixel("C2", "Blog")));

    assertThat(sources.list(WEB))
        .extracting(ListedSource::name)
        .containsExactly("Shop", "Blog", "Outlet");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void takesAListThatIsMissingOrNullForAnEmptyOne() {
    answer("{}");
    answer("{\"apps\":null}");
    answer("{\"event_set_list\":[null,7,{\"name\":null}]}");

    assertThat(sources.list(WEB)).isEmpty();
    assertThat(sources.list(APP)).isEmpty();
    assertThat(sources.list(OFFLINE)).isEmpty();
  }

  @Test
  void takesIdsThatComeAsNumbers() {
    answer("{\"event_set_list\":[{\"event_set_id\":7199999999999999999,\"name\":\"Stores\"}]}");

    assertThat(sources.resolve(OFFLINE, "Stores").id()).isEqualTo("7199999999999999999");
  }

  @Test
  void neverTakesAnAppsOtherIdForItsTikTokAppId() {
    answer(
        "{\"apps\":[{\"app_id\":\"7100000000000000001\",\"app_name\":\"Example\",\"tiktok_apps\":[]}]}");

    assertThatThrownBy(() -> sources.resolve(APP, "Example"))
        .isInstanceOf(EventSourceException.class)
        .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND)
        .hasMessageContaining("TikTok gives no TikTok App ID for it");
  }

  @Test
  void asksForTheIdOfAnAppThatHasSeveral() {
    answer(
        """
        {"apps":[{"app_name":"Example","platform":"IOS","app_platform_id":"343200656",
          "tiktok_apps":[{"tiktok_app_id":"7300000000000000001"},{"tiktok_app_id":"7300000000000000002"}]}]}
        """);

    assertThatThrownBy(() -> sources.resolve(APP, "Example"))
        .hasMessageContaining("7300000000000000001")
        .hasMessageContaining("7300000000000000002")
        .hasMessageContaining("give the id");
  }

  @Test
  void sendsADescriptionWithAnOfflineEventSetAndNeverTracksCampaigns() throws InterruptedException {
    answer("{}");
    answer("{}");
    answer("{\"event_set_id\":\"7199999999999999999\"}");

    assertThat(sources.create(OFFLINE, "Stores"))
        .isEqualTo(EventSource.offline("7199999999999999999"));

    nextUrl();
    nextUrl();
    RecordedRequest create = server.takeRequest();
    assertThat(create.getMethod()).isEqualTo("POST");
    assertThat(create.getUrl().encodedPath()).isEqualTo("/open_api/v1.3/offline/create/");
    assertThat(Objects.requireNonNull(create.getBody()).utf8())
        .contains("\"advertiser_id\":\"7000000000000000011\"")
        .contains("\"name\":\"Stores\"")
        .contains("\"description\":\"Stores\"")
        .doesNotContain("auto_tracking");
  }

  @Test
  void asksTheOtherAddressesForTheOtherTypes() throws InterruptedException {
    answer("{}");
    answer("{}");
    answer("{}");
    sources.list(APP);
    sources.list(OFFLINE);
    sources.list(CRM);

    assertThat(nextUrl().encodedPath()).isEqualTo("/open_api/v1.3/app/list/");
    assertThat(nextUrl().encodedPath()).isEqualTo("/open_api/v1.3/offline/get/");
    assertThat(nextUrl().encodedPath()).isEqualTo("/open_api/v1.3/crm/list/");
  }

  @Test
  void takesALookUpThatFailsForAFailureAndNothingElse() {
    server.enqueue(
        new MockResponse.Builder()
            .body("{\"code\":50000,\"message\":\"System error.\",\"data\":{}}")
            .build());

    ApiException failure = catchThrowableOfType(ApiException.class, () -> sources.list(WEB));

    assertThat(failure.kind()).isEqualTo(ErrorKind.SERVER);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void looksForWhatADuplicateMayMeanBeforeItSaysNo() {
    answer("{}");
    answer("{}");
    server.enqueue(
        new MockResponse.Builder()
            .body("{\"code\":40050,\"message\":\"Duplicated request.\",\"data\":{}}")
            .build());
    answer("{\"crm_event_sets\":[{\"event_set_id\":\"7288888888888888888\",\"name\":\"Leads\"}]}");

    assertThat(sources.create(CRM, "Leads").id()).isEqualTo("7288888888888888888");
  }

  @Test
  void passesOverAnIdWithWhiteSpaceThatIsNotSeen() {
    answer(
        "{\"event_set_list\":[{\"name\":\"A\",\"event_set_id\":\"719\u00A09\"},"
            + "{\"name\":\"B\",\"event_set_id\":\"719\u200B9\"}]}");

    assertThat(sources.list(OFFLINE)).isEmpty();
  }

  @Test
  void createsUnderTheComposedName() throws InterruptedException {
    answer("{}");
    answer("{}");
    answer("{\"event_set_id\":\"7288888888888888888\"}");

    sources.create(CRM, " Cafe\u0301\u200B ");

    nextUrl();
    nextUrl();
    assertThat(Objects.requireNonNull(server.takeRequest().getBody()).utf8())
        .contains("\"name\":\"Caf\u00E9\"");
  }

  @Test
  void takesASourceThatIsListedTwiceForOne() {
    String twice = "[" + pixel("C1", "Shop ") + "," + pixel("C1", "Shop\u00A0") + "]";
    String onOnePage = "{\"pixels\":" + twice + ",\"page_info\":{\"total_page\":1}}";
    answer(onOnePage);
    answer(onOnePage);
    answer(
        """
        {"apps":[
          {"app_name":"Sneakers","platform":"IOS","tiktok_apps":[{"tiktok_app_id":"73"}]},
          {"app_name":"Sneakers","platform":"ANDROID","tiktok_apps":[{"tiktok_app_id":"73"}]}]}
        """);

    assertThat(sources.resolve(WEB, "Shop").id()).isEqualTo("C1");
    assertThat(sources.resolve(APP, "Sneakers").id()).isEqualTo("73");
  }

  /** 4,294,967,297 as a number of 32 bits is 1. */
  @Test
  void believesNoNumberOfPagesThatIsTooLargeToBeOne() {
    String info = ",\"page_info\":{\"total_page\":4294967297}}";
    answer("{\"pixels\":[" + pixel("C1", "Shop") + "]" + info);
    answer("{\"pixels\":[" + pixel("C2", "Blog") + "]" + info);
    answer("{\"pixels\":[]" + info);

    assertThat(sources.list(WEB)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3_000})
  @Timeout(60)
  void givesUpOnAListThatDoesNotEnd(int rowsOfAPage) {
    AtomicInteger count = new AtomicInteger();
    RawServer.Handler endless =
        connection -> {
          while (connection.readRequest()) {
            String[] rows = new String[rowsOfAPage];
            Arrays.setAll(rows, i -> pixel("C" + count.incrementAndGet(), "Shop " + count));
            connection.write(
                RawServer.http(
                    200, "{\"code\":0,\"message\":\"OK\",\"data\":" + pixels(rows) + "}"));
          }
        };
    try (RawServer endlessServer = new RawServer(endless);
        EventSourceResolver resolver = resolver(endlessServer.baseUrl())) {
      assertThatThrownBy(() -> resolver.create(WEB, "Shop"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.TOO_MANY)
          .hasMessage(
              "TikTok lists more than 10,000 pixels of advertiser 7000000000000000011, too many to"
                  + " look through: give the event source's id");
      assertThat(endlessServer.requests()).hasSizeLessThanOrEqualTo(500);
    }
  }

  @Test
  void cutsNamesThatAreLongerThanAnyNameAndTakesThemForNoOther() {
    String cut = "x".repeat(100) + "…";
    answer(
        "{\"apps\":[{\"app_name\":\"%s\",\"tiktok_apps\":[{\"tiktok_app_id\":\"73\"}]}]}"
            .formatted("x".repeat(500_000)));

    assertThatThrownBy(() -> sources.resolve(APP, "x".repeat(200)))
        .isInstanceOf(EventSourceException.class)
        .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND)
        .hasMessageEndingWith("There are: \"" + cut + "\" (73)");
  }

  /** The texts "Aa" and "BB" have one hash code, and so have all texts made of as many of them. */
  @Test
  @Timeout(20)
  void isQuickWithTheLongestListOfWhateverNames() {
    String[] rows = new String[8_192];
    for (int i = 0; i < rows.length; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 13; bit++) {
        name.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
      }
      rows[i] = "{\"event_set_id\":\"73\",\"name\":\"" + name.append("x".repeat(40)) + "\"}";
    }
    answer("{\"event_set_list\":[" + String.join(",", rows) + "]}");
    answer("{\"event_set_list\":[" + String.join(",", rows) + "]}");

    assertThatThrownBy(() -> sources.resolve(OFFLINE, "Aa".repeat(13) + "y".repeat(40)))
        .isInstanceOf(EventSourceException.class)
        .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND);
  }
}
