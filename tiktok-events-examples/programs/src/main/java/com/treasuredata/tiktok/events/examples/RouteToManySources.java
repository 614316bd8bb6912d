package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.RoutedExport;
import com.treasuredata.tiktok.events.RoutedReport;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.util.List;
import java.util.Map;

/** Exports the orders of many shops, each to the event set that it names, in one pass. */
public final class RouteToManySources {
  private RouteToManySources() {}

  /**
   * Exports a customer's question to a shop.
   *
   * @param args the access token, the shop's event set, when it was, and the customer's address
   */
  public static void main(String[] args) {
    Map<String, String> row =
        Map.of("set", args[1], "event", "Contact", "event_time", args[2], "email", args[3]);
    try (EventsClient client = BulkExport.client(args[0], TransportOptions.DEFAULT)) {
      System.out.println(export(client, List.of(row)).orThrow());
    }
  }

  static RoutedReport export(EventsClient client, List<Map<String, String>> rows) {
    RecordMapper<Map<String, String>> mapper = ColumnMapper.forRows(EventSourceType.OFFLINE)::map;
    return RoutedExport.<Map<String, String>>of(
            client.source(),
            row -> row.containsKey("set") ? EventSource.offline(row.get("set")) : null,
            set -> client.to(set).export(mapper))
        .run(rows);
  }
}
