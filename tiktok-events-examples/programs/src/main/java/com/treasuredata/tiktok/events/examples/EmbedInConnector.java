package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.connector.Connector;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The output of a task of an engine. The engine makes the connector of its settings, {@code
 * Connector.of(ConnectorConfig.parse(json))}, and closes it after all tasks.
 */
// README: a connector's output
public final class EmbedInConnector {
  private final ExportSession<Map<String, ?>> session;

  EmbedInConnector(Connector connector, List<String> columns, PrintStream log) {
    session = connector.exportTable(columns).onFailure(log::println).open(); // Checks columns.
  }

  void add(List<Map<String, ?>> page) {
    page.forEach(session::add); // Waits while too much is on its way.
  }

  ExportReport checkpoint() {
    return session.flush(); // When it returns, all that was added is settled.
  }

  ExportReport commit() {
    return session.finish().orThrow();
  }

  ExportReport abort() {
    return session.close(Duration.ofSeconds(10)); // Counts what TikTok has taken by then.
  }
}
// README ends
