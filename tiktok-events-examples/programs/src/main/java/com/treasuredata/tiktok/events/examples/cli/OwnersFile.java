package com.treasuredata.tiktok.events.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes a file that only its owner may read, and puts it in another's place in one step, so that
 * whatever ends the process leaves a whole one.
 */
final class OwnersFile {
  private OwnersFile() {}

  /** Returns an empty file that is to take the place of {@code file}. */
  static Path next(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] forOwner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.createFile(next, forOwner);
  }

  /** Puts {@code next} in the place of {@code file}, which need not be there. */
  static void replace(Path file, Path next) throws IOException {
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
