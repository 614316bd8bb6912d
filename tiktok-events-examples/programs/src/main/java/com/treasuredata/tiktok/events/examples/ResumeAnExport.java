package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Exports the orders of a day; run again after whatever ended it, it goes on where it was. */
public final class ResumeAnExport {
  private ResumeAnExport() {}

  /**
   * Exports an order.
   *
   * @param args the access token, the journal's file, and when the order was paid
   */
  public static void main(String[] args) {
    Map<String, String> order =
        Map.of("event", "Purchase", "event_time", args[2], "email", "ada@example.com");
    try (EventsClient client = BulkExport.client(args[0], TransportOptions.DEFAULT)) {
      System.out.println(export(client, List.of(order), Path.of(args[1])));
    }
  }

  static ExportReport export(EventsClient client, List<Map<String, String>> rows, Path file) {
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.OFFLINE);
    // README: resume an export
    Map<String, String> job = Map.of("table", "orders", "day", "2026-11-25");
    try (ExportJournal journal = ExportJournal.open(file, job)) {
      return client.export(mapper).journal(journal, row -> new TreeMap<>(row).toString()).run(rows);
    }
    // README ends
  }
}
