package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier export leaves to be sent, by the keys in its file of results or rejects.
 *
 * <p>A file of results names all records: each is sent that it doesn't name as accepted or
 * withheld, those included that the earlier run never reached. A file of rejects names those that
 * were not delivered, with a {@code row} each, and these alone are sent. Immutable.
 */
public final class EarlierResults {
  private static final Set<String> DONE = Set.of("accepted", "withheld");

  private final Set<String> keys;
  private final boolean areDone;

  private EarlierResults(Set<String> keys, boolean areDone) {
    this.keys = keys;
    this.areDone = areDone;
  }

  /**
   * Reads the file.
   *
   * @throws UsageException if it is none of these, or its lines have no keys
   */
  public static EarlierResults read(Path file) {
    InputFormat format =
        InputFormat.of(file.toString())
            .orElseThrow(() -> wrong(file, "its name must end in .csv or .jsonl"));
    Set<String> done = new HashSet<>();
    Set<String> undelivered = new HashSet<>();
    boolean hasOthers = false;
    boolean isResults = format == InputFormat.CSV;
    try (RowSource rows = format.open(file)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (row.problem() != null) {
          continue; // A kill cut it off.
        }
        Object key = row.values().get("key");
        Object outcome = row.values().get("outcome");
        if (outcome == null) {
          throw wrong(file, "it is no file of results or rejects");
        }
        if (key == null || key.toString().isEmpty()) {
          hasOthers = true;
          continue;
        }
        boolean isDone = DONE.contains(outcome.toString());
        isResults |= isDone || !row.values().containsKey("row");
        (isDone ? done : undelivered).add(key.toString());
      }
    } catch (InputException e) {
      throw wrong(file, "it can't be read");
    }
    if (hasOthers && done.isEmpty() && undelivered.isEmpty()) {
      throw wrong(file, "its lines have no keys: write it with --key COLUMN");
    }
    return isResults ? new EarlierResults(done, true) : new EarlierResults(undelivered, false);
  }

  private static UsageException wrong(Path file, String problem) {
    return new UsageException("--only " + ShownPath.of(file) + ": " + problem);
  }

  /** Returns whether the record of this key is to be sent; one without a key always is. */
  public boolean leaves(@Nullable String key) {
    return key == null || (areDone ? !keys.contains(key) : keys.contains(key));
  }
}
