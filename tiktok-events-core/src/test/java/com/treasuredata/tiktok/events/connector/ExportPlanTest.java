package com.treasuredata.tiktok.events.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceException;
import com.treasuredata.tiktok.events.source.EventSourceException.Reason;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver decides once, and tasks in other processes go on from there. */
class ExportPlanTest {
  private static final String TOKEN = "s3cret-t0ken-0123456789abcdef";
  private static final String SHOP = "7000000000000000011";
  private static final List<String> COLUMNS = List.of("event", "event_time", "email", "url");

  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .accessToken(TOKEN)
          .accessToken("another-t0ken")
          .pixel(SHOP, "C4A1EXAMPLE0PIXEL7QG", "Main store")
          .start();

  @AfterEach
  void stop() {
    tiktok.close();
  }

  private ConnectorConfig.Builder settings(String target, String name) {
    return ConnectorConfig.builder()
        .set(ConnectorSetting.TYPE, "tiktok_events")
        .set(ConnectorSetting.ACCESS_TOKEN, TOKEN)
        .set(ConnectorSetting.TARGET_EVENT_SOURCE, target)
        .set(ConnectorSetting.EVENT_SOURCE_NAME, name)
        .set(ConnectorSetting.ADVERTISER_ID, SHOP)
        .set(ConnectorSetting.BASE_URL, tiktok.baseUrl());
  }

  private static ExportPlan plan(ConnectorConfig.Builder settings) {
    try (Connector connector = Connector.of(settings.build())) {
      return connector.plan(COLUMNS);
    }
  }

  private static AccessTokenProvider tokens() {
    return AccessTokenProvider.of(AccessToken.of("another-t0ken"));
  }

  private static Map<String, ?> row() {
    return Map.of(
        "event", "Purchase",
        "event_time", Instant.now().getEpochSecond(),
        "email", "ada@example.com",
        "url", "https://shop.example/");
  }

  @Test
  void aTaskSendsWithATokenOfItsOwnAndAsksForNothingElse() {
    ExportPlan plan = plan(settings("NAME", "Main store"));
    long before = tiktok.calls("/pixel/list/");
    try (Connector task = ExportPlan.parse(plan.toJson()).connect(tokens())) {
      ExportReport report = task.exportTable(plan.columns()).run(List.of(row()));

      assertThat(report.accepted()).isEqualTo(1);
      assertThat(task.source()).isEqualTo(EventSource.web("C4A1EXAMPLE0PIXEL7QG"));
    }
    assertThat(tiktok.calls("/pixel/list/")).isEqualTo(before).isPositive();
  }

  @Test
  void aNewSourceIsCreatedOnceForAllTasks() {
    ExportPlan plan = plan(settings("NEW", "Outlet"));

    assertThat(plan.isCreated()).isTrue();
    for (int task = 0; task < 2; task++) {
      try (Connector connector = plan.connect(tokens())) {
        connector.exportTable(plan.columns()).run(List.of(row()));
        assertThat(connector.source()).isEqualTo(plan.source());
      }
    }
    assertThat(tiktok.calls("/pixel/create/")).isEqualTo(1);
  }

  @Test
  void aJobThatRunsAgainTakesTheSourceOfItsFirstRunIfItMay() {
    EventSource first = plan(settings("NEW", "Outlet")).source();

    assertThatThrownBy(() -> plan(settings("NEW", "Outlet")))
        .isInstanceOf(EventSourceException.class)
        .hasFieldOrPropertyWithValue("reason", Reason.EXISTS);
    ExportPlan again = plan(settings("NEW", "Outlet").set(ConnectorSetting.ACCEPT_EXISTING, true));
    assertThat(again.source()).isEqualTo(first);
    assertThat(again.isCreated()).isFalse();
  }

  @Test
  void createsNothingForATableThatCanNotBeExported() {
    try (Connector connector = Connector.of(settings("NEW", "Outlet").build())) {
      assertThatThrownBy(() -> connector.plan(List.of("event")))
          .isInstanceOf(InvalidSetupException.class);
    }
    assertThat(tiktok.calls("/pixel/list/")).isZero();
  }

  @Test
  void createsNothingForAColumnWhoseTypeCanNotBeRight() {
    try (Connector connector = Connector.of(settings("NEW", "Outlet").build())) {
      List<Column> columns =
          List.of(
              Column.of("event", Column.Type.TEXT),
              Column.of("event_time", Column.Type.DATE),
              Column.of("email", Column.Type.TEXT));

      assertThatThrownBy(() -> connector.plan(columns))
          .isInstanceOf(InvalidSetupException.class)
          .hasMessageContaining("needs the time of day");
    }
    assertThat(tiktok.calls("/pixel/list/")).isZero();
  }

  @Test
  void comesOutAsItWentInWithEverySetting() throws Exception {
    Map<String, Object> given = new HashMap<>();
    given.put("type", "tiktok_events");
    given.put("auth_method", "oauth");
    given.put("access_token", TOKEN);
    given.put("event_data_source", "WEB");
    given.put("target_event_source", "NAME");
    given.put("event_source_name", "Main store");
    given.put("advertiser_id", SHOP);
    given.put("test_event_code", "TEST12345");
    given.put("thread_count", 3);
    given.put("limited_data_use", true);
    given.put("skip_invalid_record", true);
    given.put("max_invalid_records", "5%");
    given.put("consent_column", "email");
    given.put("consent_values", List.of("yes", 1));
    given.put("key_column", "url");
    given.put("base_url", tiktok.baseUrl());
    given.put("request_timeout", "30s");
    given.put("proxy", tiktok.baseUrl());
    given.put("accept_existing", "true");
    given.put("phone_country", "JP");
    given.put("time_zone", "Asia/Tokyo");
    given.put("columns", Map.of("user.city", Map.of("value", "Tokyo")));
    for (ConnectorSetting setting : ConnectorSetting.values()) {
      if (setting != ConnectorSetting.EVENT_SOURCE_ID) {
        assertThat(given).as("a new setting must travel").containsKey(setting.key());
      }
    }
    ExportPlan plan = plan(ConnectorConfig.builder().settings(given));

    for (ExportPlan copy : List.of(ExportPlan.parse(plan.toJson()), copy(plan))) {
      assertThat(copy).isEqualTo(plan).hasSameHashCodeAs(plan).hasToString(plan.toString());
      assertThat(copy.toJson()).isEqualTo(plan.toJson());
      for (String key : given.keySet()) {
        if (!key.equals("access_token")) {
          assertThat(copy.toJson()).contains('"' + key + "\":");
        }
      }
      assertThat(copy.config().accessToken()).isEmpty();
      assertThat(copy.config().toString().replace("none", "hidden"))
          .isEqualTo(ConnectorConfig.of(given).toString());
    }
    assertThat(plan).hasToString("ExportPlan[web C4A1EXAMPLE0PIXEL7QG, 4 columns]");
  }

  @Test
  void whatTheDriversBuilderSaysTravelsToo() {
    TransportOptions transport =
        TransportOptions.builder()
            .allowClearText(true)
            .baseUrl("http://gateway.example/")
            .connectTimeout(Duration.ofSeconds(3))
            .proxy("http://proxy.example:3128")
            .build();
    ConnectorConfig config =
        ConnectorConfig.of(
            Map.of("type", "tiktok_events", "access_token", TOKEN, "event_source_id", "C1"));
    ExportPlan plan =
        Connector.builder(config)
            .transport(transport)
            .strict(true)
            .deriveEventIds(false)
            .processes(2)
            .build()
            .plan();
    ExportPlan copy = ExportPlan.parse(plan.toJson());

    assertThat(copy).isEqualTo(plan);
    assertThat(copy.options().transport()).hasToString(transport.toString());
    assertThat(copy.options().transport().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(copy.options().strict()).isTrue();
    assertThat(copy.options().deriveEventIds()).isFalse();
    assertThat(copy.columns()).isEmpty();
    try (Connector task = copy.connect(tokens())) {
      assertThat(task.exportRows().toString()).contains("2 threads");
    }
  }

  @Test
  void noFormOfItHoldsTheToken() throws IOException {
    ExportPlan plan = plan(settings("NAME", "Main store"));

    assertThat(plan.toJson()).doesNotContain(TOKEN).doesNotContain("access_token");
    assertThat(new String(serialized(plan), ISO_8859_1)).doesNotContain(TOKEN);
    assertThat(plan.toString()).doesNotContain(TOKEN);
    assertThat(plan.config().toString()).doesNotContain(TOKEN);
    assertThat(plan.config().accessToken()).isEmpty(); // Engines serialise by reflection, too.
  }

  @Test
  void aTokenInTheWrongPlaceMakesNoPlan() {
    try (Connector connector = Connector.of(settings("NAME", "Shop " + TOKEN).build())) {
      assertThatThrownBy(() -> connector.plan(List.of("event", "event_time", "email", TOKEN)))
          .isInstanceOf(InvalidSetupException.class)
          .hasMessageContaining("event_source_name holds the access token")
          .hasMessageContaining("a column's name holds the access token")
          .hasMessageNotContaining(TOKEN);
    }
    assertThat(tiktok.calls("/pixel/list/")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"plan\":2}",
        "{\"plan\":1}",
        "{\"plan\":1,\"settings\":{\"access_token\":\"s3cret\"}}",
        "{\"plan\":1,\"settings\":{}}",
        "{\"plan\":1,\"settings\":{\"type\":\"tiktok_events\",\"event_source_id\":\"C1\"}}"
      })
  void refusesWhatIsNoPlanWithoutShowingIt(String json) {
    assertThatThrownBy(() -> ExportPlan.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void refusesAPlanWithOneThingMissingOrWrong() {
    String json = plan(settings("NAME", "Main store")).toJson();
    for (String member :
        List.of(
            "columns",
            "source",
            "created",
            "strict",
            "derive_event_ids",
            "processes",
            "transport",
            "base_url",
            "api_version",
            "connect_timeout",
            "request_timeout")) {
      String broken = json.replace('"' + member + "\":", "\"" + member + "_\":");
      assertThat(broken).isNotEqualTo(json);
      assertThatThrownBy(() -> ExportPlan.parse(broken))
          .as(member)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ExportPlan.parse(json.replace("PT10S", "soon")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExportPlan.parse(json.replace("\"processes\":1", "\"processes\":0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExportPlan.parse(json.replace("\"processes\":1", "\"processes\":.5")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDryRunOfATaskShowsTheSourceOfItsPlan() {
    ExportPlan plan = plan(settings("NAME", "Main store"));
    List<String> bodies = new ArrayList<>();
    try (Connector task = Connector.builder(plan).dryRun(bodies::add).build()) {
      task.exportTable(plan.columns()).run(List.of(row()));
    }
    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0)).contains("C4A1EXAMPLE0PIXEL7QG");
    assertThat(tiktok.stats().eventsReceived()).isZero();
  }

  @Test
  void aDryRunHasNoPlan() {
    try (Connector connector =
        Connector.builder(settings("NEW", "Outlet").build()).dryRun(body -> {}).build()) {
      assertThatThrownBy(connector::plan)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("dry run");
    }
  }

  @Test
  void warningsAreSaidOnTheDriverAndNotByEachTask() {
    ConnectorConfig.Builder settings =
        settings("NAME", "Main store").set(ConnectorSetting.TEST_EVENT_CODE, "TEST12345");
    List<String> columns = List.of("event", "event_time", "email", "no_such_field");
    Connector driver = Connector.of(settings.build());
    ExportPlan[] plan = new ExportPlan[1];

    assertThat(CapturedLog.of(() -> plan[0] = driver.plan(columns)))
        .anyMatch(line -> line.contains("no_such_field"));
    assertThat(
            CapturedLog.of(
                () -> {
                  try (Connector task = plan[0].connect(tokens())) {
                    task.exportTable(columns);
                  }
                }))
        .noneMatch(line -> line.startsWith("WARN"));
    driver.close();
  }

  @Test
  void connectorsThatShareAPlanShareAClientUntilTheLastIsClosed() {
    ExportPlan plan = plan(settings("NAME", "Main store"));
    Connector one = Connector.shared(plan, tokens());
    Connector other = Connector.shared(ExportPlan.parse(plan.toJson()), tokens());

    assertThat(other.client()).isSameAs(one.client());
    one.close();
    one.close(); // Once more is not another one's turn.
    assertThat(other.exportTable(COLUMNS).run(List.of(row())).accepted()).isEqualTo(1);
    assertThatThrownBy(one::client).isInstanceOf(IllegalStateException.class);
    other.close();
    try (Connector next = Connector.shared(plan, tokens())) {
      assertThat(next.exportTable(COLUMNS).run(List.of(row())).accepted()).isEqualTo(1);
    }
  }

  @Test
  void connectorsOfOtherPlansShareNothing() {
    ExportPlan plan = plan(settings("NAME", "Main store"));
    ExportPlan other = plan(settings("NAME", "Main store").set(ConnectorSetting.THREAD_COUNT, 2));
    try (Connector one = Connector.shared(plan, tokens());
        Connector two = Connector.shared(other, tokens())) {
      assertThat(one.client()).isNotSameAs(two.client());
    }
  }

  @Test
  void aSharedClientTakesTheTokenOfTheOneThatCameLast() {
    ExportPlan plan = plan(settings("NAME", "Main store"));
    AccessTokenProvider refused = AccessTokenProvider.of(AccessToken.of("wr0ng-t0ken"));
    Connector old = Connector.shared(plan, refused);
    old.client();
    Connector renewed = Connector.shared(plan, tokens());

    assertThat(old.exportTable(COLUMNS).run(List.of(row())).accepted()).isEqualTo(1);
    renewed.close();
    Connector.Builder builder = Connector.builder(plan).tokenProvider(refused);
    try (Connector alone = builder.retry(RetryOptions.NONE).build()) {
      assertThatThrownBy(() -> alone.exportTable(COLUMNS).run(List.of(row())))
          .hasMessageContaining("INVALID_ACCESS_TOKEN");
    }
    assertThatThrownBy(() -> old.exportTable(COLUMNS).run(List.of(row())))
        .hasMessageContaining("INVALID_ACCESS_TOKEN");
    old.close();
  }

  @SuppressWarnings("BanSerializableRead") // Of what was written a moment before.
  private static ExportPlan copy(ExportPlan plan) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(plan)))) {
      return (ExportPlan) in.readObject();
    }
  }

  private static byte[] serialized(ExportPlan plan) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(plan);
    }
    return bytes.toByteArray();
  }
}
