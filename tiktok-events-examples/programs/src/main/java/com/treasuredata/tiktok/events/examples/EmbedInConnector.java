package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The output of a task of an engine. The engine closes the client after all tasks. */
public final class EmbedInConnector {
  private final ExportSession<Map<String, ?>> session;

  EmbedInConnector(EventsClient client) {
    ColumnMapper mapper = ColumnMapper.forRows(EventSourceType.OFFLINE);
    session = client.export(mapper).invalidRecords(InvalidRecordPolicy.SKIP).open();
  }

  void add(List<Map<String, ?>> page) {
    page.forEach(session::add); // Waits while too much is on its way.
  }

  /** Returns when all that was added is settled, so that the engine may forget it. */
  ExportReport checkpoint() {
    return session.flush();
  }

  ExportReport commit() {
    return session.finish().orThrow();
  }

  /** Gives up, and tells what TikTok has all the same. */
  ExportReport abort() {
    return session.close(Duration.ofSeconds(10));
  }
}
