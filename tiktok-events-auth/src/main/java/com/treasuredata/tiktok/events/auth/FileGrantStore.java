package com.treasuredata.tiktok.events.auth;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a grant in a file, as one line of JSON. Safe for use by several threads. */
final class FileGrantStore implements GrantStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileGrantStore.class);
  private static final long LONGEST = 4 << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private final Path file;

  FileGrantStore(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public synchronized Optional<OAuthGrant> load() {
    try {
      if (Files.size(file) > LONGEST) {
        throw CredentialsException.of(Reason.UNUSABLE, file + " is too long for a grant");
      }
      warnIfOthersMayRead();
      return Optional.of(OAuthGrant.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", e);
    } catch (CredentialsException e) {
      throw CredentialsException.of(Reason.UNUSABLE, file + ": " + e.getMessage(), e);
    }
  }

  private void warnIfOthersMayRead() throws IOException {
    if (isPosix()) {
      Set<PosixFilePermission> others = new HashSet<>(Files.getPosixFilePermissions(file));
      others.removeAll(OWNER_ONLY);
      if (!others.isEmpty()) {
        LOG.warn("{} holds secrets, and others may use it: chmod 600 {}", file, file);
      }
    }
  }

  /** Writes beside the file and moves it there, so that nobody ever reads half a grant. */
  @Override
  public synchronized void save(OAuthGrant grant) {
    try {
      Path target = target();
      Path directory = target.resolveSibling("").normalize();
      Files.createDirectories(directory, attributes(OWNER_ONLY_DIRECTORY));
      Path written =
          Files.createTempFile(
              directory, '.' + target.getFileName().toString(), ".tmp", attributes(OWNER_ONLY));
      try {
        write(written, grant.toJson() + '\n');
        Files.move(written, target, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  /** A link stays one: whoever reads the file that it names gets the new grant as well. */
  private Path target() throws IOException {
    return Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  @Override
  public synchronized void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("deleted", e);
    }
  }

  private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private CredentialsException failed(String done, IOException e) {
    return CredentialsException.of(
        Reason.UNUSABLE,
        "%s can't be %s: %s".formatted(file, done, e.getClass().getSimpleName()),
        e);
  }

  @Override
  public String toString() {
    return "GrantStore[" + file + ']';
  }
}
