package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.support.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LongLivedTokenProviderTest {
  private static final AccessToken FIRST = AccessToken.of("first-t0ken");
  private static final AccessToken SECOND = AccessToken.of("second-t0ken");

  @TempDir private Path directory;

  private Path file(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static Reason reason(AccessTokenProvider tokens) {
    return catchThrowableOfType(CredentialsException.class, tokens::token).reason();
  }

  @Test
  void servesAGivenToken() {
    assertThat(LongLivedTokenProvider.of(" first-t0ken\n").token()).isEqualTo(FIRST);
    assertThatThrownBy(() -> LongLivedTokenProvider.of("first t0ken"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("t0ken;");
  }

  @Test
  void servesTheTokenInAnEnvironmentVariable() {
    Map<String, String> environment =
        Map.of("TIKTOK_ACCESS_TOKEN", "first-t0ken\n", "BLANK", " ", "BROKEN", "two t0kens");

    assertThat(
            LongLivedTokenProvider.fromEnvironment("TIKTOK_ACCESS_TOKEN", environment::get).token())
        .isEqualTo(FIRST);
    assertThat(reason(LongLivedTokenProvider.fromEnvironment("BLANK", environment::get)))
        .isEqualTo(Reason.ABSENT);
    LongLivedTokenProvider broken =
        LongLivedTokenProvider.fromEnvironment("BROKEN", environment::get);
    assertThat(reason(broken)).isEqualTo(Reason.UNUSABLE);
    assertThatThrownBy(broken::token)
        .hasMessageContaining("environment variable BROKEN: access token has white space")
        .hasMessageNotContaining("t0kens");
  }

  @Test
  void readsTheProcesssOwnEnvironment() {
    String variable = "NO_SUCH_VARIABLE_IN_ANY_TEST";

    assertThatThrownBy(LongLivedTokenProvider.fromEnvironment(variable)::token)
        .hasMessage("environment variable NO_SUCH_VARIABLE_IN_ANY_TEST is not set");
    assertThat(LongLivedTokenProvider.fromEnvironment())
        .hasToString("LongLivedTokenProvider[environment variable TIKTOK_ACCESS_TOKEN]");
  }

  @Test
  void servesTheTokenInAFileAndReadsItAgainWhenItChanges() throws IOException {
    Path file = file("\uFEFFfirst-t0ken\r\n");
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(file);
    assertThat(tokens.token()).isEqualTo(FIRST);

    Files.writeString(file, "second-t0ken");

    assertThat(tokens.token()).isEqualTo(SECOND);
  }

  @Test
  void doesNotReadAFileThatDidNotChange() throws IOException {
    Path file = file("first-t0ken");
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(file, time);
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(file);
    assertThat(tokens.token()).isEqualTo(FIRST);

    Files.writeString(file, "other-t0ken");
    Files.setLastModifiedTime(file, time);

    assertThat(tokens.token()).isEqualTo(FIRST);
  }

  @Test
  void readsAFileAgainAfterARefusalEvenIfItSeemsUnchanged() throws IOException {
    Path file = file("first-t0ken");
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(file, time);
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(file);
    assertThat(tokens.token()).isEqualTo(FIRST);
    Files.writeString(file, "other-t0ken");
    Files.setLastModifiedTime(file, time);

    tokens.invalidate(SECOND);
    assertThat(tokens.token()).isEqualTo(FIRST);

    tokens.invalidate(FIRST);
    assertThat(tokens.token()).isEqualTo(AccessToken.of("other-t0ken"));
  }

  @Test
  void servesTheLastTokenWhileAFileIsBeingWrittenAndSaysSoOnce() throws IOException {
    Path file = file("first-t0ken");
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(file);
    assertThat(tokens.token()).isEqualTo(FIRST);

    Files.writeString(file, "");
    List<String> log =
        CapturedLog.of(
            () -> {
              assertThat(tokens.token()).isEqualTo(FIRST);
              assertThat(tokens.token()).isEqualTo(FIRST);
            });
    Files.delete(file);
    assertThat(tokens.token()).isEqualTo(FIRST);
    Files.writeString(file, "second-t0ken");

    assertThat(tokens.token()).isEqualTo(SECOND);
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("access token is blank").doesNotContain("first-t0ken");
  }

  @Test
  void neverServesARefusedTokenFromMemory() throws IOException {
    Path file = file("first-t0ken");
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(file);
    assertThat(tokens.token()).isEqualTo(FIRST);
    Files.delete(file);

    tokens.invalidate(FIRST);

    assertThat(reason(tokens)).isEqualTo(Reason.ABSENT);
  }

  @Test
  void saysWhyAFileGivesNoToken() throws IOException {
    LongLivedTokenProvider missing =
        LongLivedTokenProvider.fromFile(directory.resolve("no-such-file"));
    assertThat(reason(missing)).isEqualTo(Reason.ABSENT);
    assertThatThrownBy(missing::token).hasMessageContaining("no-such-file doesn't exist");

    assertThat(reason(LongLivedTokenProvider.fromFile(directory))).isEqualTo(Reason.UNUSABLE);
    assertThat(reason(LongLivedTokenProvider.fromFile(file("x".repeat(20_000)))))
        .isEqualTo(Reason.UNUSABLE);
    LongLivedTokenProvider twoLines = LongLivedTokenProvider.fromFile(file("one\ntwo"));
    assertThatThrownBy(twoLines::token)
        .hasMessageContaining("access token has a line break at position 4");
  }

  @Test
  void readsNoDeviceToItsEnd() {
    LongLivedTokenProvider zeros = LongLivedTokenProvider.fromFile(Path.of("/dev/zero"));

    assertThatThrownBy(zeros::token).hasMessageContaining("it holds more than 16384 bytes");
  }

  /** As the shell's {@code <(vault read token)} gives one, which ends after its first reading. */
  @Test
  @Timeout(20)
  void servesTheTokenThatAPipeGaveOnce() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(pipe);
    new ProcessBuilder("sh", "-c", "echo first-t0ken > \"$0\"", pipe.toString()).start();

    assertThat(tokens.token()).isEqualTo(FIRST);
    assertThat(tokens.token()).isEqualTo(FIRST);
  }

  @Test
  void warnsOnceOfAFileThatOthersMayRead() throws IOException {
    Path file = file("first-t0ken");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    LongLivedTokenProvider tokens = LongLivedTokenProvider.fromFile(file);

    List<String> log =
        CapturedLog.of(
            () -> {
              assertThat(tokens.token()).isEqualTo(FIRST);
              tokens.invalidate(FIRST);
              assertThat(tokens.token()).isEqualTo(FIRST);
            });

    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("chmod 600 " + file).doesNotContain("first-t0ken");
  }

  @Test
  void aChainServesTheFirstTokenThereIs() throws IOException {
    Path file = directory.resolve("token");
    LongLivedTokenProvider tokens =
        LongLivedTokenProvider.firstOf(
            LongLivedTokenProvider.fromEnvironment("UNSET", variable -> null),
            LongLivedTokenProvider.fromFile(file),
            AccessTokenProvider.of(SECOND));
    assertThat(tokens.token()).isEqualTo(SECOND);

    Files.writeString(file, "first-t0ken");

    assertThat(tokens.token()).isEqualTo(FIRST);
  }

  @Test
  void aChainSaysWhyEachLinkDeclined() {
    LongLivedTokenProvider tokens =
        LongLivedTokenProvider.firstOf(
            LongLivedTokenProvider.fromEnvironment("UNSET", variable -> null),
            LongLivedTokenProvider.fromFile(directory.resolve("token")));

    assertThat(reason(tokens)).isEqualTo(Reason.ABSENT);
    assertThatThrownBy(tokens::token)
        .hasMessage(
            "no access token: environment variable UNSET is not set; file "
                + directory.resolve("token")
                + " doesn't exist");
  }

  @Test
  void aChainStopsAtAMistakeSoThatNoOtherAccountsTokenIsSent() throws IOException {
    LongLivedTokenProvider tokens =
        LongLivedTokenProvider.firstOf(
            LongLivedTokenProvider.fromFile(file("two tokens")), AccessTokenProvider.of(SECOND));

    assertThat(reason(tokens)).isEqualTo(Reason.UNUSABLE);
  }

  @Test
  void aChainPassesARefusalToItsLinks() throws IOException {
    Path file = file("first-t0ken");
    LongLivedTokenProvider tokens =
        LongLivedTokenProvider.firstOf(
            LongLivedTokenProvider.fromFile(file), AccessTokenProvider.of(SECOND));
    assertThat(tokens.token()).isEqualTo(FIRST);
    Files.delete(file);

    tokens.invalidate(FIRST);

    assertThat(tokens.token()).isEqualTo(SECOND);
  }
}
