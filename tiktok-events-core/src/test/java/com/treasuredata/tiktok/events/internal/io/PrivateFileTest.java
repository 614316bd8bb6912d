package com.treasuredata.tiktok.events.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir private Path directory;

  @Test
  void takesTheTargetsPlaceInOneStepAndIsItsOwnersOnly() throws IOException {
    Path target = Files.writeString(directory.resolve("grant"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));

    try (PrivateFile next = PrivateFile.beside(target)) {
      next.write("né");
      next.write("w");
      assertThat(target).hasContent("old");
      next.force();
      next.replaceTarget();
      next.forceMove();
    }

    assertThat(target).hasContent("néw");
    assertThat(permissions(target)).isEqualTo("rw-------");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void leavesNothingBehindIfItIsNotMoved() throws IOException {
    Path target = directory.resolve("grant");
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.createFile(folder.resolve("file"));

    try (PrivateFile abandoned = PrivateFile.beside(target)) {
      abandoned.write("s3cret");
    }
    assertThatThrownBy(
            () -> {
              try (PrivateFile next = PrivateFile.beside(folder)) {
                next.replaceTarget();
              }
            })
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PrivateFile.beside(directory.resolve("no/such")))
        .isInstanceOf(NoSuchFileException.class);

    assertThat(files()).containsExactly(folder);
  }

  /** As another account does that may write in the directory: the first step of a theft. */
  @Test
  void givesNothingToWhoeverPutsAFileInItsPlaceAndFindsOut() throws IOException {
    Path target = directory.resolve("grant");

    try (PrivateFile next = PrivateFile.beside(target)) {
      Path temporary = files().findFirst().orElseThrow();
      Files.delete(temporary);
      Files.createFile(temporary);
      next.write("s3cret");

      assertThatThrownBy(next::replaceTarget)
          .isInstanceOf(ReplacedFileException.class)
          .hasMessageContaining("somebody else replaced it")
          .hasMessageContaining(target.toString());
    }

    assertThat(target).isEmptyFile();
  }

  @Test
  void overwritesNothingThroughALinkInItsPlace() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "mine");
    Path target = directory.resolve("grant");

    try (PrivateFile next = PrivateFile.beside(target)) {
      Path temporary = files().filter(file -> !file.equals(precious)).findFirst().orElseThrow();
      Files.delete(temporary);
      Files.createSymbolicLink(temporary, precious);
      next.write("s3cret");

      assertThatThrownBy(next::replaceTarget).isInstanceOf(ReplacedFileException.class);
    }

    assertThat(precious).hasContent("mine");
  }

  @Test
  void replacesALinkInTheTargetsPlaceAndDoesNotFollowIt() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "mine");
    Path target = Files.createSymbolicLink(directory.resolve("grant"), precious);

    try (PrivateFile next = PrivateFile.beside(target)) {
      next.write("s3cret");
      next.replaceTarget();
    }

    assertThat(precious).hasContent("mine");
    assertThat(target).hasContent("s3cret");
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @Test
  void takesMoreAfterItWasMoved() throws IOException {
    Path target = directory.resolve("rejects");

    try (PrivateFile next = PrivateFile.beside(target)) {
      next.write("a");
      next.replaceTarget();
      next.write("b");
    }

    assertThat(target).hasContent("ab");
  }

  /** A signal interrupts the export, whose last lines must be written nonetheless. */
  @Test
  void isWrittenByAThreadThatIsInterrupted() throws IOException {
    Path target = directory.resolve("rejects");

    Thread.currentThread().interrupt();
    try (PrivateFile next = PrivateFile.beside(target)) {
      next.write("a".repeat(100_000));
      next.force();
      next.replaceTarget();
      next.forceMove();
      next.write('b');
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(target).hasContent("a".repeat(100_000) + "b");
  }

  @Test
  @SuppressWarnings("resource") // As a kill leaves it.
  void deletesWhatKilledProcessesLeftAndNothingElse() throws IOException {
    Path target = directory.resolve("grant");
    PrivateFile.beside(target).write("s3cret");
    Path left = files().findFirst().orElseThrow();
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(90)));
    PrivateFile.beside(target).write("s3cret");
    Path atWork = files().filter(file -> !file.equals(left)).findFirst().orElseThrow();
    Path like = Files.createFile(directory.resolve(".grant.mine.tmp"));
    Path others = Files.createFile(directory.resolve(".grant2.0123456789abcdef.tmp"));

    PrivateFile.deleteLeftovers(target, Duration.ofMinutes(1));
    assertThat(files()).containsExactlyInAnyOrder(atWork, like, others);

    PrivateFile.deleteLeftovers(target, Duration.ZERO);
    PrivateFile.deleteLeftovers(directory.resolve("no/such"), Duration.ZERO);
    assertThat(files()).containsExactlyInAnyOrder(like, others);
  }

  private Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
