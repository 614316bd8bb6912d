package com.treasuredata.tiktok.events.internal.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who but its owner may read, change or replace a file.
 *
 * <p>File systems without POSIX permissions are trusted: there the answer is that nobody may.
 */
public final class FileAccess {
  private static final Logger LOG = LoggerFactory.getLogger(FileAccess.class);

  /** Readable and writable by its owner, and by nobody else. */
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  /** In a directory with this bit only a file's owner may rename or delete it, as in /tmp. */
  private static final int STICKY = 01000;

  private static final String ROOT = "root";
  private static final Path THIS_PROCESS = Path.of("/proc/self");
  private static final Optional<String> THIS_USER = thisUser();

  private FileAccess() {}

  private static Optional<String> thisUser() {
    try {
      // Unlike ProcessHandle it knows a user without a name, as containers have them.
      return Optional.of(Files.getOwner(THIS_PROCESS).getName());
    } catch (IOException | UnsupportedOperationException e) {
      return ProcessHandle.current().info().user(); // Not Linux.
    }
  }

  /**
   * Returns a directory, {@code directory} or one above it, in which other users may put one file
   * in another's place; empty if there is none. A directory's private group, which bears its
   * owner's name, isn't counted.
   */
  public static Optional<Path> sharedDirectory(Path directory) throws IOException {
    if (!isPosix(directory)) {
      return Optional.empty();
    }
    Path real = existing(directory.toAbsolutePath()).toRealPath();
    for (Path place = real; place != null; place = place.getParent()) {
      if (isShared(place)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** Returns {@code directory}, or the nearest above it that there is. */
  private static Path existing(Path directory) {
    Path place = directory;
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }

  private static boolean isShared(Path directory) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(directory, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions = attributes.permissions();
    boolean byGroup =
        permissions.contains(PosixFilePermission.GROUP_WRITE)
            && !attributes.group().getName().equals(attributes.owner().getName());
    return (byGroup || permissions.contains(PosixFilePermission.OTHERS_WRITE))
        && !isSticky(directory);
  }

  private static boolean isSticky(Path directory) throws IOException {
    return directory.getFileSystem().supportedFileAttributeViews().contains("unix")
        && ((Integer) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
  }

  /**
   * Returns whether a file, or the link in its place, belongs to another user; root, whom nobody
   * can keep out, isn't counted.
   */
  public static boolean isAnothers(Path file) throws IOException {
    if (!isPosix(file) || THIS_USER.isEmpty()) {
      return false;
    }
    String owner = Files.getOwner(file, NOFOLLOW_LINKS).getName();
    return !owner.equals(THIS_USER.get()) && !owner.equals(ROOT);
  }

  /** Returns whether others than its owner may write to a file. */
  public static boolean othersMayWrite(Path file, LinkOption... options) throws IOException {
    return othersMay(
        file, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE, options);
  }

  private static boolean othersMay(
      Path file, PosixFilePermission group, PosixFilePermission others, LinkOption... options)
      throws IOException {
    if (!isPosix(file)) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, options);
    return permissions.contains(group) || permissions.contains(others);
  }

  /** Returns whether a file, or the link in its place, is ours, and nobody else may write to it. */
  public static boolean isOwn(Path file) throws IOException {
    return !othersMayWrite(file, NOFOLLOW_LINKS) && !isAnothers(file);
  }

  /** Warns in the log if others may read or write a regular file that holds secrets. */
  public static void warnIfOthersMayUse(Path file) throws IOException {
    boolean isShared =
        Files.isRegularFile(file)
            && (othersMayWrite(file)
                || othersMay(
                    file, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
    if (isShared) {
      LOG.warn("{} holds secrets, and others may use it: chmod 600 {}", file, file);
    }
  }

  /** Creates a directory, with those above it that are missing, for its owner only. */
  public static void createPrivateDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, attributes(directory, OWNER_ONLY_DIRECTORY));
  }

  static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
