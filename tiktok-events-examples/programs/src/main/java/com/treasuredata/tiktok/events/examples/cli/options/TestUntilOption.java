package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.examples.cli.Durations;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.rows.RowsUntil;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that ends an export of test events, so that it isn't left on unnoticed. */
public final class TestUntilOption {
  @Option(
      names = "--test-until",
      paramLabel = "TIME",
      description =
          "Read no more records of a test from TIME on: so long after the start, as 30m or 2h, or a time such as"
              + " 2026-01-31T18:00:00+09:00. Goes with --test-event-code.")
  @Nullable String until;

  private @Nullable Instant end;
  private @Nullable RowsUntil rows;

  /**
   * Checks it, before anything is done.
   *
   * @throws UsageException if it is no time or is over already, or the events are no test events
   */
  public void check(ConnectorConfig config, Clock clock) {
    if (until == null) {
      return;
    }
    if (config.testEventCode().isEmpty()) {
      throw new UsageException("--test-until goes with --test-event-code CODE");
    }
    Instant now = clock.instant();
    end = time(until, now);
    if (!end.isAfter(now)) {
      throw new UsageException("--test-until is over already: " + end);
    }
  }

  private static Instant time(String text, Instant now) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      try {
        return now.plus(new Durations().convert(text.strip()));
      } catch (TypeConversionException | DateTimeException other) {
        throw new UsageException(
            "--test-until must be a time such as 30m, 2h or 2026-01-31T18:00:00+09:00");
      }
    }
  }

  /** Returns the rows that are read until then. */
  public RowSource applyTo(RowSource all, Clock clock) {
    if (end == null) {
      return all;
    }
    rows = new RowsUntil(all, end, clock);
    return rows;
  }

  /** Returns what to say if the time came before the end of the input. */
  public Optional<String> ended() {
    return rows != null && rows.isOver()
        ? Optional.of("the test ended at " + end + " (--test-until): later records weren't read")
        : Optional.empty();
  }
}
