package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventsClientTest {
  private static final EventSource SHOP = EventSource.web("C4A1EXAMPLE0PIXEL7QG");

  @Test
  void sendsOneEventWithIdentifiersNormalisedAndHashed() {
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(10).start();
        EventsClient client = client(tiktok)) {
      SendReceipt receipt =
          client.send(
              Event.builder(EventName.PURCHASE)
                  .eventId("order-1001")
                  .occurredAt(Instant.now())
                  .pageUrl("https://shop.example/thanks")
                  .user(
                      UserData.builder()
                          .email(" ALICE_abc@gmail.com ")
                          .phone("(+1)2133734253")
                          .build())
                  .properties(EventProperties.builder().value("59.90", "USD").build())
                  .build());

      assertThat(receipt.requestId()).isPresent();
      assertThat(receipt.warnings()).isEmpty();
      assertThat(tiktok.events().get(0).json())
          .contains(
              "\"email\":[\"848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f\"]")
          .contains(
              "\"phone\":[\"9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd\"]")
          .contains("\"value\":59.9");
    }
  }

  @Test
  void sendsNothingWhenAnEventBreaksARule() {
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        EventsClient client = client(tiktok)) {
      Event noTime = Event.builder(EventName.SEARCH).build();

      assertThatThrownBy(() -> client.send(noTime))
          .isInstanceOf(InvalidEventException.class)
          .hasMessageContaining("event_time MISSING");
      assertThat(tiktok.stats().requests()).isZero();
    }
  }

  @Test
  void sendsAListInOneRequest() {
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        EventsClient client = client(tiktok)) {
      List<Event> events = new ArrayList<>();
      events.add(
          Event.builder(EventName.SEARCH).eventId("order-1").occurredAt(Instant.now()).build());
      LongStream.range(1, 1_000).mapToObj(Clients::event).forEach(events::add);

      SendReceipt receipt = client.send(events);

      assertThat(receipt.attempts()).isEqualTo(1);
      assertThat(receipt.warnings().get(0).path()).startsWith("[0]");
      assertThat(tiktok.stats().requests()).isEqualTo(1);
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(1_000);
    }
  }

  @Test
  void sendsNothingOfAListInWhichOneEventIsInvalid() {
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        EventsClient client = client(tiktok)) {
      Event noTime = Event.builder(EventName.SEARCH).build();

      assertThatThrownBy(() -> client.send(List.of(Clients.event(1), noTime, noTime)))
          .isInstanceOf(InvalidEventException.class)
          .hasMessageContaining("[1].event_time MISSING")
          .hasMessageContaining("[2].event_time MISSING");
      assertThat(tiktok.stats().requests()).isZero();
    }
  }

  @Test
  void takesListsOfOneToAThousandEvents() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = client(tiktok)) {
      assertThatThrownBy(() -> client.send(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a request takes 1 to 1000 events, not 0");
      assertThatThrownBy(() -> client.send(Collections.nCopies(1_001, Clients.event(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a request takes 1 to 1000 events, not 1001");
    }
  }

  @Test
  void namesTheEventThatTikTokRefuses() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = client(tiktok)) {
      tiktok.answerNext(
          1, Answer.code(40002, "Invalid value for data.1.user.email: \"ada@example.com\""));
      assertThatThrownBy(() -> client.send(List.of(Clients.event(1), Clients.event(2))))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.eventIndex()).hasValue(1))
          .hasMessageContaining("Invalid value for data.1.user.email: […] (code 40002");
    }
  }

  @Test
  void saysWhatIsMissingToBuildOne() {
    EventsClient.Builder builder = EventsClient.builder();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a client needs an event source: call source(…)");
    builder.source(SHOP);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a client needs a token: call accessToken(…) or tokenProvider(…)");
    assertThatThrownBy(() -> builder.testEventCode(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhereItSendsAndNothingElse() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = client(tiktok)) {
      assertThat(client.toString()).startsWith("EventsClient[").contains(SHOP.id());
      assertThat(client.export(record -> Clients.event(1)).toString())
          .contains(SHOP.id())
          .contains("5 threads, FAIL")
          .doesNotContain("t0ken");
    }
  }

  @Test
  void exportsRowsInFullBatchesAndAccountsForEach() {
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        EventsClient client = client(tiktok)) {
      List<Map<String, ?>> rows = new ArrayList<>();
      for (int i = 1; i <= 2_500; i++) {
        Object time = i % 100 == 0 ? "yesterday" : Instant.now().getEpochSecond();
        rows.add(
            Map.of("event", "Purchase", "event_time", time, "event_id", "o" + i, "ttclid", "c"));
      }

      ExportReport report =
          client
              .export(ColumnMapper.forRows(SHOP.type()))
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .run(rows);

      assertThat(report)
          .hasToString(
              "2500 read = 2475 accepted + 25 invalid + 0 rejected + 0 unknown + 0 not sent;"
                  + " 2475 of the accepted have warnings, no value was left out");
      assertThat(report.requests()).isEqualTo(3);
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(2_475);
    }
  }

  private static EventsClient client(FakeTikTok tiktok) {
    return EventsClient.builder()
        .accessToken("t0ken")
        .source(SHOP)
        .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
        .build();
  }
}
