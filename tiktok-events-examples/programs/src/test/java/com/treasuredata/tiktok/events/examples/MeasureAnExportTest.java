package com.treasuredata.tiktok.events.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a dashboard shows of an export. */
class MeasureAnExportTest {
  private static final EventSource SOURCE = EventSource.offline("7199999999999999999");

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void keepsMetersOfRecordsRequestsAndAges() {
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
    MeasureAnExport meters = new MeasureAnExport(registry, SOURCE);
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = client(tiktok)) {
      tiktok.answerNext(1, Answer.html(502));

      ExportReport report =
          client
              .<String>export(
                  address ->
                      Event.builder(EventName.CONTACT)
                          .occurredAt(anHourAgo)
                          .user(UserData.builder().email(address).phone("12").build())
                          .build())
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .listener(meters)
              .run(List.of("ada@example.com", "not an address", "bob@example.com"));

      assertThat(count("tiktok.events.records", "outcome", "accepted")).isEqualTo(2);
      assertThat(count("tiktok.events.records", "outcome", "invalid")).isEqualTo(1);
      assertThat(registry.get("tiktok.events.failures").counters())
          .singleElement()
          .satisfies(failures -> assertThat(failures.count()).isEqualTo(1));
      assertThat(registry.get("tiktok.events.warnings").counters()).isNotEmpty();
      assertThat(count("tiktok.events.requests", "source", SOURCE.toString())).isEqualTo(2);
      assertThat(count("tiktok.events.retries", "source", SOURCE.toString())).isEqualTo(1);
      assertThat(count("tiktok.events.bytes", "source", SOURCE.toString()))
          .isEqualTo((double) report.bytes());
      assertThat(registry.get("tiktok.events.pending").gauge().value()).isZero();
      assertThat(registry.get("tiktok.events.settled").gauge().value()).isEqualTo(3);
      assertThat(registry.get("tiktok.events.age").summary().mean()).isBetween(3_600.0, 7_200.0);
    }
  }

  private double count(String name, String tag, String value) {
    return registry.get(name).tag(tag, value).counter().count();
  }

  private static EventsClient client(FakeTikTok tiktok) {
    return EventsClient.builder()
        .accessToken("t0ken")
        .source(SOURCE)
        .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
        .retry(RetryOptions.builder().delays(Duration.ofMillis(2), Duration.ofMillis(20)).build())
        .build();
  }
}
