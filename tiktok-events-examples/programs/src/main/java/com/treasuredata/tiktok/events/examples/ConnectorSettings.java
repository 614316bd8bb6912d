package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Exports rows as a connector's settings say: planned by a driver, sent by a task. */
public final class ConnectorSettings {
  private ConnectorSettings() {}

  /** Exports a purchase; takes the settings, a token for the task and an e-mail address. */
  public static void main(String[] args) {
    Map<String, ?> row = Map.of("event", "Purchase", "event_time", Instant.now(), "email", args[2]);
    List<String> columns = List.of("event", "event_time", "email");
    System.out.println(export(args[0], columns, List.of(row), () -> AccessToken.of(args[1])));
  }

  static ExportReport export(
      String settings,
      List<String> columns,
      List<Map<String, ?>> rows,
      AccessTokenProvider tokens) {
    // README: settings to report
    String plan; // On the driver: checks settings and columns, finds or creates the source.
    try (Connector driver = Connector.of(ConnectorConfig.parse(settings))) {
      plan = driver.plan(columns).toJson();
    }
    ExportPlan mine = ExportPlan.parse(plan); // In each task, with a token of its own.
    try (Connector task = Connector.shared(mine, tokens)) {
      return task.exportTable(mine.columns()).run(rows).orThrow();
    }
    // README ends
  }
}
