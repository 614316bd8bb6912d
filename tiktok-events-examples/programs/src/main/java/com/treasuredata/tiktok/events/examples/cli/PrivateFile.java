package com.treasuredata.tiktok.events.examples.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that only its owner may read, and that takes another's place in one step. It is opened
 * once, under a random name, and written through that one channel: what is put in its place
 * meanwhile is neither written nor taken for it.
 */
final class PrivateFile implements Closeable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path temporary;
  private final FileChannel channel;
  private final @Nullable Object identity;
  private boolean isPlaced;

  private PrivateFile(Path temporary, FileChannel channel) throws IOException {
    this.temporary = temporary;
    this.channel = channel;
    this.identity = identity(temporary);
  }

  /** Returns an empty file that is to take the place of {@code file}. */
  static PrivateFile toReplace(Path file) throws IOException {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    Path temporary =
        file.resolveSibling(
            "." + file.getFileName() + "." + HexFormat.of().formatHex(random) + ".tmp");
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] forOwner =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return new PrivateFile(temporary, FileChannel.open(temporary, options, forOwner));
  }

  OutputStream out() {
    return Channels.newOutputStream(channel);
  }

  /** Forces what was written to the disk. */
  void force() throws IOException {
    channel.force(true);
  }

  /**
   * Puts this file in the place of {@code file}, which need not be there; it stays open.
   *
   * @throws IOException if it can't, or if what is there then is another file
   */
  void place(Path file) throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    isPlaced = true;
    if (!Objects.equals(identity, identity(file))) {
      throw new IOException("another program put a file of its own in the place of " + file);
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Closes the file; one that took no other's place is deleted. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!isPlaced) {
      Files.deleteIfExists(temporary);
    }
  }
}
