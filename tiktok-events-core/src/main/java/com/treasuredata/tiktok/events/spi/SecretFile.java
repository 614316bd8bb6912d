package com.treasuredata.tiktok.events.spi;

import com.treasuredata.tiktok.events.internal.io.FileAccess;
import com.treasuredata.tiktok.events.internal.io.IoReason;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads, replaces and deletes files that hold a secret. On file systems without POSIX permissions
 * nobody is kept out.
 *
 * <p>Safe for use by several threads.
 */
public final class SecretFile {
  private static final int MAX_LINKS = 40;

  /** A temporary file that is older was left by a process that was killed. */
  private static final Duration LEFT_OVER = Duration.ofMinutes(1);

  private SecretFile() {}

  /**
   * Returns what a file holds, as UTF-8; a pipe, as of {@code <(vault read token)}, has 30 seconds
   * to give it.
   *
   * @param limit the most bytes that it may hold
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it can't be read, or holds more; {@link #reason} says why
   */
  public static String read(Path file, int limit) throws IOException {
    byte[] bytes = SmallFile.read(Objects.requireNonNull(file, "file"), limit);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Logs a warning if others than its owner may read or write a file.
   *
   * @throws IOException if that can't be found out
   */
  public static void warnIfOthersMayUse(Path file) throws IOException {
    FileAccess.warnIfOthersMayUse(Objects.requireNonNull(file, "file"));
  }

  /**
   * Puts {@code text} in the place of what {@code ownPlace} holds: whole or not at all, on the disk
   * when this returns, and for its owner only. Missing directories are made for the owner only.
   *
   * @param ownPlace a file that {@link #ownPlace} returned
   * @throws IOException if it can't be written
   */
  public static void replace(Path ownPlace, String text) throws IOException {
    Objects.requireNonNull(text, "text");
    FileAccess.createPrivateDirectory(directory(Objects.requireNonNull(ownPlace, "ownPlace")));
    PrivateFile.deleteLeftovers(ownPlace, LEFT_OVER);
    try (PrivateFile next = PrivateFile.beside(ownPlace)) {
      next.write(text);
      next.force();
      next.replaceTarget();
      next.forceMove();
    }
  }

  /**
   * Deletes a file, if there is one, and what a killed process left beside it.
   *
   * @param ownPlace a file that {@link #ownPlace} returned
   * @throws IOException if it can't be deleted
   */
  public static void delete(Path ownPlace) throws IOException {
    Files.deleteIfExists(Objects.requireNonNull(ownPlace, "ownPlace"));
    PrivateFile.deleteLeftovers(ownPlace, Duration.ZERO);
  }

  /**
   * Returns {@code file}, or where the link in its place leads: whoever reads the secret there must
   * not be left with an old one.
   *
   * @throws IOException if a directory on the way, or one above it, may be written by other users
   *     and isn't sticky as {@code /tmp} is, so that they could put an own file in this one's
   *     place; if a link is another user's; or if links lead in a circle
   */
  public static Path ownPlace(Path file) throws IOException {
    Path place = Objects.requireNonNull(file, "file").toAbsolutePath();
    requireNotShared(place);
    for (int links = 0; Files.isSymbolicLink(place); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemException(place.toString(), null, "its links lead in a circle");
      }
      if (FileAccess.isAnothers(place)) {
        throw new FileSystemException(
            place.toString(), null, "it is a link, which another user made");
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
      requireNotShared(place);
    }
    return place;
  }

  private static void requireNotShared(Path file) throws IOException {
    Optional<Path> shared = FileAccess.sharedDirectory(directory(file));
    if (shared.isPresent()) {
      throw new FileSystemException(
          file.toString(),
          null,
          "other users may replace files in %s: keep the file in a directory of your own, or chmod go-w %s"
              .formatted(shared.get(), shared.get()));
    }
  }

  private static Path directory(Path file) {
    return file.resolveSibling("").normalize();
  }

  /**
   * Returns why a file can't be used, in words such as {@code permission denied}, for a message
   * that names the file itself.
   */
  public static String reason(IOException failure) {
    return IoReason.of(Objects.requireNonNull(failure, "failure"));
  }
}
