package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.io.RecordLines;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of results: a line of {@linkplain RecordResult#toJson JSON} for each record.
 *
 * <pre>{@code
 * try (ExportJournal journal = ExportJournal.open(state, Map.of("table", "orders"));
 *     ResultsFile results = ResultsFile.open(directory.resolve("orders.jsonl"), journal.checkpoint())) {
 *   export.journal(journal, Order::toString).listener(results).run(orders);
 * }
 * }</pre>
 *
 * <p>Lines are written out before the export's checkpoint, and so its journal, passes their
 * records; what can't be written stops the export with an {@link UncheckedIOException}. The session
 * calls it, one call at a time; it is to be closed after the session.
 */
public final class ResultsFile implements ExportListener, Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;

  private ResultsFile(OutputStream out) {
    this.out = out;
  }

  /**
   * Opens the file of an export that begins with its first record, in the place of an earlier one.
   * Only its owner may read it.
   *
   * @throws FileAlreadyExistsException if something is there that is no file of results
   * @throws NoSuchFileException if there is no such directory
   * @throws IOException if it can't be written
   */
  public static ResultsFile open(Path file) throws IOException {
    return open(file, Checkpoint.NONE);
  }

  /**
   * Opens a file that only its owner may read, in the place of an earlier one. Of that it keeps the
   * lines of records that are settled; the others are sent again, and have new lines. So each
   * record has one line, also after a kill.
   *
   * @param settled what the journal of the export holds
   * @throws FileAlreadyExistsException if something is there that is no file of results
   * @throws NoSuchFileException if there is no such directory
   * @throws IOException if it can't be written
   */
  public static ResultsFile open(Path file, Checkpoint settled) throws IOException {
    Objects.requireNonNull(settled, "settled");
    return new ResultsFile(
        RecordLines.open(
            Objects.requireNonNull(file, "file"), RecordLines.Form.JSON, settled::contains));
  }

  /**
   * Writes the same lines to {@code out}, such as a file of another file system; it is closed with
   * this.
   */
  public static ResultsFile to(OutputStream out) {
    return new ResultsFile(
        new BufferedOutputStream(Objects.requireNonNull(out, "out"), BUFFER_BYTES));
  }

  @Override
  public void onResult(RecordResult result) {
    String json = Objects.requireNonNull(result, "result").toJson();
    try {
      out.write((json + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes out the lines of what is settled. */
  @Override
  public void onProgress(ExportReport soFar) {
    Objects.requireNonNull(soFar, "soFar");
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("the file of results can't be written", e);
  }

  /**
   * Writes all of it out; what is on a local disk is on it when this returns. Once more does
   * nothing.
   *
   * @throws IOException if it can't be written
   */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
