package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.rows.KeyColumn;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how events are checked, told apart and sent. */
public final class DeliveryOptions {
  @Option(names = "--strict", description = "Make errors of most warnings; see 'schema'.")
  boolean strict;

  @Option(
      names = "--max-request-bytes",
      paramLabel = "N",
      description = "The most bytes of a request body; by default 1000000.")
  long maxRequestBytes = Export.DEFAULT_MAX_REQUEST_BYTES;

  @Option(
      names = "--max-time-without-success",
      paramLabel = "TIME",
      description =
          "How long to go on while requests only fail or are too many, such as 90s, 15m or 2h; by default"
              + " 15m. If none ever got through, the export stops after 5 attempts.")
  @Nullable Duration maxTimeWithoutSuccess;

  @Option(
      names = "--deduplication-key",
      paramLabel = "COLUMN",
      description =
          "Rows without an event_id that are equal in every field are one event, unless they differ in"
              + " COLUMN. Only a digest of it is sent; don't name a column of personal data.")
  @Nullable String deduplicationKey;

  @Option(
      names = "--no-derived-ids",
      description =
          "Give no event_id to rows that have none. What was sent without an answer is then not repeated.")
  boolean noDerivedIds;

  /**
   * Checks what can be checked without rows.
   *
   * @throws UsageException if a value is out of bounds, or options don't go together
   */
  public void check() {
    if (maxRequestBytes < 1_000) {
      throw new UsageException("--max-request-bytes must be at least 1000: " + maxRequestBytes);
    }
    if (deduplicationKey != null && noDerivedIds) {
      throw new UsageException(
          "--deduplication-key is for the ids that --no-derived-ids switches off: give one of them");
    }
  }

  /** Returns whether most warnings are errors. */
  public boolean isStrict() {
    return strict;
  }

  /** Adds what the ids of events depend on, and what is sent, to what tells a job from others. */
  public void describeTo(Map<String, String> job) {
    job.put("strict", Boolean.toString(strict));
    job.put("deduplication_key", deduplicationKey == null ? "" : deduplicationKey.strip());
    job.put("derived_ids", noDerivedIds ? "none" : "te1");
  }

  public Connector.Builder applyTo(Connector.Builder connector) {
    return connector.strict(strict).deriveEventIds(!noDerivedIds);
  }

  /**
   * Returns what tells rows apart; {@code null} if nothing does.
   *
   * @throws UsageException if there is no such column
   */
  public @Nullable KeyColumn deduplicationKey(RowSource rows) {
    return deduplicationKey == null
        ? null
        : new KeyColumn("--deduplication-key", deduplicationKey, rows);
  }

  public Export<Row> applyTo(Export<Row> export) {
    Export<Row> limited = export.batchLimits(Export.MAX_EVENTS_PER_REQUEST, maxRequestBytes);
    if (maxTimeWithoutSuccess == null) {
      return limited;
    }
    try {
      return limited.maxTimeWithoutSuccess(maxTimeWithoutSuccess);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--max-time-without-success: " + e.getMessage());
    }
  }
}
