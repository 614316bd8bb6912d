package com.treasuredata.tiktok.events.examples.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the bundled sample: the same bytes on every machine, on every day.
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><th>file</th><th>records</th><th>names of fields</th></tr>
 *   <tr><td>{@code web.csv}</td><td>2,600</td><td>{@code user.email}</td></tr>
 *   <tr><td>{@code offline.csv}</td><td>1,200</td><td>{@code user_email}</td></tr>
 *   <tr><td>{@code app.jsonl}</td><td>800</td><td>nested objects</td></tr>
 *   <tr><td>{@code crm.jsonl}</td><td>400</td><td>nested, flat and both, in turns</td></tr>
 *   <tr><td>{@code expected.csv}</td><td>one for each wrong record</td><td></td></tr>
 * </table>
 *
 * <p>{@code expected.csv} says what should become of the records that are wrong: {@code invalid} if
 * the event can't be sent, {@code warning} if it is sent with a warning or without the field at
 * {@code path}, {@code duplicate} if it was there before. Every other record should be sent without
 * a word.
 */
public final class SampleGenerator {
  static final Instant BASE = BundledSample.TIME;

  private static final String DIRECTORY =
      "src/main/resources/com/treasuredata/tiktok/events/examples/sample";

  private static final int PEOPLE = 900;

  private SampleGenerator() {}

  /**
   * Writes the files.
   *
   * @param args the directory to write to; without it, the module's resources
   * @throws IOException if a file can't be written
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : DIRECTORY);
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  /** Returns the content of each file by its name. */
  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    StringWriter expected = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(expected)) {
      csv.writeRecord("source", "record", "path", "kind", "effect");
      for (Sample sample : samples()) {
        files.put(sample.source().file(), sample.text().getBytes(UTF_8));
        sample.expectations().forEach(csv::writeRecord);
      }
    } catch (IOException e) {
      throw new AssertionError("no I/O writing to a string", e);
    }
    files.put("expected.csv", expected.toString().getBytes(UTF_8));
    return files;
  }

  private static List<Sample> samples() {
    List<Person> people = Person.people(new Dice(0), PEOPLE);
    return Stream.of(SampleSource.values()).map(source -> Sample.of(source, people)).toList();
  }

  /** Returns the Unix second that is {@code days} days after {@link #BASE}, or before it. */
  static long daysFromBase(int days) {
    return BASE.plus(Duration.ofDays(days)).getEpochSecond();
  }
}
