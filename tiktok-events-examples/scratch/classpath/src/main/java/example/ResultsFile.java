package example;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.RecordResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file with a line for each record: its number, its key, what became of it, and why. */
final class ResultsFile implements ExportListener, AutoCloseable {
  private final Writer out;

  private ResultsFile(Writer out) {
    this.out = out;
  }

  /** Opens the file. It keeps the lines of settled records; the others come again. */
  static ResultsFile open(Path file, Checkpoint checkpoint) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    Files.write(file, lines.stream().filter(line -> isSettled(line, checkpoint)).toList());
    return new ResultsFile(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  private static boolean isSettled(String line, Checkpoint checkpoint) {
    int end = line.indexOf('\t'); // A line that a kill cut off may have none.
    return end > 0 && checkpoint.contains(Long.parseLong(line.substring(0, end)));
  }

  @Override
  public void onResult(RecordResult result) {
    List<String> columns =
        List.of(
            Long.toString(result.record()),
            result.key().orElse(""),
            result.outcome().wireName(),
            result.reason().orElse(""));
    try {
      out.write(String.join("\t", columns) + "\n");
      out.flush(); // The journal says "settled" after this, so a kill loses no line.
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It stops the export.
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
