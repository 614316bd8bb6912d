package com.treasuredata.tiktok.events.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.SendReceipt;
import com.treasuredata.tiktok.events.auth.OAuthTokenProvider;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  private static final List<String> COLUMNS = List.of("event", "event_time", "email");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void sendOneEventDeliversAPurchase() {
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(1).start()) {
      SendReceipt receipt = SendOneEvent.send("t0ken", at(tiktok));

      assertThat(receipt.requestId()).isPresent();
      assertThat(receipt.warnings()).isEmpty();
      assertThat(tiktok.events().get(0).json()).contains("order-1001").doesNotContain("Ada@");
    }
  }

  @Test
  void bulkExportTellsWhatCannotBeSentAndWhatIsSentWithoutItsValue() {
    Instant now = Instant.now();
    List<BulkExport.Order> orders =
        List.of(
            new BulkExport.Order("1001", now, "ada@example.com", "59.90"),
            new BulkExport.Order("1002", now, "not an address", "12.00"),
            new BulkExport.Order("1003", now, "bob@example.com", "7.50"),
            new BulkExport.Order("1004", now, "ada@example.com", "twelve"));
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        EventsClient client = BulkExport.client("t0ken", at(tiktok))) {
      ExportReport report = BulkExport.export(client, orders, out);

      assertThat(report.accepted()).isEqualTo(3);
      assertThat(report.acceptedWithValuesLeftOut()).isEqualTo(1);
      assertThat(report.invalid()).isEqualTo(1);
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(3);
    }
    assertThat(text())
        .contains("record 2 INVALID")
        .contains("NO_MATCH_KEY")
        .contains("record 4: properties.value UNREADABLE (warning)")
        .contains("4 read = 3 accepted + 1 invalid")
        .contains("values were left out of 1 of the accepted")
        .doesNotContain("not an address");
  }

  @Test
  void testWithoutTikTokShowsWhatArrived() {
    assertThat(TestWithoutTikTok.sendAndLook()).contains("\"event_id\":\"order-1001\"");
  }

  @Test
  void resumeAnExportLosesNothingAndSendsNothingTwice(@TempDir Path directory) {
    long now = Instant.now().getEpochSecond();
    List<Map<String, String>> orders =
        IntStream.rangeClosed(1, 5_000)
            .mapToObj(
                number ->
                    Map.of(
                        "event",
                        "Purchase",
                        "event_id",
                        "order-" + number,
                        "event_time",
                        Long.toString(now),
                        "email",
                        "ada@example.com"))
            .toList();
    Path file = directory.resolve("orders.journal");
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(10_000).start();
        EventsClient client = BulkExport.client("t0ken", at(tiktok))) {
      tiktok.answerNext(2, Answer.usual());
      tiktok.answerEvery(1, Answer.code(40001, "No permission."));
      assertThatThrownBy(() -> ResumeAnExport.export(client, orders, file))
          .isInstanceOf(ExportStoppedException.class);
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(2_000);
      assertThat(file).exists();
      tiktok.clearAnswers();

      ExportReport report = ResumeAnExport.export(client, orders, file);

      assertThat(report.passedOver()).isEqualTo(2_000);
      assertThat(report.isComplete()).isTrue();
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(5_000);
      assertThat(tiktok.events().stream().map(event -> event.json()).distinct()).hasSize(5_000);
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void connectorSettingsPlansOnceAndSendsInATask() {
    long now = Instant.now().getEpochSecond();
    List<String> columns = List.of("event", "event_time", "email", "order_id", "agreed");
    AccessTokenProvider tokens = AccessTokenProvider.of(AccessToken.of("task-t0ken"));
    try (FakeTikTok tiktok =
        FakeTikTok.builder()
            .accessToken("driver-t0ken")
            .accessToken("task-t0ken")
            .advertiser("70", "Shop")
            .start()) {
      String settings =
          """
          {"type": "tiktok_events", "access_token": "driver-t0ken", "event_data_source": "OFFLINE",
           "target_event_source": "NEW", "event_source_name": "Stores", "advertiser_id": "70",
           "skip_invalid_record": true, "max_invalid_records": "50%%", "accept_existing": true,
           "consent_column": "agreed", "consent_values": ["yes"], "key_column": "order_id",
           "base_url": "%s"}
          """
              .formatted(tiktok.baseUrl());
      for (int run = 0; run < 2; run++) { // A scheduler's second run takes the source of the first.
        ExportReport report =
            ConnectorSettings.export(
                settings,
                columns,
                List.of(
                    purchase(now, "ada@example.com", "yes"),
                    purchase(now, "not an address", "yes"),
                    purchase(now, "bob@example.com", "no")),
                tokens);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.invalid()).isEqualTo(1);
        assertThat(report.withheld()).isEqualTo(1);
      }
      assertThat(tiktok.calls("/offline/create/")).isEqualTo(1);
    }
  }

  @Test
  void routeToManySourcesSendsEachOrderToItsEventSetAndGoesOnAfterAStop(@TempDir Path directory) {
    String now = Long.toString(Instant.now().getEpochSecond());
    Map<String, String> order =
        Map.of("event", "Purchase", "event_time", now, "email", "ada@example.com");
    Map<String, String> ofAShop = new TreeMap<>(order);
    ofAShop.put("set", "7199999999999999998");
    List<Map<String, String>> rows = List.of(order, ofAShop, ofAShop);
    Path file = directory.resolve("orders.journal");
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(10).start();
        EventsClient client = BulkExport.client("t0ken", at(tiktok))) {
      tiktok.answerWith(
          request ->
              request.eventSourceId().equals(Optional.of("7199999999999999998"))
                  ? Optional.of(Answer.code(40001, "No permission."))
                  : Optional.empty());
      assertThat(RouteToManySources.export(client, rows, file).notSent()).isEqualTo(2);
      tiktok.answerWith(request -> Optional.empty());

      ExportReport report = RouteToManySources.export(client, rows, file).orThrow();

      assertThat(report.passedOver()).isEqualTo(1);
      assertThat(report.bySource().get(EventSource.offline("7199999999999999998")))
          .extracting(ExportReport::accepted)
          .isEqualTo(2L);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void embedInConnectorSettlesACheckpointAndCommits() {
    long now = Instant.now().getEpochSecond();
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        Connector connector = Connector.of(settings(tiktok))) {
      EmbedInConnector output = new EmbedInConnector(connector, COLUMNS, out);
      output.add(List.of(contact(now, "ada@example.com"), contact(now, "bob@example.com")));

      ExportReport settled = output.checkpoint();

      assertThat(settled.accepted()).isEqualTo(2);
      assertThat(settled.pending()).isZero();
      output.add(List.of(contact(now, "not an address"), contact(now, "bob@example.com")));
      assertThat(output.commit().accepted()).isEqualTo(3);
      assertThat(tiktok.stats().eventsReceived()).isEqualTo(3);
    }
  }

  @Test
  void embedInConnectorSaysWhichRowItSkipsAsTheReadmeShows() throws IOException {
    long now = Instant.now().getEpochSecond();
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        Connector connector = Connector.of(settings(tiktok))) {
      EmbedInConnector output = new EmbedInConnector(connector, COLUMNS, out);
      output.add(List.of(contact(now, "ada@example.com"), contact(now * 1_000, "bob@example.com")));

      assertThat(output.commit().toString()).startsWith("2 read = 1 accepted + 1 invalid + ");
    }
    assertThat(Files.readString(Path.of("../../README.md")))
        .contains("`2 read = 1 accepted + 1 invalid + …`")
        .contains("\n    " + text().strip() + "\n");
  }

  @Test
  void embedInConnectorTellsAtAnAbortWhatTikTokHas() {
    long now = Instant.now().getEpochSecond();
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        Connector connector = Connector.of(settings(tiktok))) {
      EmbedInConnector output = new EmbedInConnector(connector, COLUMNS, out);
      output.add(List.of(contact(now, "ada@example.com")));
      output.checkpoint();
      output.add(List.of(contact(now, "bob@example.com")));

      ExportReport report = output.abort();

      assertThat(report.accepted()).isEqualTo(1);
      assertThat(report.notSent()).isEqualTo(1);
      assertThat(report.pending()).isZero();
    }
  }

  private static ConnectorConfig settings(FakeTikTok tiktok) {
    return ConnectorConfig.parse(
        """
        {"type": "tiktok_events", "auth_method": "access_token", "access_token": "t0ken",
         "event_data_source": "OFFLINE", "event_source_id": "7199999999999999999",
         "skip_invalid_record": true, "base_url": "%s"}
        """
            .formatted(tiktok.baseUrl()));
  }

  private static Map<String, ?> contact(long time, String email) {
    return Map.of("event", "Contact", "event_time", time, "email", email);
  }

  private static Map<String, ?> purchase(long time, String email, String agreed) {
    return Map.of(
        "event", "Purchase", "event_time", time, "email", email, "order_id", "7", "agreed", agreed);
  }

  @Test
  void validateBeforeSendingShowsWhatWouldBeSentAndWhatIsWrong() {
    long now = Instant.now().getEpochSecond();

    ValidateBeforeSending.check(
        List.of(
            Map.of("event", "Purchase", "event_time", now, "email", " Ada@Example.com "),
            Map.of("event", "Purchase", "event_time", now * 1000, "email", "bob@example.com")),
        out);

    assertThat(text().lines())
        .hasSize(4)
        .anyMatch(
            line -> line.startsWith("{\"event\":\"Purchase\"") && line.contains("b5fc85e55755f9e0"))
        .anyMatch(line -> line.startsWith("event_time TIME_IN_MILLISECONDS"));
  }

  @Test
  void resolveEventSourceFindsAPixelOrCreatesIt() {
    AccessTokenProvider tokens = AccessTokenProvider.of(AccessToken.of("t0ken"));
    try (FakeTikTok tiktok =
        FakeTikTok.builder().advertiser("70", "Shop").pixel("70", "CODE1", "Main store").start()) {
      EventSource found = ResolveEventSource.findOrCreate(tokens, "70", "Main store", at(tiktok));
      EventSource created = ResolveEventSource.findOrCreate(tokens, "70", "Outlet", at(tiktok));
      EventSource again = ResolveEventSource.findOrCreate(tokens, "70", "Outlet", at(tiktok));

      assertThat(found).isEqualTo(EventSource.web("CODE1"));
      assertThat(again).isEqualTo(created).isNotEqualTo(found);
    }
  }

  @Test
  void oauthLoginKeepsAGrantThatSendsEvents(@TempDir Path directory) {
    Path file = directory.resolve("grant.json");
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      OAuthTokenProvider credentials =
          OAuthLogin.login(
              FakeTikTok.SAMPLE_APP_ID,
              FakeTikTok.SAMPLE_APP_SECRET,
              file,
              ProgramsTest::consent,
              at(tiktok));

      assertThat(file).exists();
      assertThat(SendOneEvent.send(credentials.token().secret(), at(tiktok)).attempts()).isOne();
    }
  }

  /** Opens the page as a browser does, and returns where it led. */
  private static String consent(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .join()
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static TransportOptions at(FakeTikTok tiktok) {
    return TransportOptions.builder().baseUrl(tiktok.baseUrl()).build();
  }
}
