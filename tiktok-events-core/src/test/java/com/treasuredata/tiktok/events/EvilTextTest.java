package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One evil text at each entrance: it clears a terminal, forges a line of a log and turns the
 * direction of writing. No message shows it raw.
 */
class EvilTextTest {
  private static final String EVIL = "x\u001b[2J\u009b31m\u202e\n2026-11-26 INFO forged\r\u2028y";

  static List<String> settings() {
    return Arrays.stream(ConnectorSetting.values()).map(ConnectorSetting::key).toList();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void inEachSetting(String key) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("type", "tiktok_events");
    settings.put("access_token", "t0ken-of-a-tenant");
    settings.put("event_source_id", "C4A1");
    settings.put(key, EVIL);
    assertHarmless(() -> ConnectorConfig.of(settings).toString());
    assertHarmless(() -> ConnectorConfig.of(Map.of(EVIL, "x", "type", EVIL)));
    settings.put("target_event_source", "NEW");
    settings.put("event_source_name", EVIL);
    settings.put("advertiser_id", "70");
    assertHarmless(() -> ConnectorConfig.of(settings).toString());
  }

  @Test
  void inEachIdAndName() {
    assertHarmless(() -> EventSource.web(EVIL));
    assertHarmless(() -> EventSourceType.of(EVIL));
    assertHarmless(() -> EventSourceResolver.builder().advertiserId(EVIL));
    assertHarmless(() -> EventsClient.builder().testEventCode(EVIL));
    assertHarmless(() -> TransportOptions.builder().baseUrl(EVIL));
    assertHarmless(() -> TransportOptions.builder().baseUrl("https://" + EVIL + "/"));
    assertHarmless(() -> TransportOptions.builder().apiVersion(EVIL));
    assertHarmless(() -> TransportOptions.builder().proxy(EVIL));
    assertHarmless(() -> TransportOptions.builder().proxy("http://" + EVIL + ":1"));
    assertHarmless(() -> EventSource.parse("web " + EVIL));
    assertHarmless(() -> EventSource.parse(EVIL + " C1"));
    assertHarmless(() -> ExportPlan.parse(EVIL));
    assertHarmless(() -> Checkpoint.parse(EVIL));
    assertHarmless(() -> EventSourceResolver.checkName(EventSourceType.WEB, EVIL + "\ud83d\ude00"));
  }

  @Test
  void inTheJobOfAJournal(@TempDir Path directory) {
    Path file = directory.resolve("orders.journal");
    try (ExportJournal journal = ExportJournal.open(file, Map.of("query", EVIL))) {
      journal.creatingSource(EVIL);
      assertShown(journal.toString());
    }
    assertHarmless(() -> ExportJournal.open(file, Map.of("query", "another")));
    assertHarmless(() -> ExportJournal.open(file, Map.of("query", EVIL + "2")));
    assertHarmless(() -> ExportJournal.open(file, Map.of(EVIL, "x")));
    assertHarmless(() -> ExportJournal.open(directory.resolve(EVIL + "/x"), Map.of()));
  }

  @Test
  void inColumnsAndFields() {
    assertHarmless(
        () -> ColumnMapper.forColumns(EventSourceType.WEB, List.of("event", EVIL, EVIL)));
    assertHarmless(() -> ColumnMapper.forColumns(EventSourceType.WEB, List.of(EVIL)));
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.WEB);
    assertHarmless(() -> mapper.map(Map.of(EVIL, EVIL, "event", EVIL, "event_time", EVIL)));
    assertThat(mapper.unmatchedColumns()).allSatisfy(EvilTextTest::assertShown);
    Event event =
        Event.builder(EventName.of(EVIL))
            .eventId(EVIL)
            .occurredAt(Instant.now())
            .pageUrl(EVIL)
            .field(EVIL, EVIL)
            .properties(EventProperties.builder().field(EVIL, Map.of(EVIL, "a@b.example")).build())
            .build();
    assertShown(event.toString());
    for (EventSourceType type : EventSourceType.values()) {
      EventValidator.of(type)
          .validate(event)
          .violations()
          .forEach(violation -> assertShown(violation.toString()));
      assertHarmless(() -> EventValidator.of(type).validate(event).orThrow());
    }
  }

  /** A pixel can be shared by another account, which names it. */
  @ParameterizedTest
  @ValueSource(strings = {"resolve", "create", "nobody"})
  void inNamesOfEventSources(String what) {
    try (FakeTikTok tiktok =
            FakeTikTok.builder()
                .advertiser("70", EVIL)
                .pixel("70", "CAAAAAAAAAAAAAAAAAA1", EVIL)
                .pixel("70", "CAAAAAAAAAAAAAAAAAA2", EVIL)
                .start();
        EventSourceResolver resolver =
            EventSourceResolver.builder()
                .tokenProvider(AccessTokenProvider.of(AccessToken.of(Clients.TOKEN)))
                .advertiserId("70")
                .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
                .build()) {
      assertHarmless(
          () -> {
            switch (what) {
              case "resolve" -> resolver.resolve(EventSourceType.WEB, EVIL);
              case "create" -> resolver.create(EventSourceType.WEB, EVIL);
              default -> resolver.resolve(EventSourceType.WEB, "nobody");
            }
          });
      resolver.list(EventSourceType.WEB).forEach(listed -> assertShown(listed.toString()));
    }
  }

  @Test
  void inAnswersOfTikTokAndOfGateways() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.quick(tiktok.baseUrl())) {
      List<Answer> answers = new ArrayList<>();
      for (int code : List.of(40001, 40002, 40100, 50000, 20001, 12345)) {
        answers.add(Answer.code(code, EVIL));
      }
      answers.add(json(200, "{\"code\":\"%s\"}".formatted("\\u001b[2J")));
      answers.add(json(200, "{\"code\":40001,\"request_id\":\"\\u001b[2J\\n\"}"));
      answers.add(json(403, EVIL));
      for (Answer answer : answers) {
        tiktok.answerNext(1, answer);
        assertHarmless(() -> client.send(Clients.event(1)).toString());
      }
    }
  }

  private static Answer json(int status, String body) {
    return Answer.body(status, "application/json", body);
  }

  private static void assertHarmless(ThrowingCallable call) {
    assertThatCode(call)
        .satisfies(
            thrown -> {
              for (Throwable t = thrown; t != null; t = t.getCause()) {
                assertShown(String.valueOf(t));
              }
            });
  }

  /** What a terminal, a log or a reader takes for something else than a text's characters. */
  private static void assertShown(String message) {
    assertThat(message.chars())
        .as(message)
        .noneMatch(
            c ->
                c < ' '
                    || (c >= 0x7f && c < 0xa0)
                    || (c >= 0x2028 && c <= 0x202e)
                    || (c >= 0x2066 && c <= 0x2069));
  }
}
