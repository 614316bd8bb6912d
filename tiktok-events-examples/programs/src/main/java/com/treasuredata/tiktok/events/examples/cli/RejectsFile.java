package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.examples.input.Row;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file with a line of JSON for each record that was not delivered: its number, where it ended,
 * why, and TikTok's request id; and the row itself only if asked for. Only its owner may read it.
 */
final class RejectsFile implements AutoCloseable {
  /** How each line begins. */
  private static final Pattern START =
      Pattern.compile("\\{\"record\":([0-9]{1,18}),\"outcome\":\"");

  private static final int MAX_START = 60;

  private final Path path;
  private final PrivateFile file;
  private final OutputStream out;
  private final boolean withValues;

  private RejectsFile(Path path, PrivateFile file, OutputStream out, boolean withValues) {
    this.path = path;
    this.file = file;
    this.out = out;
    this.withValues = withValues;
  }

  /**
   * Opens the file, which takes the place of an earlier one.
   *
   * @param withValues whether rows are written, too
   * @param before the records whose lines of the earlier file are kept
   * @throws UsageException if something other than a file of its own is there, or it can't be
   *     written
   */
  static RejectsFile open(Path path, boolean withValues, Checkpoint before) {
    boolean exists = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (exists && !isEarlierOne(path)) {
      throw new UsageException(
          "--rejects %s: something else is there already; name a new file"
              .formatted(ShownPath.of(path)));
    }
    PrivateFile next = null;
    try {
      next = PrivateFile.beside(path);
      OutputStream out = new BufferedOutputStream(next);
      if (exists && !before.equals(Checkpoint.NONE)) {
        copy(path, out, before);
        out.flush();
      }
      next.replaceTarget();
      return new RejectsFile(path, next, out, withValues);
    } catch (IOException e) {
      discard(next);
      throw new UsageException(
          "--rejects "
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

  /** Nothing but an empty file or one that begins as a rejects file does is overwritten. */
  private static boolean isEarlierOne(Path path) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(MAX_START), StandardCharsets.UTF_8);
      return start.isEmpty() || START.matcher(start).lookingAt();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Copies the whole lines of settled records, to the byte; what a kill cut off, in the middle of a
   * letter even, is of one that isn't settled.
   */
  private static void copy(Path earlier, OutputStream out, Checkpoint before) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(earlier, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = START.matcher(line);
        if (matcher.lookingAt()
            && line.endsWith("}")
            && before.contains(Long.parseLong(matcher.group(1)))) {
          out.write((line + '\n').getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  void add(Row row, RecordResult failure) {
    try {
      out.write((line(row, failure) + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  private String line(Row row, RecordResult failure) {
    JsonLine line =
        new JsonLine()
            .with("record", failure.record())
            .with("outcome", failure.outcome().wireName())
            .with("reason", failure.reason().orElse(""));
    failure.key().ifPresent(key -> line.with("key", key));
    failure.eventId().ifPresent(id -> line.with("event_id", id));
    failure.requestId().ifPresent(id -> line.with("request_id", id));
    if (failure.rejectedTogetherWith() > 0) {
      line.with("refused_together_with", failure.rejectedTogetherWith());
    }
    if (!failure.violations().isEmpty()) {
      line.with(failure.violations());
    }
    if (withValues && row.problem() == null) {
      line.with("row", row.values());
    }
    return line.toString();
  }

  void flush() {
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
