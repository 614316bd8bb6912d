package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.RoutedExport;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exports the orders of many shops, each to the event set that it names, in one pass: up to 5% of a
 * shop's may be invalid, and run again after whatever ended it, it goes on where it was.
 */
public final class RouteToManySources {
  private RouteToManySources() {}

  /**
   * Exports a customer's question to a shop.
   *
   * @param args the access token, the journal's file, the shop's event set, when it was, and the
   *     customer's address
   */
  public static void main(String[] args) {
    Map<String, String> row =
        Map.of("set", args[2], "event", "Contact", "event_time", args[3], "email", args[4]);
    try (EventsClient client = BulkExport.client(args[0], TransportOptions.DEFAULT)) {
      System.out.println(export(client, List.of(row), Path.of(args[1])).orThrow());
    }
  }

  static ExportReport export(EventsClient client, List<Map<String, String>> rows, Path file) {
    // README: route, budget and resume an export
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.OFFLINE);
    RoutedExport<Map<String, String>> export =
        RoutedExport.of(
            client.source(), // Where rows go that name no event set.
            row -> row.containsKey("set") ? EventSource.offline(row.get("set")) : null,
            source ->
                client
                    .to(source)
                    .<Map<String, String>>export(mapper::map)
                    .invalidRecords(InvalidRecordPolicy.skipUpToShare(0.05)));

    try (ExportJournal journal = ExportJournal.open(file, Map.of("table", "orders"))) {
      return export.journal(journal, row -> new TreeMap<>(row).toString()).run(rows);
    }
    // README ends
  }
}
