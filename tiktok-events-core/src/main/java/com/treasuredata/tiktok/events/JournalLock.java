package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.io.IoReason;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from using the same journal, in this process too: a lock on a file beside it, which
 * the end of the process releases.
 */
final class JournalLock implements AutoCloseable {
  /**
   * The files that this process has locked: to open and close one of them again would release its
   * lock on POSIX systems.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private JournalLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a journal.
   *
   * @throws JournalException if somebody else has it, or it can't be locked
   */
  static JournalLock of(Path journal) {
    String name = ShownPath.of(journal);
    try {
      Path file = real(fileFor(journal));
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0) {
        throw JournalException.of(
            name + ": its lock would be " + ShownPath.of(file) + ", where something else is");
      }
      if (!HELD.add(file)) {
        throw ownUse(name);
      }
      FileChannel channel = lock(file);
      if (channel != null) {
        return new JournalLock(file, channel);
      }
    } catch (OverlappingFileLockException e) {
      throw ownUse(name); // By a copy of this class, as of another plugin.
    } catch (NoSuchFileException e) {
      throw JournalException.of(name + ": there is no such directory");
    } catch (IOException e) {
      throw JournalException.of(name + ": it can't be written: " + IoReason.of(e));
    }
    throw JournalException.inUse(
        name + ": another process uses it just now; wait for its end, or name another file");
  }

  private static JournalException ownUse(String name) {
    return JournalException.inUse(
        name
            + ": this process has it open already; close that journal first, or name another file");
  }

  /** Returns the file by the one name that it has, whichever way led there. */
  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    return directory == null ? absolute : directory.toRealPath().resolve(absolute.getFileName());
  }

  /** Returns the channel that holds the lock; nothing if another process has it. */
  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel = null;
    boolean isLocked = false;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      Object key = key(file);
      isLocked = channel.tryLock() != null && Objects.equals(key, key(file));
      return isLocked ? channel : null;
    } catch (NoSuchFileException e) {
      return null; // The process that had it has just ended.
    } finally {
      if (!isLocked) {
        HELD.remove(file);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** Returns the file whose lock is that of {@code journal}. */
  static Path fileFor(Path journal) {
    return journal.resolveSibling("." + journal.getFileName() + ".lock");
  }

  private static Object key(Path file) throws IOException {
    Object key =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return key == null ? file : key; // Some file systems have none.
  }

  /**
   * Deletes the lock file while it is locked, so that a process that has opened it before finds it
   * gone.
   */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw JournalException.of("can't delete " + ShownPath.of(file) + ": " + IoReason.of(e), e);
    } finally {
      HELD.remove(file);
    }
  }
}
