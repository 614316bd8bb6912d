package com.treasuredata.tiktok.events.examples.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    Path file = resumeFile.resolveSibling(resumeFile.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      if (isLocked(channel)) {
        return new FileLock(file, channel);
      }
      channel.close();
    } catch (NoSuchFileException e) {
      throw new UsageException("--resume " + resumeFile + ": there is no such directory");
    } catch (IOException e) {
      throw new UsageException("--resume " + resumeFile + ": it can't be written");
    }
    throw new UsageException(
        "--resume "
            + resumeFile
            + ": another process uses it just now; wait for its end, or name another file");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // This process has it already.
    }
  }

  /** Deleted while it is locked, so that the file of another process isn't. */
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
