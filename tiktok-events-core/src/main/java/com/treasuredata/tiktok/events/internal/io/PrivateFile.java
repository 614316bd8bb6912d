package com.treasuredata.tiktok.events.internal.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A new file that only its owner may read, written beside another and then moved into its place in
 * one step.
 *
 * <p>It is opened once, under a name that nobody can know before, and written through the open
 * channel: whoever puts another file under that name gets nothing of what is written, and {@link
 * #replaceTarget} finds out. It takes more after it was moved; one that isn't is deleted when it is
 * closed. An interrupt neither ends nor disturbs what it does. For one thread at a time.
 *
 * <pre>{@code
 * try (PrivateFile next = PrivateFile.beside(file)) {
 *   next.write(text);
 *   next.force();
 *   next.replaceTarget();
 * }
 * }</pre>
 */
public final class PrivateFile extends OutputStream {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 8;
  private static final String SUFFIX = ".tmp";

  private final Path target;
  private final Path temporary;

  /** An interrupt would close a {@code FileChannel}, and the last lines would be lost. */
  private final AsynchronousFileChannel channel;

  private final @Nullable Object key;
  private long length;
  private boolean isMoved;

  private PrivateFile(
      Path target, Path temporary, AsynchronousFileChannel channel, @Nullable Object key) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.key = key;
  }

  /**
   * Creates a file in the directory of {@code target}, whose place it will take.
   *
   * @throws NoSuchFileException if there is no such directory
   * @throws IOException if no file can be made there, or if another user put one in its place
   */
  public static PrivateFile beside(Path target) throws IOException {
    Path place = target.toAbsolutePath();
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    Path temporary =
        place.resolveSibling(prefix(place) + HexFormat.of().formatHex(random) + SUFFIX);
    FileAttribute<?>[] ownerOnly = FileAccess.attributes(place, FileAccess.OWNER_ONLY);
    AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(
            temporary, Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS), null, ownerOnly);
    try {
      return new PrivateFile(place, temporary, channel, keyOfNew(temporary));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /** Returns what tells the file just made from all others, if it is still what the name means. */
  private static @Nullable Object keyOfNew(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (!attributes.isRegularFile() || attributes.size() > 0) {
      throw new ReplacedFileException(file);
    }
    return attributes.fileKey();
  }

  /** Adds {@code text} in UTF-8. */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, from, count);
    while (left.hasRemaining()) {
      length += await(channel.write(left, length));
    }
  }

  private static int await(Future<Integer> written) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return written.get();
        } catch (InterruptedException e) {
          interrupted = true; // The write goes on, and its buffer is in use.
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until all that was written is on the disk. */
  public void force() throws IOException {
    channel.force(true);
  }

  /**
   * Moves the file to the target's place; a link there is replaced, not followed.
   *
   * @throws ReplacedFileException if it wasn't this file that was moved: somebody else may write in
   *     the directory, and the target is no more what it was
   */
  public void replaceTarget() throws IOException {
    Files.move(temporary, target, ATOMIC_MOVE);
    isMoved = true;
    Object moved =
        Files.readAttributes(target, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey();
    if (!Objects.equals(moved, key)) {
      throw new ReplacedFileException(target);
    }
  }

  /** Waits until it is on the disk, too, that the file was moved, where a file system can. */
  public void forceMove() throws IOException {
    Path directory = Objects.requireNonNull(target.getParent(), "an absolute path has a parent");
    AsynchronousFileChannel opened;
    try {
      opened = AsynchronousFileChannel.open(directory, READ);
    } catch (IOException e) {
      return; // Windows opens no directory, and writes moves down itself.
    }
    try (opened) {
      opened.force(true);
    }
  }

  /** Closes the file, and deletes it unless it was moved. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!isMoved) {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Deletes what processes that were killed left behind beside {@code target}.
   *
   * @param age how old a file must be; younger ones may be another process's, still at work
   */
  public static void deleteLeftovers(Path target, Duration age) throws IOException {
    Path place = target.toAbsolutePath();
    Path directory = place.getParent();
    if (directory == null) {
      return;
    }
    Instant latest = Instant.now().minus(age);
    Pattern name =
        Pattern.compile(
            Pattern.quote(prefix(place))
                + "[0-9a-f]{"
                + 2 * RANDOM_BYTES
                + '}'
                + Pattern.quote(SUFFIX));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            directory, file -> name.matcher(file.getFileName().toString()).matches())) {
      for (Path file : files) {
        deleteIfOwn(file, latest);
      }
    } catch (NoSuchFileException e) {
      // No directory, no leftovers.
    }
  }

  private static void deleteIfOwn(Path file, Instant latest) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // Another process's, which is done with it.
    }
    if (attributes.isRegularFile()
        && !attributes.lastModifiedTime().toInstant().isAfter(latest)
        && !FileAccess.isAnothers(file)) {
      Files.deleteIfExists(file);
    }
  }
}
