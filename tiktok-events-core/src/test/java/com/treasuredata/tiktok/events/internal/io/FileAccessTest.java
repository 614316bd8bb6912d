package com.treasuredata.tiktok.events.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.treasuredata.tiktok.events.support.CapturedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAccessTest {
  @TempDir private Path directory;

  /** 01777 is /tmp's: there nobody may put a file in another user's file's place. */
  @ParameterizedTest
  @CsvSource({"0700,false", "0755,false", "0777,true", "0707,true", "01777,false"})
  void findsDirectoriesInWhichOthersMayReplaceFiles(String mode, boolean isShared)
      throws IOException {
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.setAttribute(jobs, "unix:mode", Integer.parseInt(mode, 8));

    assertThat(FileAccess.sharedDirectory(jobs).isPresent()).isEqualTo(isShared);
    assertThat(FileAccess.sharedDirectory(jobs.resolve("not/yet/there")).isPresent())
        .isEqualTo(isShared);
  }

  @Test
  void looksAboveADirectoryAndBehindALink() throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Path mine = Files.createDirectory(shared.resolve("mine"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), mine);
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(FileAccess.sharedDirectory(mine)).hasValue(shared.toRealPath());
    assertThat(FileAccess.sharedDirectory(link)).hasValue(shared.toRealPath());
  }

  /** Where each user has a group of the same name, files are often made for the group, too. */
  @Test
  void trustsADirectorysPrivateGroupOnly() throws IOException {
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.setPosixFilePermissions(jobs, PosixFilePermissions.fromString("rwxrwx---"));
    boolean isPrivate =
        Files.getOwner(jobs).getName().equals(Files.getAttribute(jobs, "posix:group").toString());

    assertThat(FileAccess.sharedDirectory(jobs).isEmpty()).isEqualTo(isPrivate);
  }

  @Test
  void warnsOfSecretsThatOthersMayRead() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "s3cret");

    for (String permissions : List.of("rw-r-----", "rw----r--", "rw-----w-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      assertThat(warnings(file))
          .singleElement()
          .asString()
          .contains("chmod 600 " + file)
          .doesNotContain("s3cret");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(warnings(file)).isEmpty();
    assertThat(warnings(Path.of("/dev/null"))).isEmpty();
  }

  private static List<String> warnings(Path file) {
    return CapturedLog.of(
        () -> {
          try {
            FileAccess.warnIfOthersMayUse(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Only root, as which tests run in containers, can make another user's file. */
  @Test
  void knowsTheFilesOfOtherUsers() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(FileAccess.isAnothers(file)).isFalse();
    assertThat(FileAccess.isAnothers(Path.of("/"))).isFalse();
    assumeTrue(Files.getOwner(Path.of("/")).equals(Files.getOwner(file)));
    Files.setAttribute(file, "unix:uid", 12345);

    assertThat(FileAccess.isAnothers(file)).isTrue();
  }
}
