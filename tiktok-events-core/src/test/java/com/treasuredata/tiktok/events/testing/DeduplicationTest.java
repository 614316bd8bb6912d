package com.treasuredata.tiktok.events.testing;

import static com.treasuredata.tiktok.events.testing.TestClient.purchase;
import static com.treasuredata.tiktok.events.testing.TestClient.request;
import static com.treasuredata.tiktok.events.testing.TestClient.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeduplicationTest {
  private static final long NOW = 1767268800;

  private final TestClock clock = new TestClock();
  private final FakeTikTok tiktok = FakeTikTok.builder().clock(clock).start();
  private final TestClient client = new TestClient(tiktok);

  @AfterEach
  void close() {
    tiktok.close();
  }

  private void track(String body) {
    assertThat(client.track(body).message()).isEqualTo("OK");
  }

  @Test
  void countsAnEventOnce() {
    track(web(purchase(1), purchase(2), purchase(1)));
    track(web(purchase(2)));

    assertThat(tiktok.stats().eventsReceived()).isEqualTo(4);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2);
    assertThat(tiktok.stats().duplicates()).isEqualTo(2);
  }

  @Test
  void tellsEventsApartBySourceNameAndId() {
    track(web(purchase(1)));
    track(web(purchase(1).replace("Purchase", "Lead")));
    track(request("web", "another", purchase(1)));
    track(web(purchase("\"event_id\":\"ORDER-1\"")));

    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void countsEventsWithoutAnIdEachTime() {
    track(web(purchase(), purchase()));

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2);
  }

  @Test
  void forgetsAnEventAfter48Hours() {
    track(web(purchase(1)));

    clock.step(Duration.ofDays(2).minusSeconds(1));
    track(web(purchase(1)));
    assertThat(tiktok.stats().duplicates()).isEqualTo(1);

    clock.step(Duration.ofSeconds(1));
    track(web(purchase(1)));
    assertThat(tiktok.stats().duplicates()).isEqualTo(1);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2);

    clock.step(Duration.ofHours(47));
    track(web(purchase(1)));
    assertThat(tiktok.stats().duplicates()).isEqualTo(2);
  }

  @Test
  void leavesAppEventsAlone() {
    String event = purchase("\"event_id\":\"1\",\"app\":{\"app_id\":\"a\"}");

    track(request("app", "73", event, event));

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2);
  }

  @Test
  void deduplicatesOfflineAndCrmEvents() {
    String lead = purchase("\"event_id\":\"1\",\"lead\":{\"lead_id\":\"7\"}");

    track(request("offline", "71", purchase(1), purchase(1)));
    track(request("crm", "72", lead, lead));

    assertThat(tiktok.stats("offline").duplicates()).isEqualTo(1);
    assertThat(tiktok.stats("crm").duplicates()).isEqualTo(1);
  }

  @Test
  void doesNotRememberTestEvents() {
    track(web(purchase(1)).replace("\"data\"", "\"test_event_code\":\"T\",\"data\""));
    track(web(purchase(1)));

    assertThat(tiktok.stats().testEvents()).isEqualTo(1);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
  }

  @Test
  void doesNotRememberWhatWasNotAccepted() {
    tiktok.answerNext(1, Answer.code(40100, "Too many requests."));
    client.track(web(purchase(1)));

    track(web(purchase(1)));

    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void remembersMillionsOfEvents() {
    Deduplication deduplication = new Deduplication();
    int firsts = 0;
    for (int i = 0; i < 3_000_000; i++) {
      firsts += deduplication.isFirst(print(i), NOW) ? 1 : 0;
    }
    int known = 0;
    for (int i = 0; i < 3_000_000; i++) {
      known += deduplication.isFirst(print(i), NOW) ? 0 : 1;
    }

    assertThat(firsts).isEqualTo(3_000_000);
    assertThat(known).isEqualTo(3_000_000);
  }

  @Test
  void forgetsTheOldestFirst() {
    Deduplication deduplication = new Deduplication();
    int many = 7_000_000;
    for (int i = 0; i < many; i++) {
      deduplication.isFirst(print(i), NOW);
    }

    assertThat(deduplication.isFirst(print(many - 1), NOW)).isFalse();
    assertThat(deduplication.isFirst(print(many - 3_000_000), NOW)).isFalse();
    assertThat(deduplication.isFirst(print(0), NOW)).isTrue();
  }

  private static long print(int number) {
    return Fingerprint.append(Fingerprint.START, "order-" + number);
  }
}
