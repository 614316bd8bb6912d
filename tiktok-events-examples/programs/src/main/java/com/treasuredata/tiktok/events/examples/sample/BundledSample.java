package com.treasuredata.tiktok.events.examples.sample;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return open(file());
  }

  private String file() {
    return switch (source) {
      case WEB, OFFLINE -> source.wireName() + ".csv";
      case APP, CRM -> source.wireName() + ".jsonl";
    };
  }

  /**
   * Writes the rows to a file of a directory, which is made if it isn't there.
   *
   * @return the file, such as {@code web.csv}
   * @throws java.nio.file.FileAlreadyExistsException if the file is there
   * @throws IOException if it can't be written
   */
  public Path saveTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(file());
    try (InputStream in = stream(file())) {
      Files.copy(in, file);
    }
    return file;
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
    return InputFormat.of(file).orElseThrow().open(stream(file), file);
  }

  private static InputStream stream(String file) {
    return Objects.requireNonNull(BundledSample.class.getResourceAsStream(file), file);
  }
}
