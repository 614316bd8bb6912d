package com.treasuredata.tiktok.events.examples.sample;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bundled sample of one kind of event source, and what should become of it. Immutable.
 *
 * <p>Its events happened around {@link #TIME}: check them by a clock that shows that time.
 */
public final class BundledSample {
  /**
   * The moment at which the files were made, as it were: right events happened in the fourteen days
   * before it, in Unix seconds. To make the sample of another day, move every {@code event_time} of
   * digits only that is less than a year from it.
   */
  public static final Instant TIME = Instant.parse("2026-11-20T00:00:00Z");

  private static final String EXPECTED = "expected.csv";

  private final EventSourceType source;

  private BundledSample(EventSourceType source) {
    this.source = source;
  }

  /** Returns the sample for a kind of source. */
  public static BundledSample of(EventSourceType type) {
    return new BundledSample(type);
  }

  /** Returns the rows, which the caller closes. */
  public RowSource open() {
    return switch (source) {
      case WEB, OFFLINE -> open(source.wireName() + ".csv");
      case APP, CRM -> open(source.wireName() + ".jsonl");
    };
  }

  /** Returns the numbers of the records that can't be sent, as whoever spoilt them says. */
  public Set<Long> invalidRecords() {
    return recordsOf("invalid");
  }

  /** Returns how many records are there twice, with one event id. */
  public int duplicates() {
    return recordsOf("duplicate").size();
  }

  private Set<Long> recordsOf(String effect) {
    Set<Long> records = new TreeSet<>();
    try (RowSource rows = open(EXPECTED)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        boolean isMeant =
            source.wireName().equals(row.values().get("source"))
                && effect.equals(row.values().get("effect"));
        if (isMeant) {
          records.add(Long.valueOf((String) Objects.requireNonNull(row.values().get("record"))));
        }
      }
    }
    return records;
  }

  private static RowSource open(String file) {
    InputStream in = Objects.requireNonNull(BundledSample.class.getResourceAsStream(file), file);
    return InputFormat.of(file).orElseThrow().open(in, file);
  }
}
