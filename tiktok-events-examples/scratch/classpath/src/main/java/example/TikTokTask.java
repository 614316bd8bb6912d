package example;

import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportSession;
import com.treasuredata.tiktok.events.ResultsFile;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Exports the rows that an engine pushes to one of its tasks, page by page. */
public final class TikTokTask {
  private ExportJournal journal;
  private ResultsFile results;
  private Connector connector;
  private ExportSession<Map<String, ?>> session;

  private TikTokTask() {}

  /** For the driver: checks settings and columns, finds or creates the event source. */
  public static String plan(Map<String, ?> settings, List<String> columns) {
    try (Connector driver = Connector.of(ConnectorConfig.of(settings))) {
      return driver.plan(columns).toJson();
    }
  }

  /**
   * Opens a task; after a failure the same number goes on, and gets all its pages again.
   *
   * @param plan what the driver has planned
   * @param tokens such as {@code AccessTokenProvider.of(AccessToken.of(text))}; the plan has none
   * @param number which task of the job it is
   * @param directory where journals and results are kept; nobody else may write there
   */
  public static TikTokTask open(String plan, AccessTokenProvider tokens, int number, Path directory)
      throws IOException {
    TikTokTask task = new TikTokTask();
    boolean isOpen = false;
    try {
      task.begin(ExportPlan.parse(plan), tokens, "task-" + number, directory);
      isOpen = true;
      return task;
    } finally {
      if (!isOpen) {
        task.release(); // Else nobody could open this journal again.
      }
    }
  }

  private void begin(ExportPlan plan, AccessTokenProvider tokens, String name, Path directory)
      throws IOException {
    journal = ExportJournal.open(directory.resolve(name + ".journal"), Map.of("task", name));
    results = ResultsFile.open(directory.resolve(name + ".jsonl"), journal.checkpoint());
    connector = Connector.shared(plan, tokens);
    session =
        connector
            .exportTable(plan.columns()) // Its keys are those of the setting key_column.
            .name(name)
            .journal(journal)
            .listener(results)
            .open();
  }

  /** Waits while too much is on its way. */
  public void add(List<Map<String, ?>> page) {
    page.forEach(session::add);
  }

  /** When it returns, all that was added is settled, and stands in the journal. */
  public ExportReport checkpoint() {
    return session.flush();
  }

  /** Sends the rest. The journal is deleted if all was delivered. */
  public ExportReport commit() throws IOException {
    try {
      return session.finish().orThrow();
    } finally {
      release();
    }
  }

  /** Gives up what isn't sent, and keeps journal and results for the next attempt. */
  public ExportReport abort() throws IOException {
    try {
      return session.close(Duration.ofSeconds(10)); // Counts what TikTok has taken by then.
    } finally {
      release();
    }
  }

  private void release() throws IOException {
    close(journal, results, connector, session);
  }

  /** Closes the last one first, and each even if another can't be closed. */
  private static void close(
      ExportJournal journal,
      ResultsFile results,
      Connector connector,
      ExportSession<Map<String, ?>> session)
      throws IOException {
    try (journal;
        results;
        connector;
        session) {
      // Those that were never opened are null, and passed over.
    }
  }
}
