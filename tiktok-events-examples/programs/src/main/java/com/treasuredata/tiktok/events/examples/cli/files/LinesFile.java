package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.WriteException;
import com.treasuredata.tiktok.events.internal.io.RecordLines;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@link RecordLines} that an option names, and what is said when they can't be written. */
final class LinesFile implements AutoCloseable {
  private final Path path;
  private final RecordLines lines;

  private LinesFile(Path path, RecordLines lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * Opens the file.
   *
   * @param option how the file is named on the command line, for messages
   * @param before the records whose lines of the earlier file are kept
   * @throws UsageException if something other than an empty file or one of this form is there, or
   *     it can't be written
   */
  static LinesFile open(String option, Path path, RecordLines.Form form, Checkpoint before) {
    try {
      return new LinesFile(path, RecordLines.open(path, form, before::contains));
    } catch (IOException e) {
      throw new UsageException(option + ' ' + ShownPath.of(path) + ": " + problem(e));
    }
  }

  private static String problem(IOException failure) {
    if (failure instanceof FileAlreadyExistsException) {
      return "something else is there already; name a new file";
    }
    return failure instanceof NoSuchFileException
        ? "there is no such directory"
        : "it can't be written";
  }

  void add(String line) {
    try {
      lines.add(line);
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  /** Writes out what was added. */
  void flush() {
    try {
      lines.flush();
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }
}
