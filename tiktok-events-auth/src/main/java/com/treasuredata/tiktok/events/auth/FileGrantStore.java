package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.internal.io.FileAccess;
import com.treasuredata.tiktok.events.internal.io.FileTooLongException;
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
import java.util.Optional;

/** Keeps a grant in a file, as one line of JSON. Safe for use by several threads. */
final class FileGrantStore implements GrantStore {
  private static final int MAX_LENGTH = 4 << 20;
  private static final int MAX_LINKS = 40;

  /** Another process has written its grant after this time, or was killed. */
  private static final Duration LEFT_OVER = Duration.ofMinutes(1);

  private final Path file;

  /** Looks at the directory, so that nobody gets a grant that can't be kept. */
  FileGrantStore(Path file) {
    this.file = file.toAbsolutePath();
    try {
      place();
    } catch (IOException e) {
      throw failed("used", e);
    }
  }

  @Override
  public synchronized Optional<OAuthGrant> load() {
    try {
      Path place = place();
      byte[] bytes = SmallFile.read(place, MAX_LENGTH);
      FileAccess.warnIfOthersMayUse(place);
      return Optional.of(OAuthGrant.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileTooLongException e) {
      throw CredentialsException.of(Reason.UNUSABLE, file + " is too long for a grant", e);
    } catch (IOException e) {
      throw failed("read", e);
    } catch (CredentialsException e) {
      throw CredentialsException.of(Reason.UNUSABLE, file + ": " + e.getMessage(), e);
    }
  }

  /** Writes beside the file and moves it there, so that nobody ever reads half a grant. */
  @Override
  public synchronized void save(OAuthGrant grant) {
    try {
      Path place = place();
      FileAccess.createPrivateDirectory(directory(place));
      PrivateFile.deleteLeftovers(place, LEFT_OVER);
      try (PrivateFile next = PrivateFile.beside(place)) {
        next.write(grant.toJson() + '\n');
        next.force();
        next.replaceTarget();
        next.forceMove();
      }
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  @Override
  public synchronized void delete() {
    try {
      Path place = place();
      Files.deleteIfExists(place);
      PrivateFile.deleteLeftovers(place, Duration.ZERO);
    } catch (IOException e) {
      throw failed("deleted", e);
    }
  }

  /**
   * Returns the file, or where the link in its place leads: whoever reads the grant there must not
   * be left with an old one. Each directory on the way must be safe from other users.
   */
  private Path place() throws IOException {
    Path place = file;
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
          "other users may replace files in %s: keep the grant in a directory of your own, or chmod go-w %s"
              .formatted(shared.get(), shared.get()));
    }
  }

  private static Path directory(Path file) {
    return file.resolveSibling("").normalize();
  }

  private CredentialsException failed(String done, IOException e) {
    return CredentialsException.of(
        Reason.UNUSABLE, "%s can't be %s: %s".formatted(file, done, IoReason.of(e)), e);
  }

  @Override
  public String toString() {
    return "GrantStore[" + file + ']';
  }
}
