package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.TestClient.purchase;
import static com.treasuredata.tiktok.events.testing.TestClient.request;
import static com.treasuredata.tiktok.events.testing.TestClient.web;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.TestClient.Reply;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the page is broken once, and kept once where that is not plain. */
final class EventJudgingTest {
  private static final FakeTikTok TIKTOK = FakeTikTok.start();
  private static final String ALICE =
      "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f";
  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final TestClient client = new TestClient(TIKTOK);

  @AfterAll
  static void close() {
    TIKTOK.close();
  }

  private void accepts(String body) {
    Reply reply = client.track(body);
    assertThat(reply.json()).as(body).containsEntry("message", "OK").containsEntry("code", 0L);
  }

  private void refuses(String body, long code, String message) {
    Reply reply = client.track(body);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.message()).as(body).isEqualTo(message);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json()).doesNotContainKey("data");
  }

  private void refuses(String body, String message) {
    refuses(body, 40002, message);
  }

  // ---- the request

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                     | The body is not JSON: it ends too early.",
        "[]                   | The body is not a JSON object.",
        "{\"data\":[          | The body is not JSON: it ends too early.",
        "{\"event_source\":web} | The body is not JSON: *",
        "{'event_source':'web'} | The body is not JSON: *",
      })
  void refusesWhatIsNotAJsonObject(String body, String message) {
    Reply reply = client.track(body == null ? "" : body);

    assertThat(reply.code()).isEqualTo(40000L);
    assertThat(reply.message()).startsWith(message.replace("*", ""));
  }

  @Test
  void refusesTextAfterTheObject() {
    refuses(web(purchase()) + "{}", 40000, "The body is not JSON: malformed JSON at path $");
  }

  @Test
  void refusesABottomlessBody() {
    String deep = "[".repeat(100_000);

    assertThat(client.track(web(purchase("\"properties\":{\"x\":" + deep))).code())
        .isEqualTo(40000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"WEB\"", "\"Web\"", "\"ios\"", "\"\"", "7", "null"})
  void knowsFourSourcesInLowerCase(String source) {
    refuses(
        web(purchase()).replace("\"web\"", source),
        "Invalid value for event_source: must be web, app or offline.");
  }

  @Test
  void wantsTheSourceBesideTheEvents() {
    String message =
        "Invalid value for event_source: must be web, app or offline."
            + " It belongs beside data, not into an event.";

    refuses("{\"event_source_id\":\"C\",\"data\":[" + purchase() + "]}", message);
    refuses("{\"event_source_id\":\"C\"}", message);
  }

  @Test
  void readsMembersInAnyOrder() {
    accepts(
        "{\"data\":[%s],\"partner_name\":\"x\",\"event_source_id\":\"71\",\"event_source\":\"offline\"}"
            .formatted(purchase()));
    refuses(
        "{\"data\":[%s],\"event_source_id\":\"71\",\"event_source\":\"offline\"}"
            .formatted(purchase().replace("Purchase", "Haggle")),
        "Invalid value for data.0.event: \"Haggle\" is not a standard event, as offline needs.");
    refuses(
        "{\"data\":[%s],\"event_source_id\":\"71\",\"event_source\":\"shop\"}"
            .formatted(purchase()),
        "Invalid value for event_source: must be web, app or offline.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7199999999999999999", "null", "[\"C\"]"})
  void wantsTheSourceIdAsAString(String id) {
    refuses(
        "{\"event_source\":\"web\",\"event_source_id\":%s,\"data\":[%s]}".formatted(id, purchase()),
        "Invalid value for event_source_id: not a valid string.");
  }

  @Test
  void wantsASourceId() {
    refuses(
        "{\"event_source\":\"web\",\"data\":[" + purchase() + "]}",
        "Invalid value for event_source_id: not a valid string.");
    refuses(
        request("web", " ", purchase()), "Invalid value for event_source_id: must not be blank.");
    refuses(
        request("web", "C 1", purchase()),
        "Invalid value for event_source_id: \"C 1\" contains white space.");
  }

  @Test
  void takesOneToAThousandEvents() {
    String[] events =
        IntStream.range(0, 1001).mapToObj(TestClient::purchase).toArray(String[]::new);
    String[] thousand = IntStream.range(0, 1000).mapToObj(i -> events[i]).toArray(String[]::new);

    accepts(web(thousand));
    refuses(web(events), 40061, "Invalid value for data: more than 1000 events in one request.");
    refuses(web(), 40061, "Invalid value for data: no event in the request.");
  }

  @ParameterizedTest
  @CsvSource({"{}, not a valid array.", "null, not a valid array."})
  void wantsDataAsAnArray(String data, String problem) {
    refuses(
        "{\"event_source\":\"web\",\"event_source_id\":\"C\",\"data\":%s}".formatted(data),
        "Invalid value for data: " + problem);
  }

  @Test
  void wantsData() {
    refuses(
        "{\"event_source\":\"web\",\"event_source_id\":\"C\"}",
        "Invalid value for data: missing, but required.");
  }

  @Test
  void refusesAMemberGivenTwice() {
    refuses(
        web(purchase()).replace("{\"event_source\"", "{\"event_source\":\"web\",\"event_source\""),
        "Invalid value for event_source: given twice.");
    refuses(web(purchase("\"event\":\"Lead\"")), "Invalid value for data.0.event: given twice.");
  }

  @Test
  void wantsTheTestCodeAsAString() {
    refuses(
        web(purchase()).replace("\"data\"", "\"test_event_code\":12345,\"data\""),
        "Invalid value for test_event_code: not a valid string.");
  }

  @Test
  void tellsWhatEventsApi1LookedLike() {
    refuses(
        "{\"pixel_code\":\"C\",\"event\":\"Purchase\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"context\":{}}",
        "Invalid value for pixel_code: an Events API 1.0 field;"
            + " event/track takes event_source, event_source_id and data.");
  }

  // ---- the event

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"event_time\":1767225600} | event: missing, but required.",
        "{\"event\":\"Lead\"} | event_time: missing, but required.",
        "{\"event\":7,\"event_time\":1767225600} | event: not a valid string.",
        "{\"event\":\" \",\"event_time\":1767225600} | event: must not be blank.",
        "{\"event\":\"L\",\"event_time\":\"1767225600\"} | event_time: not a valid integer.",
        "{\"event\":\"L\",\"event_time\":\"2026-01-01T00:00:00Z\"} | event_time: not a valid integer.",
        "{\"event\":\"L\",\"event_time\":1767225600.5} | event_time: 1767225600.5 is not a valid integer.",
        "{\"event\":\"L\",\"event_time\":1.7e9} | event_time: 1.7e9 is not a valid integer.",
        "{\"event\":\"L\",\"event_time\":0} | event_time: 0 is not after 1970.",
        "{\"event\":\"L\",\"event_time\":100000000000} | event_time: 100000000000 is too large for Unix seconds; is it milliseconds?",
        "{\"event\":\"L\",\"event_time\":1767225600000} | event_time: 1767225600000 is too large for Unix seconds; is it milliseconds?",
      })
  void wantsANameAndATimeInSeconds(String event, String problem) {
    refuses(web(event), "Invalid value for data.0." + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "99999999999"})
  void takesAnySecondThatIsNotAMillisecond(String time) {
    accepts(web(purchase().replace("1767225600", time)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"event_id\":10233 | event_id: not a valid string.",
        "\"event_id\":\" \" | event_id: must not be blank.",
        "\"event_id\":null | event_id: not a valid string.",
        "\"user\":\"x\" | user: not a valid object.",
        "\"user\":null | user: not a valid object.",
        "\"user\":{\"ttclid\":1} | user.ttclid: not a valid string.",
        "\"user\":{\"ttp\":true} | user.ttp: not a valid string.",
        "\"user\":{\"ip\":\"shop.example.com\"} | user.ip: \"shop.example.com\" is not an IP address.",
        "\"user\":{\"ip\":\"203.0.113\"} | user.ip: \"203.0.113\" is not an IP address.",
        "\"user\":{\"ip\":\"203.0.113.256\"} | user.ip: \"203.0.113.256\" is not an IP address.",
        "\"user\":{\"ip\":\"2001:db8::1::2\"} | user.ip: \"2001:db8::1::2\" is not an IP address.",
        "\"user\":{\"ip\":\".:1\"} | user.ip: \".:1\" is not an IP address.",
        "\"user\":{\"ip\":\"fe80::1%eth0\"} | user.ip: \"fe80::1%eth0\" is not an IP address.",
        "\"user\":{\"user_agent\":{}} | user.user_agent: not a valid string.",
        "\"user\":{\"locale\":null} | user.locale: not a valid string.",
        "\"user\":{\"idfa\":\"c0a80101-7a2b-4c3d-9e8f-0123456789ab\"} | user.idfa: must be upper-case, but is \"c0a80101-7a2b-4c3d-9e8f-0123456789ab\".",
        "\"user\":{\"gaid\":\"C0A8\"} | user.gaid: must be lower-case, but is \"C0A8\".",
        "\"user\":{\"att_status\":\"authorized\"} | user.att_status: \"authorized\" is not one of AUTHORIZED, DENIED, NOT_APPLICABLE, NOT_DETERMINED, RESTRICTED.",
        "\"user\":{\"att_status\":3} | user.att_status: not a valid string.",
        "\"user\":{\"phone_number\":\"x\"} | user.phone_number: an Events API 1.0 field; event/track takes user.phone.",
        "\"user\":{\"emails\":[]} | user.emails: an Events API 1.0 field; event/track takes user.email, a string or an array.",
        "\"user\":{\"lead_id\":\"7\"} | user.lead_id: belongs into lead.lead_id of a crm event.",
        "\"user\":{\"shoe_size\":null} | user.shoe_size: null; leave the field out instead.",
        "\"properties\":[] | properties: not a valid object.",
        "\"properties\":{\"value\":\"19.99\"} | properties.value: not a valid number.",
        "\"properties\":{\"value\":null} | properties.value: not a valid number.",
        "\"properties\":{\"currency\":\"usd\"} | properties.currency: \"usd\" is not an ISO 4217 code.",
        "\"properties\":{\"num_items\":1.5} | properties.num_items: 1.5 is not a valid integer.",
        "\"properties\":{\"order_id\":90017} | properties.order_id: not a valid string.",
        "\"properties\":{\"shop_id\":12} | properties.shop_id: not a valid string.",
        "\"properties\":{\"content_type\":\"products\"} | properties.content_type: \"products\" is not one of product, product_group.",
        "\"properties\":{\"customer_type\":\"old\"} | properties.customer_type: \"old\" is not one of new, returning.",
        "\"properties\":{\"content_ids\":\"A\"} | properties.content_ids: not a valid array.",
        "\"properties\":{\"content_ids\":[\"A\",2]} | properties.content_ids.1: not a valid string.",
        "\"properties\":{\"contents_ids\":[\"A\"]} | properties.contents_ids: a misspelling of content_ids.",
        "\"properties\":{\"contents\":{}} | properties.contents: not a valid array.",
        "\"properties\":{\"contents\":[{},{\"content_id\":1077218}]} | properties.contents.1.content_id: not a valid string.",
        "\"properties\":{\"contents\":[{\"price\":\"8\"}]} | properties.contents.0.price: not a valid number.",
        "\"properties\":{\"contents\":[{\"quantity\":\"2\"}]} | properties.contents.0.quantity: not a valid integer.",
        "\"properties\":{\"contents\":[7]} | properties.contents.0: not a valid object.",
        "\"page\":{\"referrer\":\"https://a\"} | page.url: missing, but required.",
        "\"page\":{\"url\":\"\"} | page.url: must not be blank.",
        "\"page\":\"https://a\" | page: not a valid object.",
        "\"app\":{\"app_id\":343200656} | app.app_id: not a valid string.",
        "\"ad\":{\"attributed\":\"true\"} | ad.attributed: not a valid boolean.",
        "\"ad\":{\"campaign_id\":1700817380525057} | ad.campaign_id: not a valid string.",
        "\"ad\":{\"attribution_share\":1.5} | ad.attribution_share: 1.5 is not between 0.0 and 1.0.",
        "\"limited_data_use\":\"false\" | limited_data_use: not a valid boolean.",
        "\"limited_data_use\":1 | limited_data_use: not a valid boolean.",
        "\"lead\":{\"lead_id\":7311111111111111111} | lead.lead_id: not a valid string.",
        "\"event_source\":\"web\" | event_source: belongs beside data, not into an event.",
        "\"test_event_code\":\"T\" | test_event_code: belongs beside data, not into an event.",
        "\"pixel_code\":\"C\" | pixel_code: an Events API 1.0 field; event/track takes event_source_id beside data.",
        "\"timestamp\":\"2026\" | timestamp: an Events API 1.0 field; event/track takes event_time in Unix seconds.",
        "\"context\":{} | context: an Events API 1.0 field; event/track takes user, page and ad in the event.",
      })
  void namesTheFirstFieldThatIsWrong(String member, String problem) {
    refuses(web(purchase(), purchase(member)), "Invalid value for data.1." + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"user\":{}",
        "\"user\":{\"email\":[],\"first_name\":\"\",\"city\":\"\",\"ip\":\"\"}",
        "\"user\":{\"ip\":\"2001:db8:0:0:0:0:0:1\"}",
        "\"user\":{\"ip\":\"::ffff:203.0.113.25\"}",
        "\"user\":{\"ip\":\"10.0.0.1\"}",
        "\"user\":{\"locale\":\"en_US\"}",
        "\"page\":{}",
        "\"device\":{\"model\":null},\"custom\":[1,null]",
        "\"properties\":{\"gtm_version\":\"1\",\"contents\":[],\"value\":0,\"query\":\"q\"}",
        "\"properties\":{\"value\":-46.00,\"currency\":\"XTS\",\"preferred_price_range\":[1,2]}",
        "\"lead\":{}",
        "\"app\":{}",
      })
  void toleratesWhatIntegrationsSend(String member) {
    accepts(web(purchase(member)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "external_id", "first_name", "last_name", "zip_code"})
  void wantsPersonalFieldsHashed(String field) {
    String path = "Invalid value for data.0.user." + field;
    String rule = " is not a SHA-256 digest of 64 lower-case hexadecimal digits.";

    accepts(user(field, '"' + ALICE + '"'));
    refuses(user(field, "\"Ada@Example.com\""), 40062, path + ": \"Ada@Example.com\"" + rule);
    String upper = ALICE.toUpperCase(java.util.Locale.ROOT);
    refuses(user(field, '"' + upper + '"'), 40062, path + ": \"" + upper + '"' + rule);
    String almost = ALICE.replace('a', 'g');
    refuses(user(field, '"' + almost + '"'), 40062, path + ": \"" + almost + '"' + rule);
    refuses(
        user(field, '"' + NOTHING + '"'),
        40002,
        path + ": the digest of an empty text; leave the field out instead.");
    refuses(user(field, "null"), path + ": not a valid string.");
    refuses(user(field, "42"), path + ": not a valid string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "external_id"})
  void takesSeveralOfAnIdentifier(String field) {
    accepts(user(field, "[\"%s\",\"%s\"]".formatted(ALICE, ALICE.replace('8', '9'))));
    refuses(
        user(field, "[\"%s\",\"ada\"]".formatted(ALICE)),
        40062,
        "Invalid value for data.0.user."
            + field
            + ".1: \"ada\" is not a SHA-256 digest of 64 lower-case hexadecimal digits.");
    refuses(
        user(field, "[null]"),
        "Invalid value for data.0.user." + field + ".0: not a valid string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first_name", "last_name", "zip_code"})
  void takesOneNameOnly(String field) {
    refuses(
        user(field, "[\"" + ALICE + "\"]"),
        "Invalid value for data.0.user." + field + ": not a valid string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"city", "state", "country"})
  void wantsPlacesReadable(String field) {
    accepts(user(field, "\"saopaulo\""));
    refuses(
        user(field, '"' + ALICE + '"'),
        "Invalid value for data.0.user."
            + field
            + ": must not be hashed, but is \""
            + ALICE
            + "\".");
  }

  private static String user(String field, String value) {
    return web(purchase("\"user\":{\"%s\":%s}".formatted(field, value)));
  }

  // ---- limited data use

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.25", "2001:db8::1", "8.8.8.8"})
  void takesLimitedDataUseWithAPublicAddress(String ip) {
    accepts(web(purchase("\"limited_data_use\":true,\"user\":{\"ip\":\"" + ip + "\"}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"ip\":\"\"",
        "\"ip\":\"10.1.2.3\"",
        "\"ip\":\"172.16.0.1\"",
        "\"ip\":\"192.168.0.1\"",
        "\"ip\":\"127.0.0.1\"",
        "\"ip\":\"169.254.0.1\"",
        "\"ip\":\"100.64.0.1\"",
        "\"ip\":\"0.1.2.3\"",
        "\"ip\":\"255.255.255.255\"",
        "\"ip\":\"224.0.0.1\"",
        "\"ip\":\"::1\"",
        "\"ip\":\"fd00::1\"",
        "\"ip\":\"fe80::1\"",
        "\"ip\":\"::ffff:10.0.0.1\"",
      })
  void refusesLimitedDataUseWithoutAPublicAddress(String ip) {
    String event = purchase("\"user\":{" + ip + "},\"limited_data_use\":true");
    String message = "Invalid value for data.0.limited_data_use: true needs a public user.ip.";

    refuses(web(event), message);
    accepts(request("offline", "71", event)); // not documented there, so ignored
  }

  @Test
  void judgesTheAddressOfEachEventByItself() {
    String open = purchase("\"limited_data_use\":true,\"user\":{\"ip\":\"8.8.8.8\"}");

    refuses(
        web(open, purchase("\"limited_data_use\":true")),
        "Invalid value for data.1.limited_data_use: true needs a public user.ip.");
    accepts(web(open, purchase()));
  }

  // ---- the four sources

  @Test
  void wantsTheAppOfAnAppEvent() {
    refuses(
        request("app", "73", purchase()), "Invalid value for data.0.app: missing, but required.");
    refuses(
        request("app", "73", purchase("\"app\":{}")),
        "Invalid value for data.0.app.app_id: missing, but required.");
    accepts(request("app", "73", purchase("\"app\":{\"app_id\":\"com.example\"}")));
  }

  @Test
  void wantsTheLeadOfACrmEvent() {
    refuses(
        request("crm", "72", purchase()), "Invalid value for data.0.lead: missing, but required.");
    refuses(
        request("crm", "72", purchase("\"lead\":{\"lead_event_source\":\"HubSpot\"}")),
        "Invalid value for data.0.lead.lead_id: missing, but required.");
    accepts(request("crm", "72", purchase("\"lead\":{\"lead_id\":\"7\"}")));
  }

  @ParameterizedTest
  @CsvSource({"qualified_lead, 40002", "purchase, 40002", "Pageview, 40002", "CompletePayment, 0"})
  void takesStandardEventsOfflineOnly(String name, long code) {
    String event = purchase().replace("Purchase", name);

    assertThat(client.track(request("offline", "71", event)).code()).isEqualTo(code);
    accepts(web(event));
    accepts(request("crm", "72", event.replace("}", ",\"lead\":{\"lead_id\":\"7\"}}")));
    accepts(request("app", "73", event.replace("}", ",\"app\":{\"app_id\":\"7\"}}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AddPaymentInfo",
        "AddToCart",
        "AddToWishlist",
        "ApplicationApproval",
        "CompleteRegistration",
        "Contact",
        "CustomizeProduct",
        "Download",
        "FindLocation",
        "InitiateCheckout",
        "Lead",
        "Purchase",
        "Schedule",
        "Search",
        "StartTrial",
        "SubmitApplication",
        "Subscribe",
        "ViewContent",
        "CompletePayment",
        "SubmitForm",
        "ClickButton",
        "PlaceAnOrder"
      })
  void takesEachStandardEventOffline(String name) {
    accepts(request("offline", "71", purchase().replace("Purchase", name)));
  }
}
