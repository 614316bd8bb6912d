package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.io.FileAccess;
import com.treasuredata.tiktok.events.internal.io.IoReason;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.internal.io.SmallFile;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a journal: named texts, one a line as {@link Properties} read them. It is replaced in
 * one step, so that whoever reads it finds all of an older or all of a newer one. Not safe for use
 * by several threads.
 */
final class JournalFile {
  private static final Logger LOG = LoggerFactory.getLogger(ExportJournal.class);

  /** In bytes; a checkpoint with a hole in each of 100,000 batches takes less. */
  private static final int MAX_LENGTH = 1 << 24;

  /** No process takes as long to write the file; it is locked besides. */
  private static final Duration LEFTOVER_AGE = Duration.ZERO;

  /** Between two writes that wait until the file is on the disk, if none must. */
  private static final Duration FORCE_INTERVAL = Duration.ofSeconds(1);

  private final Path path;
  private long forcedAt = System.nanoTime();
  private boolean isOnDisk = true;

  JournalFile(Path path) {
    this.path = path;
  }

  /** Returns its name for messages. */
  String shown() {
    return ShownPath.of(path);
  }

  /**
   * Returns what is in the file; nothing if there is none.
   *
   * @param required the name of a text without which it is no journal's
   * @throws JournalException if it is something else, or others may have written it
   */
  Properties read(String required) {
    Properties found = new Properties();
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    try {
      // Who may write it could have records passed over.
      if (!FileAccess.isOwn(path)) {
        throw JournalException.of(
            shown() + ": it belongs to another user, or others may write it; name a new file");
      }
      byte[] bytes = SmallFile.readRegular(path, MAX_LENGTH);
      found.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw somethingElse();
    }
    if (!found.containsKey(required)) { // An empty one must not begin from the first record.
      throw somethingElse();
    }
    return found;
  }

  JournalException somethingElse() {
    return JournalException.of(shown() + ": something else is there already; name a new file");
  }

  /**
   * Makes sure that the file can be written, and deletes what killed processes left beside it.
   *
   * @throws JournalException if it can't
   */
  void prepare() {
    try {
      PrivateFile.deleteLeftovers(path, LEFTOVER_AGE);
    } catch (IOException e) {
      throw JournalException.of(shown() + ": its directory can't be read: " + IoReason.of(e));
    }
    try (PrivateFile probe = PrivateFile.beside(path)) {
      probe.force();
    } catch (IOException e) {
      throw JournalException.of(shown() + ": it can't be written: " + IoReason.of(e));
    }
  }

  /** Warns in the log of a directory in which other users may put a file in its place. */
  void warnIfOthersMayReplace() {
    try {
      FileAccess.sharedDirectory(path.toAbsolutePath().resolveSibling(""))
          .ifPresent(
              directory ->
                  LOG.warn(
                      "{}: other users may replace files in {}; use a directory of your own",
                      shown(),
                      ForeignText.escaped(directory.toString())));
    } catch (IOException e) {
      LOG.debug("{}: it can't be told who may replace it: {}", shown(), IoReason.of(e));
    }
  }

  /**
   * Replaces the file, and waits until it is on the disk if it didn't for a second.
   *
   * @param mustBeOnDisk whether to wait in any case
   * @throws JournalException if it can't be written
   */
  void write(Map<String, String> texts, boolean mustBeOnDisk) {
    boolean isForced = mustBeOnDisk || System.nanoTime() - forcedAt >= FORCE_INTERVAL.toNanos();
    StringBuilder lines = new StringBuilder();
    texts.forEach((name, value) -> append(lines, name, value));
    try (PrivateFile next = PrivateFile.beside(path)) {
      next.write(lines.toString());
      if (isForced) {
        next.force();
      }
      next.replaceTarget();
      if (isForced) {
        next.forceMove();
      }
    } catch (IOException e) {
      throw cantWrite(e);
    }
    isOnDisk = isForced;
    forcedAt = isForced ? System.nanoTime() : forcedAt;
  }

  /** Returns whether a loss of power would leave what was written last. */
  boolean isOnDisk() {
    return isOnDisk;
  }

  /** A backslash begins an escape in such a file, and a line feed ends a value. */
  private static void append(StringBuilder lines, String name, String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\f", "\\f");
    lines
        .append(name)
        .append('=')
        .append(escaped.startsWith(" ") ? "\\" + escaped : escaped)
        .append('\n');
  }

  /**
   * Deletes the file.
   *
   * @throws JournalException if it can't be
   */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw cantWrite(e);
    }
  }

  private JournalException cantWrite(IOException e) {
    return JournalException.of("can't write " + shown() + ": " + IoReason.of(e), e);
  }
}
