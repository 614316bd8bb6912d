package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.internal.io.RecordLines;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file with a line of JSON for each record that was not delivered: its result, as in a file of
 * results, and behind that the {@code row}, which is empty unless its values were asked for. Only
 * its owner may read it.
 */
final class RejectsFile implements AutoCloseable {
  private final LinesFile lines;
  private final boolean withValues;

  private RejectsFile(LinesFile lines, boolean withValues) {
    this.lines = lines;
    this.withValues = withValues;
  }

  /**
   * Opens the file, which takes the place of an earlier one.
   *
   * @param withValues whether rows are written, too
   * @param before the records whose lines of the earlier file are kept
   * @throws UsageException if something other than a file of its own is there, or it can't be
   *     written
   */
  static RejectsFile open(Path path, boolean withValues, Checkpoint before) {
    return new RejectsFile(
        LinesFile.open("--rejects", path, RecordLines.Form.JSON, before), withValues);
  }

  void add(Row row, RecordResult failure) {
    String result = failure.toJson();
    String values =
        new JsonLine()
            .with("row", withValues && row.problem() == null ? row.values() : Map.of())
            .toString();
    lines.add(result.substring(0, result.length() - 1) + ',' + values.substring(1));
  }

  void flush() {
    lines.flush();
  }

  @Override
  public void close() {
    lines.close();
  }
}
