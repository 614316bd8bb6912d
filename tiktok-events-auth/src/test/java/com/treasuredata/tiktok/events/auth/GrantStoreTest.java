package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.support.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantStoreTest {
  private static final OAuthGrant GRANT =
      OAuthGrant.builder(AccessToken.of("s3cret-t0ken"))
          .advertiserIds(List.of("7000000000000000011"))
          .scopes(List.of("8", "7224195155857866754"))
          .obtainedAt(Instant.parse("2026-01-31T09:30:00Z"))
          .expiresAt(Instant.parse("2026-02-01T09:30:00Z"))
          .refreshToken("s3cret-r3fresh")
          .build();

  @TempDir private Path directory;

  @Test
  void keepsAGrantInMemory() {
    GrantStore store = GrantStore.inMemory();
    assertThat(store.load()).isEmpty();

    store.save(GRANT);
    assertThat(store.load()).hasValue(GRANT);

    store.delete();
    assertThat(store.load()).isEmpty();
  }

  @Test
  void keepsAGrantInAFileFromRunToRun() {
    Path file = directory.resolve("grant.json");
    assertThat(GrantStore.file(file).load()).isEmpty();

    GrantStore.file(file).save(GRANT);
    assertThat(GrantStore.file(file).load()).hasValue(GRANT);

    GrantStore.file(file).save(OAuthGrant.of(AccessToken.of("another-t0ken")));
    assertThat(GrantStore.file(file).load())
        .hasValue(OAuthGrant.of(AccessToken.of("another-t0ken")));

    GrantStore.file(file).delete();
    GrantStore.file(file).delete();
    assertThat(GrantStore.file(file).load()).isEmpty();
  }

  @Test
  void letsOnlyTheOwnerReadTheFileAndWhatItMakesOnTheWay() throws IOException {
    Path file = directory.resolve("a/b/grant.json");

    GrantStore.file(file).save(GRANT);

    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.resolveSibling(""))).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(file.resolveSibling(""))) {
      assertThat(files).containsExactly(file); // And no temporary one.
    }
  }

  @Test
  void closesAFileThatOthersCouldRead() throws IOException {
    Path file = Files.writeString(directory.resolve("grant.json"), GRANT.toJson());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    List<String> log = CapturedLog.of(() -> GrantStore.file(file).load());
    GrantStore.file(file).save(GRANT);

    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("chmod 600").doesNotContain("s3cret");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  /**
   * Whoever may replace the file could make the next run send events by another account's token.
   */
  @Test
  void refusesADirectoryInWhichOthersMayReplaceTheGrant() throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Path file = shared.resolve("grant.json");
    GrantStore store = GrantStore.file(file);
    store.save(GRANT);
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> GrantStore.file(file),
            () -> GrantStore.file(shared.resolve("not/yet/there/grant.json")),
            store::load,
            () -> store.save(GRANT),
            store::delete)) {
      assertThatThrownBy(use)
          .isInstanceOf(CredentialsException.class)
          .hasMessageContaining("other users may replace files in " + shared.toRealPath())
          .hasMessageContaining("chmod go-w");
    }
  }

  /** Whoever reads the file that the link names must not keep the old token. */
  @Test
  void keepsTheGrantWhereALinkLeads() throws IOException {
    Path target = Files.createDirectory(directory.resolve("secrets")).resolve("grant.json");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("secrets/grant.json"));
    GrantStore store = GrantStore.file(link);
    assertThat(store.load()).isEmpty();

    for (OAuthGrant grant : List.of(OAuthGrant.of(AccessToken.of("first-t0ken")), GRANT)) {
      store.save(grant);

      assertThat(GrantStore.file(target).load()).hasValue(grant);
      assertThat(store.load()).hasValue(grant);
    }
    assertThat(link).isSymbolicLink();
    store.delete();
    assertThat(target).doesNotExist();
  }

  @Test
  void followsNoLinkThatIsAnothersOrLeadsInACircle() throws IOException {
    Path circle = directory.resolve("circle");
    Files.createSymbolicLink(circle, circle);
    assertThatThrownBy(() -> GrantStore.file(circle)).hasMessageContaining("lead in a circle");

    Path precious = Files.writeString(directory.resolve("precious"), "mine");
    Path link = Files.createSymbolicLink(directory.resolve("link"), precious);
    assumeTrue(Files.getOwner(link).getName().equals("root"));
    PosixFileAttributeView view =
        Files.getFileAttributeView(link, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    view.setOwner(
        link.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    assertThatThrownBy(() -> GrantStore.file(link)).hasMessageContaining("another user made");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void forgetsWhatAKilledProcessLeftToo() throws IOException {
    Path left = Files.writeString(directory.resolve(".grant.json.0123456789abcdef.tmp"), "s3cret");

    GrantStore.file(directory.resolve("grant.json")).delete();

    assertThat(left).doesNotExist();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void neverShowsHalfAGrantToAReader() throws InterruptedException {
    Path file = directory.resolve("grant.json");
    GrantStore.file(file).save(GRANT);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 200; i++) {
                GrantStore.file(file).save(GRANT);
              }
              done.set(true);
            });
    writer.start();

    while (!done.get()) {
      assertThat(GrantStore.file(file).load()).hasValue(GRANT);
    }
    writer.join();
  }

  @Test
  void keepsTheOldGrantIfTheNewOneCanNotBeWritten() throws IOException {
    Path blocked = Files.writeString(directory.resolve("file"), "");

    CredentialsException failed =
        catchThrowableOfType(
            CredentialsException.class,
            () -> GrantStore.file(blocked.resolve("grant.json")).save(GRANT));

    assertThat(failed.reason()).isEqualTo(Reason.UNUSABLE);
    assertThat(failed).hasMessageContaining("can't be written").hasMessageNotContaining("s3cret");
  }

  @Test
  void saysThatAFileHoldsNoGrantWithoutQuotingIt() throws IOException {
    Path file = directory.resolve("grant.json");
    for (String content :
        List.of(
            "s3cret-t0ken",
            "[]",
            "{}",
            "{\"access_token\":\"s3cret t0ken\"}",
            "{\"access_token\":\"t\",\"expires_at\":\"s3cret\"}")) {
      Files.writeString(file, content);

      assertThatThrownBy(() -> GrantStore.file(file).load())
          .isInstanceOf(CredentialsException.class)
          .hasMessageContaining("grant.json: no grant: ")
          .hasMessageNotContaining("s3cret");
    }
    Files.writeString(file, " ".repeat(5 << 20));
    assertThatThrownBy(() -> GrantStore.file(file).load())
        .hasMessageContaining("it holds more than 4194304 bytes");
    assertThatThrownBy(() -> GrantStore.file(Path.of("/dev/zero")).load())
        .hasMessageContaining("it holds more than 4194304 bytes");
  }

  @Test
  void writesAGrantAsOneLineThatReadsBack() {
    assertThat(GRANT.toJson()).doesNotContain("\n");
    assertThat(OAuthGrant.parse(GRANT.toJson())).isEqualTo(GRANT).hasSameHashCodeAs(GRANT);
    OAuthGrant bare = OAuthGrant.of(AccessToken.of("t"));
    assertThat(OAuthGrant.parse(bare.toJson())).isEqualTo(bare).isNotEqualTo(GRANT);
  }

  @Test
  void printsNoSecret() {
    assertThat(GRANT)
        .hasToString(
            "OAuthGrant[token hidden, advertisers [7000000000000000011], expires"
                + " 2026-02-01T09:30:00Z, refresh token hidden]");
    assertThat(OAuthGrant.of(AccessToken.of("t")))
        .hasToString("OAuthGrant[token hidden, advertisers [], doesn't expire]");
  }
}
