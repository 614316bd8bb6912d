package example;

import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ResultsFile;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Exports the rows of a table to TikTok, as a job's settings say. */
public final class TikTokOutput {
  private final ConnectorConfig config;
  private final Path directory;

  /**
   * @param settings what the user has set
   * @param directory where journals and results are kept; nobody else may write there
   */
  public TikTokOutput(Map<String, ?> settings, Path directory) {
    this.config = ConnectorConfig.of(settings); // Says all that is wrong with them, at once.
    this.directory = directory;
  }

  /** Exports {@code rows}; called again after a failure, goes on where it was. */
  public ExportReport export(String table, List<String> columns, Iterable<Map<String, ?>> rows)
      throws IOException {
    Path state = directory.resolve(table + ".journal");
    Path lines = directory.resolve(table + ".jsonl");
    try (ExportJournal journal = ExportJournal.open(state, Map.of("table", table));
        Connector connector = Connector.builder(config).journal(journal).build();
        ResultsFile results = ResultsFile.open(lines, journal.checkpoint())) {
      return connector.exportTable(columns).journal(journal).listener(results).run(rows).orThrow();
    }
  }
}
