package com.treasuredata.tiktok.events.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of wild values in all columns: they give an event that TikTok takes, or are invalid. */
class WildRowsTest {
  private static final int ROWS = 5_000;

  @ParameterizedTest
  @EnumSource
  void endsInAnEventOrInTheReasonWhyNot(EventSourceType type) {
    WildRows rows = new WildRows(type, 20261123);
    int sent = 0;
    for (int i = 0; i < ROWS; i++) {
      sent += RowFuzz.isTaken(type, rows.next()) ? 1 : 0;
    }
    assertThat(sent).isBetween(ROWS / 10, ROWS * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource
  void isTakenByTheFakeTikTok(EventSourceType type) {
    WildRows rows = new WildRows(type, 20261124);
    List<Map<String, ?>> records = new ArrayList<>();
    for (int i = 0; i < ROWS / 5; i++) {
      records.add(rows.next());
    }
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").start();
        EventsClient client =
            EventsClient.builder()
                .accessToken("t0ken")
                .source(sourceOf(type))
                .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
                .build()) {
      List<Object> failures = new ArrayList<>();
      ExportReport report =
          client
              .export(ColumnMapper.forRows(type))
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .onFailure(failures::add)
              .run(records);

      assertThat(report.rejected()).as(() -> rejected(failures)).isZero();
      assertThat(report.accepted()).isPositive();
    }
  }

  /** Returns the source of this type that a FakeTikTok has. */
  private static EventSource sourceOf(EventSourceType type) {
    return switch (type) {
      case WEB -> EventSource.web("C4A1EXAMPLE0PIXEL7QG");
      case APP -> EventSource.app("7300000000000000001");
      case OFFLINE -> EventSource.offline("7199999999999999999");
      case CRM -> EventSource.crm("7288888888888888888");
    };
  }

  private static String rejected(List<Object> failures) {
    return failures.stream()
        .map(Object::toString)
        .filter(text -> text.contains("REJECTED"))
        .limit(5)
        .toList()
        .toString();
  }
}
