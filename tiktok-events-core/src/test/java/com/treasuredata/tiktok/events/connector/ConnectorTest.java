package com.treasuredata.tiktok.events.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceException;
import com.treasuredata.tiktok.events.source.EventSourceException.Reason;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims about settings at work, over HTTP. */
class ConnectorTest {
  private static final String SHOP = "7000000000000000011";
  private static final String PIXEL = "C4A1EXAMPLE0PIXEL7QG";
  private static final List<String> COLUMNS = List.of("event", "event_time", "email", "page.url");

  private static FakeTikTok.Builder tiktok() {
    return FakeTikTok.builder()
        .accessToken("t0ken")
        .pixel(SHOP, PIXEL, "Main store")
        .offlineSet(SHOP, "7199999999999999999", "Stores")
        .keepEvents(100);
  }

  private static ConnectorConfig.Builder settings(String target) {
    return ConnectorConfig.builder()
        .set(ConnectorSetting.TYPE, "tiktok_events")
        .set(ConnectorSetting.ACCESS_TOKEN, "t0ken")
        .set(ConnectorSetting.TARGET_EVENT_SOURCE, target)
        .set(ConnectorSetting.EVENT_SOURCE_ID, target.equals("ID") ? PIXEL : null)
        .set(ConnectorSetting.EVENT_SOURCE_NAME, "Main store")
        .set(ConnectorSetting.ADVERTISER_ID, SHOP);
  }

  private static Connector connector(FakeTikTok tiktok, ConnectorConfig.Builder settings) {
    return Connector.builder(settings.build())
        .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
        .retry(RetryOptions.NONE)
        .build();
  }

  private static Map<String, ?> row(Object time) {
    return Map.of(
        "event", "Purchase",
        "event_time", time,
        "email", "ada@example.com",
        "page.url", "https://shop.example/");
  }

  private static Map<String, ?> row() {
    return row(Instant.now().getEpochSecond());
  }

  @Test
  void exportsRowsToASourceGivenByItsId() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings("ID"))) {
      ExportReport report = connector.exportTable(COLUMNS).run(List.of(row()));

      assertThat(report.accepted()).isEqualTo(1);
      assertThat(connector.source()).isEqualTo(EventSource.web(PIXEL));
      assertThat(tiktok.calls("/pixel/list/")).isZero();
    }
  }

  @Test
  void exportsRowsToASourceFoundByItsName() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings("NAME"))) {
      ExportReport report = connector.exportRows().run(List.of(row()));

      assertThat(report.accepted()).isEqualTo(1);
      assertThat(connector.source()).isEqualTo(EventSource.web(PIXEL));
      assertThat(tiktok.calls("/pixel/list/")).isEqualTo(1);
    }
  }

  @Test
  void exportsRowsToANewSource() {
    ConnectorConfig.Builder settings =
        settings("NEW")
            .set(ConnectorSetting.EVENT_DATA_SOURCE, "OFFLINE")
            .set(ConnectorSetting.EVENT_SOURCE_NAME, "New stores");
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings)) {
      connector.exportTable(List.of("event", "event_time", "email"));
      ExportReport report =
          connector
              .exportTable(List.of("event", "event_time", "email"))
              .run(
                  List.of(
                      Map.of(
                          "event", "Purchase",
                          "event_time", Instant.now().getEpochSecond(),
                          "email", "ada@example.com")));

      assertThat(report.accepted()).isEqualTo(1);
      assertThat(tiktok.calls("/offline/create/")).isEqualTo(1);
    }
  }

  @Test
  void refusesToCreateWhatIsThereAndNamesTheOtherTarget() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings("NEW"))) {
      assertThatThrownBy(connector::exportRows)
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.EXISTS)
          .hasMessageContaining("already has the pixel \"Main store\"")
          .hasMessageContaining("NAME");
      assertThat(tiktok.calls("/pixel/create/")).isZero();
    }
  }

  /**
   * A run that was cut off may have created it; that a later one couldn't look doesn't change that.
   */
  @Test
  void takesTheSourceThatARunOfTheSameJournalMayHaveCreated(@TempDir Path directory) {
    Path file = directory.resolve("journal");
    Map<String, String> job = Map.of("table", "orders");
    try (ExportJournal cutOff = ExportJournal.open(file, job)) {
      cutOff.creatingSource("Main store");
    }
    ConnectorConfig config = settings("NEW").build();
    try (ExportJournal journal = ExportJournal.open(file, job);
        Connector offline =
            Connector.builder(config)
                .transport(Clients.transport("http://127.0.0.1:9").build())
                .retry(RetryOptions.NONE)
                .journal(journal)
                .build()) {
      assertThatThrownBy(offline::source).isInstanceOf(EventsException.class);
    }
    try (FakeTikTok tiktok = tiktok().start();
        ExportJournal journal = ExportJournal.open(file, job);
        Connector connector =
            Connector.builder(config)
                .transport(Clients.transport(tiktok.baseUrl()).build())
                .journal(journal)
                .build()) {
      assertThat(connector.exportRows().journal(journal).run(List.of(row())).accepted()).isOne();
      assertThat(connector.source()).isEqualTo(EventSource.web(PIXEL));
      assertThat(tiktok.calls("/pixel/create/")).isZero();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void goesOnWithTheSourceThatTheFirstRunCreated(@TempDir Path directory) {
    Path file = directory.resolve("journal");
    Map<String, String> job = Map.of("table", "orders");
    ConnectorConfig config =
        settings("NEW").set(ConnectorSetting.EVENT_SOURCE_NAME, "New store").build();
    try (FakeTikTok tiktok = tiktok().start()) {
      tiktok.answerWith(request -> Optional.of(Answer.code(40001, "No permission.")));
      for (int run = 1; run <= 2; run++) {
        try (ExportJournal journal = ExportJournal.open(file, job);
            Connector connector =
                Connector.builder(config)
                    .transport(Clients.transport(tiktok.baseUrl()).build())
                    .journal(journal)
                    .build()) {
          Export<Map<String, ?>> export = connector.exportRows().journal(journal);
          if (run == 1) {
            assertThatThrownBy(() -> export.run(List.of(row())))
                .isInstanceOf(ExportStoppedException.class);
            tiktok.clearAnswers();
          } else {
            assertThat(export.run(List.of(row())).accepted()).isOne();
          }
        }
      }
      assertThat(tiktok.calls("/pixel/create/")).isOne();
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void createsNothingForATableThatCanNotBeExported() {
    ConnectorConfig.Builder settings =
        settings("NEW").set(ConnectorSetting.EVENT_SOURCE_NAME, "New store");
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings)) {
      assertThatThrownBy(() -> connector.exportTable(List.of("event")))
          .isInstanceOf(InvalidSetupException.class);
      assertThat(tiktok.calls("/pixel/list/")).isZero();
    }
  }

  @Test
  void looksAgainAfterAFailure() {
    ConnectorConfig.Builder settings = settings("NAME");
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings)) {
      String none = "{\"code\":0,\"message\":\"OK\",\"data\":{}}";
      tiktok.answerNext(2, Answer.body(200, "application/json", none));

      assertThatThrownBy(connector::source)
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND);
      assertThat(connector.source()).isEqualTo(EventSource.web(PIXEL));
    }
  }

  @Test
  void stopsAtAnInvalidRecordUnlessToldToSkip() {
    List<Map<String, ?>> rows = List.of(row("yesterday"), row());
    try (FakeTikTok tiktok = tiktok().start();
        Connector stopping = connector(tiktok, settings("ID"));
        Connector skipping =
            connector(tiktok, settings("ID").set(ConnectorSetting.SKIP_INVALID_RECORD, true))) {
      assertThatThrownBy(() -> stopping.exportRows().run(rows))
          .isInstanceOf(ExportStoppedException.class);
      assertThat(skipping.exportRows().run(rows).accepted()).isEqualTo(1);
    }
  }

  @Test
  void passesOnTestCodeLimitedDataUseAndThreads() {
    ConnectorConfig.Builder settings =
        settings("ID")
            .set(ConnectorSetting.TEST_EVENT_CODE, "TEST12345")
            .set(ConnectorSetting.LIMITED_DATA_USE, true)
            .set(ConnectorSetting.THREAD_COUNT, 2);
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings)) {
      connector.export((String name) -> event(name)).run(List.of("Purchase"));

      assertThat(tiktok.stats().testEvents()).isEqualTo(1);
      assertThat(tiktok.events().get(0).json()).contains("\"limited_data_use\":true");
      assertThat(connector.exportRows().toString()).contains("2 threads");
    }
  }

  private static Event event(String name) {
    return Event.builder(EventName.of(name))
        .occurredAt(Instant.now())
        .pageUrl("https://shop.example/")
        .user(UserData.builder().email("ada@example.com").ip("203.0.113.25").build())
        .build();
  }

  @Test
  void judgesTheAgeOfEventsByTheClockThatItIsGiven() {
    Clock clock = Clock.fixed(Instant.parse("2020-01-31T00:00:00Z"), ZoneOffset.UTC);
    List<String> bodies = new ArrayList<>();
    try (Connector connector =
        Connector.builder(settings("ID").build()).clock(clock).dryRun(bodies::add).build()) {
      connector.exportRows().run(List.of(row("2020-01-30T00:00:00Z")));
    }
    assertThat(bodies).hasSize(1);
  }

  @Test
  void takesCredentialsFromElsewhere() {
    ConnectorConfig config =
        settings("ID").set(ConnectorSetting.ACCESS_TOKEN, null).tokenFromElsewhere().build();

    assertThatThrownBy(() -> Connector.of(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no access token");
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector =
            Connector.builder(config)
                .tokenProvider(AccessTokenProvider.of(AccessToken.of("t0ken")))
                .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
                .build()) {
      assertThat(connector.exportRows().run(List.of(row())).accepted()).isEqualTo(1);
    }
  }

  @Test
  void aDryRunShowsEachRequestAndSendsNothing() {
    List<String> bodies = new ArrayList<>();
    ConnectorConfig config =
        settings("ID").set(ConnectorSetting.ACCESS_TOKEN, null).tokenFromElsewhere().build();
    TransportOptions nowhere = TransportOptions.builder().baseUrl("http://127.0.0.1:1/").build();
    try (Connector connector =
        Connector.builder(config).dryRun(bodies::add).transport(nowhere).build()) {
      List<Map<String, ?>> rows = new ArrayList<>();
      for (int i = 0; i < 2_500; i++) {
        rows.add(row());
      }
      ExportReport report = connector.exportTable(COLUMNS).run(rows);

      assertThat(report.accepted()).isEqualTo(2_500);
      assertThat(bodies).hasSize(3);
      assertThat(bodies.get(0))
          .startsWith("{\"event_source\":\"web\",\"event_source_id\":\"" + PIXEL + '"')
          .doesNotContain("\n")
          .doesNotContain("ada@example.com");
    }
  }

  @Test
  void aDryRunNeitherFindsNorCreatesASource() {
    for (String target : List.of("NAME", "NEW")) {
      List<String> bodies = new ArrayList<>();
      try (Connector connector =
          Connector.builder(settings(target).build()).dryRun(bodies::add).build()) {
        connector.exportRows().run(List.of(row()));

        assertThat(bodies).hasSize(1);
        assertThat(bodies.get(0)).contains("\"event_source_id\":\"UNRESOLVED_EVENT_SOURCE\"");
        assertThat(connector.source().id()).isEqualTo("UNRESOLVED_EVENT_SOURCE");
      }
    }
  }

  @Test
  void goesWhereTheSettingsSay() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector =
            Connector.of(settings("ID").set(ConnectorSetting.BASE_URL, tiktok.baseUrl()).build())) {
      assertThat(connector.exportRows().run(List.of(row())).accepted()).isEqualTo(1);
    }
  }

  @Test
  void takesAnExistingSourceForANewOneIfTheSettingsSaySo() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector =
            connector(tiktok, settings("NEW").set(ConnectorSetting.ACCEPT_EXISTING, true))) {
      assertThat(connector.source()).isEqualTo(EventSource.web(PIXEL));
      assertThat(connector.plan().isCreated()).isFalse();
    }
  }

  @Test
  void stopsWhenMoreRecordsAreInvalidThanAllowed() {
    ConnectorConfig.Builder settings =
        settings("ID")
            .set(ConnectorSetting.SKIP_INVALID_RECORD, true)
            .set(ConnectorSetting.MAX_INVALID_RECORDS, 1);
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings)) {
      assertThat(connector.exportRows().run(List.of(row("never"), row())).invalid()).isEqualTo(1);
      assertThatThrownBy(() -> connector.exportRows().run(List.of(row("never"), row("never"))))
          .isInstanceOf(ExportStoppedException.class);
    }
  }

  private static ConnectorConfig.Builder consenting() {
    return settings("ID")
        .set(ConnectorSetting.CONSENT_COLUMN, "Consent")
        .set(ConnectorSetting.CONSENT_VALUES, List.of("yes", 1, true))
        .set(ConnectorSetting.KEY_COLUMN, "row_id");
  }

  private static Map<String, ?> row(String consentColumn, @Nullable Object consent) {
    Map<String, Object> row = new HashMap<>(row());
    row.put(consentColumn, consent);
    row.put("ROW_ID", 7);
    return row;
  }

  @Test
  void sendsOnlyRowsWithConsentAndNamesRecordsByTheirKey() {
    List<Map<String, ?>> rows =
        List.of(
            row("consent", " YES"),
            row("CONSENT", 1),
            row("Consent", true),
            row("consent", "no"),
            row("consent", ""),
            row("consent", null),
            row("consent", List.of("yes")),
            row("other", "yes"));
    List<RecordResult> results = new ArrayList<>();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void onResult(RecordResult result) {
            results.add(result);
          }
        };
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, consenting())) {
      ExportReport report = connector.exportRows().listener(listener).run(rows);

      assertThat(report.accepted()).isEqualTo(3);
      assertThat(report.withheld()).isEqualTo(5);
      assertThat(tiktok.stats().eventsReceived()).isEqualTo(3);
      assertThat(results).hasSize(8).allMatch(result -> result.key().equals(Optional.of("7")));
    }
  }

  @Test
  void readsConsentAndKeysOfRowsByPosition() {
    List<Column> columns =
        Stream.of("event", "event_time", "email", "page.url", "consent", "row_id")
            .map(name -> Column.of(name, Column.Type.OTHER))
            .toList();
    long now = Instant.now().getEpochSecond();
    Object[] yes = {"Purchase", now, "ada@example.com", "https://shop.example/", "yes", 1};
    Object[] no = {"Purchase", now, "ada@example.com", "https://shop.example/", "no", 2};
    List<String> results = new ArrayList<>();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void onResult(RecordResult result) {
            results.add(result.key().orElse("none") + ' ' + result.outcome());
          }
        };
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, consenting())) {
      connector
          .exportTable(columns)
          .listener(listener)
          .run(List.of(place -> yes[place], place -> no[place]));

      assertThat(results).containsExactlyInAnyOrder("1 ACCEPTED", "2 WITHHELD");
      assertThat(tiktok.stats().eventsReceived()).isOne();
    }
  }

  @Test
  void aTableMustHaveTheColumnsThatTheSettingsName() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, consenting())) {
      assertThatThrownBy(() -> connector.exportTable(List.of("event", "consent", "CONSENT")))
          .isInstanceOf(InvalidSetupException.class)
          .hasMessageContaining("consent_column names the column Consent, which is there more than")
          .hasMessageContaining("key_column names the column row_id, which isn't there: add it")
          .hasMessageContaining("event_time");
      List<String> columns = new ArrayList<>(COLUMNS);
      columns.addAll(List.of("consent", "row_id"));
      // Both are of use, though they match no field.
      assertThat(CapturedLog.of(() -> connector.exportTable(columns)))
          .noneMatch(line -> line.contains("matches no field"));
      assertThat(connector.exportTable(columns).run(List.of(row("consent", 1))).accepted())
          .isEqualTo(1);
    }
  }

  @Test
  void tellsOfAColumnThatMatchesNothingOnce() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings("ID"))) {
      Map<String, Object> row = new HashMap<>(row());
      row.put("warehouse", "7");

      assertThat(CapturedLog.of(() -> connector.exportRows().run(List.of(row, row))))
          .filteredOn(line -> line.contains("matches no field"))
          .hasSize(1);
      assertThat(
              CapturedLog.of(
                  () -> connector.exportTable(List.copyOf(row.keySet())).run(List.of(row, row))))
          .filteredOn(line -> line.contains("matches no field"))
          .hasSize(1);
    }
  }

  @Test
  void tellsOfAColumnOfRowsThatTheTableDidNotName() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, settings("ID"))) {
      Export<Map<String, ?>> export =
          connector.exportTable(List.of("event", "event_time", "page.url"));

      assertThat(CapturedLog.of(() -> export.run(List.of(row(), row()))))
          .filteredOn(line -> line.contains("none of the table's columns"))
          .singleElement()
          .asString()
          .contains("WARN", "column email of a row");
    }
  }

  @Test
  void saysOnceInAProcessThatEventsGoToAnotherServer() {
    ConnectorConfig config =
        settings("ID").set(ConnectorSetting.BASE_URL, "https://told-once.example").build();
    List<String> log =
        CapturedLog.of(
            () -> {
              Connector.of(config).close();
              Connector.of(config).close();
            });

    assertThat(log).filteredOn(line -> line.contains("told-once.example")).hasSize(1);
  }

  @Test
  void sendsNoRecordsWhoseConsentItCanNotSee() {
    try (FakeTikTok tiktok = tiktok().start();
        Connector connector = connector(tiktok, consenting())) {
      assertThatThrownBy(() -> connector.export((String name) -> event(name)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("export(mapper, row)");
      ExportReport report =
          connector
              .export((String name) -> event(name), name -> Map.of("consent", "yes"))
              .run(List.of("Purchase"));
      assertThat(report.accepted()).isEqualTo(1);
    }
  }

  @Test
  void givesEachOfSeveralProcessesItsShareOfThreads() {
    for (int[] share : new int[][] {{1, 5}, {2, 2}, {5, 1}, {9, 1}}) {
      try (Connector connector =
          Connector.builder(settings("ID").build()).processes(share[0]).build()) {
        assertThat(connector.exportRows().toString()).contains(share[1] + " threads");
      }
    }
  }

  @Test
  void staysAsItWasBuilt() {
    Connector.Builder builder = Connector.builder(settings("ID").build());
    try (Connector connector = builder.build()) {
      builder.processes(5);
      assertThat(connector.exportRows().toString()).contains("5 threads");
    }
  }

  @Test
  void refusesASourceOfAnotherTypeAndNoProcesses() {
    Connector.Builder builder = Connector.builder(settings("ID").build());

    assertThatThrownBy(() -> builder.source(EventSource.crm("7199999999999999999")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event_data_source is WEB in the settings, and this source is of type CRM");
    assertThatThrownBy(() -> builder.processes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least 1 process: 0");
  }

  @Test
  void closedItSendsNothingAndLooksForNothing() {
    try (FakeTikTok tiktok = tiktok().start()) {
      Connector connector = connector(tiktok, settings("NAME"));
      connector.close();
      connector.close();
      assertThatThrownBy(connector::exportRows)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the connector is closed");
      assertThat(tiktok.calls("/pixel/list/")).isZero();
    }
  }

  @Test
  void neverShowsTheToken() {
    try (Connector connector = Connector.of(settings("ID").build())) {
      assertThat(connector.toString()).doesNotContain("t0ken").contains("access_token=hidden");
    }
  }
}
