package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.WriteException;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file with a line for each of some records, which takes the place of an earlier one of its form
 * and keeps the lines of records that are settled. Only its owner may read it.
 */
public final class RecordLines implements AutoCloseable {
  private static final int MAX_START = 100;

  /** How such a file looks. */
  public interface Form {
    /** Returns the file's first line; empty if it has none but those of records. */
    String header();

    /** Returns whether a file that isn't empty, and begins so, is one of this form. */
    boolean isStart(String start);

    /** Returns the record of a whole line; empty if it is none. */
    OptionalLong record(String line);
  }

  private final Path path;
  private final PrivateFile file;
  private final OutputStream out;

  private RecordLines(Path path, PrivateFile file, OutputStream out) {
    this.path = path;
    this.file = file;
    this.out = out;
  }

  /**
   * Opens the file.
   *
   * @param option how the file is named on the command line, for messages
   * @param before the records whose lines of the earlier file are kept
   * @throws UsageException if something other than an empty file or one of this form is there, or
   *     it can't be written
   */
  public static RecordLines open(String option, Path path, Form form, Checkpoint before) {
    boolean exists = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (exists && !isEarlierOne(path, form)) {
      throw new UsageException(
          "%s %s: something else is there already; name a new file"
              .formatted(option, ShownPath.of(path)));
    }
    PrivateFile next = null;
    try {
      next = PrivateFile.beside(path);
      OutputStream out = new BufferedOutputStream(next, 1 << 16);
      if (!form.header().isEmpty()) {
        out.write((form.header() + '\n').getBytes(StandardCharsets.UTF_8));
      }
      if (exists && !before.equals(Checkpoint.NONE)) {
        copy(path, form, out, before);
      }
      out.flush();
      next.replaceTarget();
      return new RecordLines(path, next, out);
    } catch (IOException e) {
      discard(next);
      throw new UsageException(
          option
              + ' '
              + ShownPath.of(path)
              + (e instanceof NoSuchFileException
                  ? ": there is no such directory"
                  : ": it can't be written"));
    }
  }

  private static void discard(@Nullable PrivateFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      return; // That it can't be written is told already.
    }
  }

  private static boolean isEarlierOne(Path path, Form form) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(MAX_START), StandardCharsets.UTF_8);
      return start.isEmpty() || form.isStart(start);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Copies the whole lines of settled records, to the byte; what a kill cut off, in the middle of a
   * letter even, is of one that isn't settled.
   */
  private static void copy(Path earlier, Form form, OutputStream out, Checkpoint before)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(earlier, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        OptionalLong record = form.record(line);
        if (record.isPresent() && before.contains(record.getAsLong())) {
          out.write((line + '\n').getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  /** Adds a line. */
  public void add(String line) {
    try {
      out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  /** Writes out what was added. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  @Override
  public void close() {
    try {
      out.flush();
      file.force();
      file.close();
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }
}
