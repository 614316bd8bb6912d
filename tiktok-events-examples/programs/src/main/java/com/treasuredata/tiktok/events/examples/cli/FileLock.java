package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps other processes from using the same resume file: a lock on a file beside it, which the end
 * of the process releases.
 */
final class FileLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private FileLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks {@code resumeFile}.
   *
   * @throws UsageException if another process has it, or it can't be locked
   */
  static FileLock of(Path resumeFile) {
    Path file = fileFor(resumeFile);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0) {
        throw new UsageException(
            "--resume "
                + ShownPath.of(resumeFile)
                + ": its lock would be "
                + file
                + ", where something else is");
      }
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      Object key = key(file);
      if (isLocked(channel) && Objects.equals(key, key(file))) {
        return new FileLock(file, channel);
      }
      channel.close();
    } catch (NoSuchFileException e) {
      if (resumeFile.toAbsolutePath().getParent() == null
          || !Files.isDirectory(resumeFile.toAbsolutePath().getParent())) {
        throw new UsageException(
            "--resume " + ShownPath.of(resumeFile) + ": there is no such directory");
      }
      // The process that had it has just ended.
    } catch (IOException e) {
      throw new UsageException("--resume " + ShownPath.of(resumeFile) + ": it can't be written");
    }
    throw new UsageException(
        "--resume "
            + ShownPath.of(resumeFile)
            + ": another process uses it just now; wait for its end, or name another file");
  }

  /** Returns the file whose lock is that of {@code resumeFile}. */
  static Path fileFor(Path resumeFile) {
    return resumeFile.resolveSibling("." + resumeFile.getFileName() + ".lock");
  }

  private static Object key(Path file) throws IOException {
    Object key =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return key == null ? file : key; // Some file systems have none.
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // This process has it already.
    }
  }

  /** Deleted while it is locked: who opened it before finds that it isn't there any more. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }
}
