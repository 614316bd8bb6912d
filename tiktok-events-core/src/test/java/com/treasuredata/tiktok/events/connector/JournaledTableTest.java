package com.treasuredata.tiktok.events.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.JournalException;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal compares a table's rows by their values, whatever types these have. */
class JournaledTableTest {
  private static final List<String> COLUMNS =
      List.of("event", "event_time", "email", "external_id", "content_ids", "seen", "tags", "blob");

  private final FakeTikTok tiktok = FakeTikTok.start();
  private final long now = Instant.now().getEpochSecond();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void goesOnWithRowsWhoseBytesAndArraysAreOtherObjects() {
    breakOff(connector -> connector.exportTable(COLUMNS), rows(row(1, "x"), row(2, "x")));

    ExportReport report =
        run(
            connector -> connector.exportTable(COLUMNS),
            rows(row(1, "x"), row(2, "x"), row(3, "x")));

    assertThat(report.passedOver()).isEqualTo(2);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(3);
  }

  @Test
  void refusesARowOfWhichOneByteDiffers() {
    breakOff(connector -> connector.exportTable(COLUMNS), rows(row(1, "x"), row(2, "x")));

    assertThatThrownBy(
            () -> run(connector -> connector.exportTable(COLUMNS), rows(row(1, "x"), row(2, "y"))))
        .hasCauseInstanceOf(JournalException.class)
        .hasMessageContaining("row 2 of the input differs");
  }

  @Test
  void comparesRowsThatNameTheirOwnColumnsInAnyOrder() {
    breakOff(Connector::exportRows, rows(row(1, "x")));

    assertThat(run(Connector::exportRows, List.of(new TreeMap<>(row(1, "x")))).passedOver())
        .isEqualTo(1);
  }

  @Test
  void comparesRowsThatAreReadByPosition() {
    Collection<Column> columns =
        COLUMNS.stream().map(name -> Column.of(name, Column.Type.OTHER)).toList();
    Function<Connector, Export<RowReader>> table = connector -> connector.exportTable(columns);
    breakOff(table, List.of(byPosition(row(1, "x")), byPosition(row(2, "x"))));

    assertThat(run(table, List.of(byPosition(row(1, "x")), byPosition(row(2, "x")))).passedOver())
        .isEqualTo(2);

    breakOff(table, List.of(byPosition(row(1, "x")), byPosition(row(2, "x"))));
    assertThatThrownBy(() -> run(table, List.of(byPosition(row(1, "x")), byPosition(row(2, "y")))))
        .hasMessageContaining("row 2 of the input differs");
  }

  private static List<Map<String, ?>> rows(Row... rows) {
    return List.of(rows);
  }

  private static RowReader byPosition(Row row) {
    return column -> row.get(COLUMNS.get(column));
  }

  /** Has its columns in the order in which they were put. */
  private static final class Row extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;
  }

  /** As a database's driver gives it: equal rows hold other objects each time. */
  private Row row(int number, String blob) {
    Row row = new Row();
    row.put("event", "Purchase");
    row.put("event_time", now);
    row.put("email", ("ada" + number + "@example.com").getBytes(StandardCharsets.UTF_8));
    row.put("external_id", new String[] {"a", "b"});
    row.put("content_ids", new int[] {1, 2});
    row.put("seen", Timestamp.valueOf(LocalDateTime.of(2026, 1, 1, 9, 0)));
    row.put("tags", Map.of("shops", Set.of("north", "south"), "size", List.of(1, 2)));
    row.put("blob", new Object[] {blob.getBytes(StandardCharsets.UTF_8), new Object()});
    return row;
  }

  /** Runs an export that is closed, and not finished, after those are settled. */
  private <R> void breakOff(Function<Connector, Export<R>> table, List<R> rows) {
    try (ExportJournal journal = journal();
        Connector connector = connector();
        ExportSession<R> session = table.apply(connector).journal(journal).open()) {
      rows.forEach(session::add);
      session.flush();
    }
  }

  private <R> ExportReport run(Function<Connector, Export<R>> table, List<R> rows) {
    try (ExportJournal journal = journal();
        Connector connector = connector()) {
      return table.apply(connector).journal(journal).run(rows);
    }
  }

  private ExportJournal journal() {
    return ExportJournal.open(directory.resolve("journal"), Map.of("table", "orders"));
  }

  private Connector connector() {
    return Connector.of(
        ConnectorConfig.builder()
            .set(ConnectorSetting.TYPE, "tiktok_events")
            .set(ConnectorSetting.ACCESS_TOKEN, "t0ken")
            .set(ConnectorSetting.EVENT_SOURCE_ID, "C4A1EXAMPLE0PIXEL7QG")
            .set(ConnectorSetting.TIME_ZONE, "Asia/Tokyo")
            .set(ConnectorSetting.BASE_URL, tiktok.baseUrl())
            .build());
  }
}
