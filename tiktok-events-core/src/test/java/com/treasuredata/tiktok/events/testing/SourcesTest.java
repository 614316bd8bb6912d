package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.TestClient.purchase;
import static com.treasuredata.tiktok.events.testing.TestClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.treasuredata.tiktok.events.testing.TestClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourcesTest {
  private static final String SHOP = "7000000000000000007";
  private static final String OTHER = "7000000000000000008";
  private static final String ANY = "any-token";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-26T10:57:36.789Z"), ZoneOffset.UTC);

  private FakeTikTok tiktok =
      FakeTikTok.builder()
          .clock(CLOCK)
          .advertiser(SHOP, "Shop")
          .pixel(SHOP, "D8ANP83C77U8UFHBHPO0", "Main store")
          .pixel(SHOP, "D8ANP83C77U8UFHBHPO1", "The main STORE, outlet")
          .unboundPixel(SHOP, "D8ANP83C77U8UFHBHPO2", "Partner")
          .pixel(OTHER, "D8ANP83C77U8UFHBHPO3", "Main store")
          .mobileApp(SHOP, "7300000000000000001", "Sneakers", "343200656")
          .mobileApp(SHOP, "7300000000000000002", "Sneakers", "com.example.sneakers")
          .offlineSet(SHOP, "7199999999999999999", "Stores")
          .crmSet(SHOP, "7288888888888888888", "Leads")
          .crmSet(SHOP, "7288888888888888889", "Leads, old")
          .start();
  private TestClient client = new TestClient(tiktok);

  @AfterEach
  void close() {
    tiktok.close();
  }

  private void restart(FakeTikTok.Builder builder) {
    tiktok.close();
    tiktok = builder.start();
    client = new TestClient(tiktok);
  }

  private static void isRefused(Reply reply, long code, String message) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.message()).isEqualTo(message);
    assertThat(reply.code()).isEqualTo(code);
  }

  private static String create(String nameField, String name) {
    return "{\"advertiser_id\":\"%s\",\"%s\":\"%s\",\"description\":\"by a test\"}"
        .formatted(SHOP, nameField, name);
  }

  // ---- web

  @Test
  void listsPixelsAsRecorded() {
    Reply reply = client.get(ANY, "/pixel/list/", "advertiser_id", SHOP);

    assertThat(reply.message()).isEqualTo("OK");
    assertThat(reply.data().get("page_info"))
        .isEqualTo(Map.of("page", 1L, "page_size", 10L, "total_number", 3L, "total_page", 1L));
    Map<String, ?> pixel = reply.list("pixels").get(0);
    assertThat(pixel.keySet())
        .containsExactly(
            "pixel_id",
            "pixel_code",
            "pixel_name",
            "pixel_category",
            "pixel_setup_mode",
            "activity_status",
            "create_time",
            "partner_name",
            "has_pcm_config",
            "advanced_matching_fields",
            "asset_ownership",
            "events",
            "pixel_script");
    assertThat(pixel).extractingByKey("pixel_id").asString().matches("\\d{19}");
    assertThat(pixel.get("pixel_code")).isEqualTo("D8ANP83C77U8UFHBHPO0");
    assertThat(pixel.get("create_time")).isEqualTo("2026-05-26T10:57:36Z");
    assertThat(pixel.get("partner_name")).isNull();
    assertThat(pixel).extractingByKey("pixel_script").asString().contains("D8ANP83C77U8UFHBHPO0");
    assertThat(reply.list("pixels").get(2))
        .extractingByKey("asset_ownership")
        .asString()
        .contains("asset_relation_status=UNBOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "name, main store, 2",
    "name, outlet, 1",
    "name, none, 0",
    "code, D8ANP83C77U8UFHBHPO1, 1",
    "code, D8ANP83C77U8UFHBHPO3, 0",
    "pixel_id, 7, 0",
    "order_by, LATEST_CREATE, 3"
  })
  void filtersPixels(String parameter, String value, int found) {
    Reply reply = client.get(ANY, "/pixel/list/", "advertiser_id", SHOP, parameter, value);

    assertThat(reply.list("pixels")).hasSize(found);
    assertThat(reply.data()).containsKey("pixels");
  }

  @Test
  void listsTheLatestPixelFirstIfAsked() {
    Reply reply =
        client.get(ANY, "/pixel/list/", "advertiser_id", SHOP, "order_by", "LATEST_CREATE");

    assertThat(reply.list("pixels").get(0)).containsEntry("pixel_name", "Partner");
  }

  @Test
  void pagesPixels() {
    for (int i = 0; i < 42; i++) {
      client.post(ANY, "/pixel/create/", create("pixel_name", "pixel " + i));
    }

    List<Integer> sizes =
        IntStream.rangeClosed(1, 4).mapToObj(this::page).map(r -> r.list("pixels").size()).toList();

    assertThat(sizes).containsExactly(20, 20, 5, 0);
    assertThat(page(3).data().get("page_info"))
        .isEqualTo(Map.of("page", 3L, "page_size", 20L, "total_number", 45L, "total_page", 3L));
    assertThat(page(2).list("pixels").get(0)).containsEntry("pixel_name", "pixel 17");
    assertThat(
            client
                .get(ANY, "/pixel/list/", "advertiser_id", SHOP, "page_size", "15")
                .data()
                .get("page_info"))
        .isEqualTo(Map.of("page", 1L, "page_size", 15L, "total_number", 45L, "total_page", 3L));
  }

  private Reply page(int page) {
    return client.get(
        ANY, "/pixel/list/", "advertiser_id", SHOP, "page_size", "20", "page", "" + page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page_size | 21   | Invalid value for page_size: must be between 1 and 20.",
        "page_size | 0    | Invalid value for page_size: must be between 1 and 20.",
        "page      | 0    | Invalid value for page: must be between 1 and 2147483647.",
        "page      | one  | Invalid value for page: not a valid integer.",
        "order_by  | name | Invalid value for order_by: \"name\" is not one of EARLIEST_CREATE, LATEST_CREATE.",
        "filtering | x    | Invalid value for filtering: not JSON text of an object.",
        "advertiser_id | 7 | Invalid value for advertiser_id: given twice; an array is JSON text, such as [\"1\",\"2\"].",
      })
  void refusesWrongParameters(String name, String value, String message) {
    isRefused(client.get(ANY, "/pixel/list/", "advertiser_id", SHOP, name, value), 40002, message);
  }

  @Test
  void takesFilteringAsJsonText() {
    String filtering = "{\"available_for_catalog_only\":false}";

    assertThat(
            client
                .get(ANY, "/pixel/list/", "advertiser_id", SHOP, "filtering", filtering)
                .message())
        .isEqualTo("OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pixel/list/", "/app/list/", "/offline/get/", "/crm/list/"})
  void wantsAnAdvertiserItKnows(String endpoint) {
    isRefused(client.get(ANY, endpoint), 40002, "Missing required field(s): advertiser_id");
    isRefused(
        client.get(ANY, endpoint, "advertiser_id", "shop"),
        40002,
        "Invalid value for advertiser_id: \"shop\" is not a valid int64.");
    isRefused(
        client.get(ANY, endpoint, "advertiser_id", "1"),
        40300,
        "advertiser 1 doesn't exist or has been deleted.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pixel/create/", "/offline/create/", "/crm/create/"})
  void wantsAnAdvertiserToCreateFor(String endpoint) {
    String body = "{\"pixel_name\":\"n\",\"name\":\"n\",\"description\":\"d\"%s}";

    isRefused(
        client.post(ANY, endpoint, body.formatted("")),
        40002,
        "Missing required field(s): advertiser_id");
    isRefused(
        client.post(ANY, endpoint, body.formatted(",\"advertiser_id\":" + SHOP)),
        40002,
        "Invalid value for advertiser_id: not a valid string.");
    isRefused(client.post(ANY, endpoint, "[]"), 40000, "The body is not a JSON object.");
  }

  @Test
  void createsAPixel() {
    Reply reply = client.post(ANY, "/pixel/create/", create("pixel_name", "New"));

    assertThat(reply.data().keySet())
        .containsExactly(
            "pixel_id",
            "pixel_code",
            "pixel_name",
            "pixel_category",
            "partner_name",
            "advanced_matching_fields");
    assertThat(reply.data()).containsEntry("pixel_category", "CUSTOMIZE_EVENTS");
    String code = String.valueOf(reply.data().get("pixel_code"));
    assertThat(code).matches("[A-Z0-9]{20}");
    assertThat(client.get(ANY, "/pixel/list/", "advertiser_id", SHOP, "name", "New").list("pixels"))
        .singleElement()
        .satisfies(pixel -> assertThat(pixel).containsEntry("pixel_code", code));
    assertThat(client.track(request("web", code, purchase())).message()).isEqualTo("OK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''         | pixel_name cannot be empty.",
        "Main store | pixel_name already exists.",
        "Shop \uD83D\uDED2 | Invalid value for pixel_name: contains an emoji.",
        "12345678901234567890123456789012345678901 | Invalid value for pixel_name: more than 40 characters.",
      })
  void refusesAPixelsName(String name, String message) {
    isRefused(client.post(ANY, "/pixel/create/", create("pixel_name", name)), 40002, message);
  }

  @Test
  void takesTheNameOfAnotherAdvertisersPixel() {
    String body = create("pixel_name", "Partner");

    assertThat(client.post(ANY, "/pixel/create/", body).code()).isEqualTo(40002L);
    assertThat(client.post(ANY, "/pixel/create/", body.replace(SHOP, OTHER)).code()).isEqualTo(0L);
  }

  @Test
  void knowsFiveCategoriesOfPixels() {
    String body = create("pixel_name", "New").replace("}", ",\"pixel_category\":\"%s\"}");

    isRefused(
        client.post(ANY, "/pixel/create/", body.formatted("SHOP")),
        40002,
        "Invalid value for pixel_category: \"SHOP\" is not one of CONTACTS, CUSTOMIZE_EVENTS,"
            + " FILLING_FORM, LANDING_PAGE, ONLINE_STORE.");
    assertThat(client.post(ANY, "/pixel/create/", body.formatted("ONLINE_STORE")).data())
        .containsEntry("pixel_category", "ONLINE_STORE");
  }

  @Test
  void takesFortyCharactersOfAnyLanguage() {
    String name = "店".repeat(40);

    assertThat(client.post(ANY, "/pixel/create/", create("pixel_name", name)).message())
        .isEqualTo("OK");
  }

  // ---- app

  @Test
  void listsApps() {
    List<? extends Map<String, ?>> apps =
        client.get(ANY, "/app/list/", "advertiser_id", SHOP).list("apps");

    assertThat(apps).hasSize(2);
    assertThat(apps)
        .extracting(app -> app.get("platform"), app -> app.get("app_platform_id"))
        .containsExactly(tuple("IOS", "343200656"), tuple("ANDROID", "com.example.sneakers"));
    assertThat(apps.get(0))
        .extractingByKey("tiktok_apps")
        .isEqualTo(List.of(Map.of("tiktok_app_id", "7300000000000000001")));
    assertThat(apps.get(0).get("app_id")).isNotEqualTo("7300000000000000001");
  }

  @Test
  void filtersAppsByJsonText() {
    Reply reply =
        client.get(ANY, "/app/list/", "advertiser_id", SHOP, "app_platform_ids", "[\"343200656\"]");

    assertThat(reply.list("apps")).hasSize(1);
    isRefused(
        client.get(ANY, "/app/list/", "advertiser_id", SHOP, "app_platform_ids", "343200656"),
        40002,
        "Invalid value for app_platform_ids:"
            + " not JSON text of an array of strings, such as [\"1\",\"2\"].");
    isRefused(
        client.get(ANY, "/app/list/", "advertiser_id", SHOP, "app_platform_ids", "[343200656]"),
        40002,
        "Invalid value for app_platform_ids: not a valid string.");
  }

  // ---- offline

  @Test
  void createsOfflineSetsUpToTen() {
    for (int i = 2; i <= 10; i++) {
      Reply reply = client.post(ANY, "/offline/create/", create("name", "set " + i));
      assertThat(reply.data().keySet()).containsExactly("event_set_id");
    }

    isRefused(
        client.post(ANY, "/offline/create/", create("name", "set 11")),
        40002,
        "The advertiser has 10 offline event sets already.");
    assertThat(client.get(ANY, "/offline/get/", "advertiser_id", SHOP).list("event_set_list"))
        .hasSize(10)
        .first()
        .isEqualTo(
            Map.of(
                "advertiser_id",
                SHOP,
                "event_set_id",
                "7199999999999999999",
                "name",
                "Stores",
                "description",
                "Stores",
                "auto_tracking",
                false,
                "create_time",
                "2026-05-26T10:57:36Z",
                "update_time",
                "2026-05-26T10:57:36Z"));
  }

  @ParameterizedTest
  @CsvSource({"name, store, 1", "name, shops, 0", "event_set_ids, '[\"71\"]', 0"})
  void filtersOfflineSets(String parameter, String value, int found) {
    Reply reply = client.get(ANY, "/offline/get/", "advertiser_id", SHOP, parameter, value);

    assertThat(reply.list("event_set_list")).hasSize(found);
    assertThat(reply.data()).containsKey("event_set_list");
  }

  @Test
  void wantsADescriptionOfAnOfflineSet() {
    isRefused(
        client.post(ANY, "/offline/create/", "{\"advertiser_id\":\"" + SHOP + "\",\"name\":\"n\"}"),
        40002,
        "Missing required field(s): description");
    isRefused(
        client.post(ANY, "/offline/create/", create("name", "n").replace("by a test", "")),
        40002,
        "Invalid value for description: must not be blank.");
  }

  // ---- crm

  @Test
  void findsCrmSetsByTheirExactName() {
    assertThat(crmSetsNamed("Leads")).hasSize(1);
    assertThat(crmSetsNamed("leads")).isEmpty();
    assertThat(crmSetsNamed("Lead")).isEmpty();
  }

  private List<? extends Map<String, ?>> crmSetsNamed(String name) {
    return client
        .get(ANY, "/crm/list/", "advertiser_id", SHOP, "name", name)
        .list("crm_event_sets");
  }

  @Test
  void findsCrmSetsByNameAndId() {
    String ids = "[\"7288888888888888889\",\"1\"]";

    assertThat(
            client
                .get(ANY, "/crm/list/", "advertiser_id", SHOP, "event_set_ids", ids)
                .list("crm_event_sets"))
        .singleElement()
        .isEqualTo(
            Map.of(
                "event_set_id",
                "7288888888888888889",
                "name",
                "Leads, old",
                "create_time",
                "2026-05-26T10:57:36Z"));
    assertThat(
            client
                .get(
                    ANY, "/crm/list/", "advertiser_id", SHOP, "event_set_ids", ids, "name", "Leads")
                .list("crm_event_sets"))
        .isEmpty();
  }

  @Test
  void looksForFiftyCrmSetsAtATime() {
    String ids = IntStream.range(0, 51).mapToObj(i -> "\"" + i + "\"").toList().toString();

    isRefused(
        client.get(ANY, "/crm/list/", "advertiser_id", SHOP, "event_set_ids", ids),
        40011,
        "Invalid value for event_set_ids: more than 50 ids.");
  }

  @Test
  void createsCrmSetsUpToFifty() {
    for (int i = 3; i <= 50; i++) {
      Reply reply = client.post(ANY, "/crm/create/", create("name", "twin"));
      assertThat(reply.data()).containsKeys("event_set_id", "name", "create_time");
    }

    isRefused(
        client.post(ANY, "/crm/create/", create("name", "one more")),
        40002,
        "The advertiser has 50 CRM event sets already.");
    assertThat(crmSetsNamed("twin")).hasSize(48);
  }

  @Test
  void refusesACrmSetsName() {
    isRefused(
        client.post(ANY, "/crm/create/", create("name", "x".repeat(41))),
        40002,
        "Invalid value for name: more than 40 characters.");
    isRefused(
        client.post(ANY, "/crm/create/", create("name", " ")),
        40002,
        "Invalid value for name: must not be blank.");
  }

  // ---- reporting events for a source

  @ParameterizedTest
  @CsvSource({
    "web, D8ANP83C77U8UFHBHPO0, 0",
    "web, D8ANP83C77U8UFHBHPO3, 0",
    "web, D8ANP83C77U8UFHBHPO2, 40001",
    "web, D8ANP83C77U8UFHBHPO9, 40001",
    "offline, 7199999999999999999, 0",
    "offline, D8ANP83C77U8UFHBHPO0, 40002",
    "web, 7199999999999999999, 40002"
  })
  void takesEventsForSourcesItKnows(String source, String id, long code) {
    Reply reply = client.track(request(source, id, purchase()));

    assertThat(reply.code()).isEqualTo(code);
    if (code == 40002) {
      assertThat(reply.message())
          .isEqualTo("Invalid value for event_source_id: not a valid string.");
    }
    if (code == 40001) {
      assertThat(reply.message())
          .isEqualTo(
              "No permission to operate pixel code: "
                  + id
                  + ". You must be an admin or operator of this advertiser account.");
    }
  }

  @Test
  void takesEventsForAnySourceIfNoneIsDeclared() {
    restart(FakeTikTok.builder().advertiser(SHOP, "Shop"));

    assertThat(client.track(request("web", "WHATEVER", purchase())).message()).isEqualTo("OK");
  }

  @Test
  void hasASampleApp() {
    restart(FakeTikTok.builder().advertiser(SHOP, "Shop"));

    Reply reply =
        client.get(
            ANY,
            "/oauth2/advertiser/get/",
            "app_id",
            FakeTikTok.SAMPLE_APP_ID,
            "secret",
            FakeTikTok.SAMPLE_APP_SECRET);

    assertThat(reply.list("list")).hasSize(1);
  }

  @Test
  void hasASampleOfEverySource() {
    restart(FakeTikTok.builder());
    String shop = FakeTikTok.SAMPLE_ADVERTISER_ID;

    assertThat(client.get(ANY, "/pixel/list/", "advertiser_id", shop).list("pixels")).hasSize(3);
    assertThat(client.get(ANY, "/app/list/", "advertiser_id", shop).list("apps")).hasSize(2);
    assertThat(client.get(ANY, "/offline/get/", "advertiser_id", shop).list("event_set_list"))
        .hasSize(1);
    assertThat(client.get(ANY, "/crm/list/", "advertiser_id", shop).list("crm_event_sets"))
        .hasSize(1);
  }

  // ---- scripts and counts

  @Test
  void answersLookUpsFromTheScriptToo() {
    tiktok.answerNext(1, Answer.code(50000, "System error."));

    assertThat(client.get(ANY, "/crm/list/", "advertiser_id", SHOP).code()).isEqualTo(50000L);
    assertThat(client.get(ANY, "/crm/list/", "advertiser_id", SHOP).code()).isEqualTo(0L);
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void createsASourceAndLosesTheAnswer() {
    tiktok.answerNext(1, Answer.html(504).afterAccepting());
    tiktok.answerNext(1, Answer.html(504));

    assertThat(client.post(ANY, "/crm/create/", create("name", "kept")).status()).isEqualTo(504);
    assertThat(client.post(ANY, "/crm/create/", create("name", "lost")).status()).isEqualTo(504);
    assertThat(crmSetsNamed("kept")).hasSize(1);
    assertThat(crmSetsNamed("lost")).isEmpty();
  }

  @Test
  void countsCallsByEndpoint() {
    client.get(ANY, "/crm/list/");
    client.get(ANY, "/crm/list/", "advertiser_id", SHOP);

    assertThat(tiktok.calls("/crm/list/")).isEqualTo(2);
    assertThat(tiktok.calls("/crm/create/")).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> tiktok.calls("/crm/list"));
  }

  @Test
  void wantsTheMethodOfAnEndpoint() {
    Reply reply =
        client.send(
            client.request("open_api/v1.3/crm/list/").POST(BodyPublishers.noBody()).build());

    assertThat(reply.status()).isEqualTo(405);
  }
}
