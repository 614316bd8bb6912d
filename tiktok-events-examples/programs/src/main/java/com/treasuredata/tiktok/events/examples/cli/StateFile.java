package com.treasuredata.tiktok.events.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Option;

/** The option that says where {@code auth url} keeps the state for {@code auth exchange}. */
final class StateFile {
  /** In bytes; a state has 43. */
  private static final int MAX_LENGTH = 1_024;

  @Option(
      names = "--state-file",
      required = true,
      paramLabel = "FILE",
      description =
          "Where 'auth url' keeps the state that only TikTok's answer repeats, for 'auth exchange', which"
              + " deletes it; only its owner may read it.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  Path file;

  void write(String state) {
    try {
      writeForOwner(file.toAbsolutePath(), state + '\n');
    } catch (IOException e) {
      throw new UsageException(
          "--state-file " + file + " can't be written: " + e.getClass().getSimpleName());
    }
  }

  /** Writes beside the file and moves it there, so that a link in its place isn't followed. */
  private static void writeForOwner(Path file, String text) throws IOException {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] forOwner =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path next = Files.createTempFile(file.resolveSibling(""), ".state", ".tmp", forOwner);
    try {
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  String read() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_LENGTH + 1);
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "--state-file " + file + ": there is no such file; 'tiktok-events auth url' makes one");
    } catch (IOException e) {
      throw new UsageException(
          "--state-file " + file + " can't be read: " + e.getClass().getSimpleName());
    }
    String state = new String(bytes, StandardCharsets.UTF_8).strip();
    if (state.isEmpty() || bytes.length > MAX_LENGTH) {
      throw new UsageException(
          "--state-file " + file + " holds no state; 'tiktok-events auth url' makes one");
    }
    return state;
  }

  /** Forgets the state: an answer is taken once. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }
}
