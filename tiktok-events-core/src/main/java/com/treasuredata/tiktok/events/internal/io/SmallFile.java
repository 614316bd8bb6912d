package com.treasuredata.tiktok.events.internal.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads files that hold little, whatever is found under their names: the limit counts bytes that
 * were read, since a device says that it holds none.
 */
public final class SmallFile {
  /** How long a pipe has to give what it holds; a program may have to fetch it first. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SmallFile() {}

  /**
   * Reads a file; what is no regular one, as the pipe of {@code <(vault read token)}, has 30
   * seconds to give all that it holds.
   *
   * @param limit the most bytes that it may hold
   * @throws FileTooLongException if it holds more
   * @throws InterruptedIOException if the thread is interrupted, which stays so
   * @throws IOException if it can't be read, or not in time
   */
  public static byte[] read(Path file, int limit) throws IOException {
    return read(file, limit, PATIENCE);
  }

  static byte[] read(Path file, int limit, Duration patience) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).isOther()
        ? readPipe(file, limit, patience)
        : readAtMost(file, limit);
  }

  /**
   * Reads a file that must be a regular one.
   *
   * @param limit the most bytes that it may hold
   * @throws FileTooLongException if it holds more
   * @throws IOException if it is a link or no regular file, or can't be read
   */
  public static byte[] readRegular(Path file, int limit) throws IOException {
    // Looked at before it is opened: to open a pipe is to wait for its writer.
    if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "it is no regular file");
    }
    return readAtMost(file, limit, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] readAtMost(Path file, int limit, OpenOption... options) throws IOException {
    try (InputStream in = Files.newInputStream(file, options)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new FileTooLongException(file, limit);
      }
      return bytes;
    }
  }

  /** To open a pipe waits for a writer, and no interrupt ends that: so another thread does it. */
  private static byte[] readPipe(Path file, int limit, Duration patience) throws IOException {
    FutureTask<byte[]> reading = new FutureTask<>(() -> readAtMost(file, limit));
    Thread reader = new Thread(reading, "tiktok-events-read-pipe");
    reader.setDaemon(true);
    reader.start();
    try {
      return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FileSystemException(
          file.toString(),
          null,
          "it is a pipe or a device, and didn't end within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new AssertionError("reading throws nothing else", e.getCause());
    } finally {
      reading.cancel(true);
    }
  }
}
