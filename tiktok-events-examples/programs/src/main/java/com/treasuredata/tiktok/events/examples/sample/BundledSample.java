package com.treasuredata.tiktok.events.examples.sample;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bundled sample of one kind of event source, and what should become of it. Immutable.
 *
 * <p>Its events happened around {@link SampleGenerator#BASE}: check them by a clock that shows that
 * time.
 */
public final class BundledSample {
  private static final String EXPECTED = "expected.csv";

  private final SampleSource source;

  private BundledSample(SampleSource source) {
    this.source = source;
  }

  /** Returns the sample for a kind of source. */
  public static BundledSample of(EventSourceType type) {
    return new BundledSample(SampleSource.valueOf(type.name()));
  }

  /** Returns the rows, which the caller closes. */
  public RowSource open() {
    return open(source.file());
  }

  /** Returns the numbers of the records that can't be sent, as whoever spoilt them says. */
  public Set<Long> invalidRecords() {
    return recordsOf(Effect.INVALID);
  }

  /** Returns how many records are there twice, with one event id. */
  public int duplicates() {
    return recordsOf(Effect.DUPLICATE).size();
  }

  private Set<Long> recordsOf(Effect effect) {
    Set<Long> records = new TreeSet<>();
    try (RowSource rows = open(EXPECTED)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        boolean isMeant =
            source.toString().equals(row.values().get("source"))
                && effect.toString().equals(row.values().get("effect"));
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
