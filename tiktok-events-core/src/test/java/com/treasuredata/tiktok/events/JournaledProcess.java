package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.support.Clients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A program that exports with a journal, to be killed and started again. */
final class JournaledProcess {
  static final long RECORDS = 10_000;
  static final int THREADS = 4;
  static final int BATCH = 50;
  static final Map<String, String> JOB = Map.of("table", "orders");

  private JournaledProcess() {}

  /** Takes the server's address, the journal's file, and to how many sources records go. */
  public static void main(String[] args) {
    try (EventsClient client = Clients.quick(args[0]);
        ExportJournal journal = ExportJournal.open(Path.of(args[1]), JOB)) {
      System.out.println(run(client, Integer.parseInt(args[2]), journal));
    }
  }

  private static ExportReport run(EventsClient client, int sources, ExportJournal journal) {
    if (sources == 1) {
      return export(client, THREADS).journal(journal, Object::toString).run(records());
    }
    return RoutedExport.of(
            client.source(),
            record -> EventSource.web("C4EXAMPLE" + record % sources),
            source -> export(client.to(source), 1))
        .journal(journal, Object::toString)
        .run(records());
  }

  private static Export<Long> export(EventsClient client, int threads) {
    return client.<Long>export(Clients::event).threads(threads).batchLimits(BATCH, 1_000_000);
  }

  private static List<Long> records() {
    return LongStream.rangeClosed(1, RECORDS).boxed().toList();
  }
}
