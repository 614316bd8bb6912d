package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthCommandTest {
  private final FakeTikTok tiktok = FakeTikTok.start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void aCallbackIsExchangedForAGrantThatNoOutputShows() throws IOException {
    CommandLineRun.Result asked =
        auth("url", "--redirect-uri", "http://127.0.0.1:8765/callback", "--json");
    String url = group("\"url\":\"([^\"]+)\"", asked.out());
    String state = group("\"state\":\"([^\"]+)\"", asked.out());
    String callback = location(url);

    CommandLineRun.Result exchanged =
        auth(
            "exchange",
            "--callback",
            callback,
            "--state",
            state,
            "--grant-file",
            grant().toString());

    assertThat(exchanged.exitCode()).as(exchanged.err()).isZero();
    assertThat(exchanged.out()).contains(FakeTikTok.SAMPLE_ADVERTISER_ID);
    String token = group("\"access_token\":\"([^\"]+)\"", Files.readString(grant()));
    assertThat(exchanged.out() + exchanged.err()).doesNotContain(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(grant())))
        .isEqualTo("rw-------");
    assertThat(auth("advertisers", "--grant-file", grant().toString()).out())
        .contains("advertiser_id: " + FakeTikTok.SAMPLE_ADVERTISER_ID);
    assertThat(auth("revoke", "--grant-file", grant().toString()).exitCode()).isZero();
    assertThat(grant()).doesNotExist();
  }

  @Test
  void aCallbackWithAnotherStateIsRefused() {
    CommandLineRun.Result result =
        auth(
            "exchange",
            "--callback",
            "http://127.0.0.1:8765/callback?auth_code=c&state=theirs",
            "--state",
            "mine",
            "--grant-file",
            grant().toString());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("another state");
    assertThat(tiktok.calls("/oauth2/access_token/")).isZero();
    assertThat(grant()).doesNotExist();
  }

  @Test
  void loginWaitsForTheBrowserAndRefusesAForeignAnswer() throws Exception {
    try (LoginPage page = LoginPage.listen(0)) {
      Thread user =
          new Thread(
              () -> {
                assertThat(status(page.redirectUri() + "?auth_code=x&state=theirs")).isEqualTo(400);
                assertThat(status(page.redirectUri() + "?auth_code=c%231&state=mine"))
                    .isEqualTo(200);
              });
      user.start();

      assertThat(page.await("mine", Duration.ofSeconds(20))).contains("c#1");
      user.join();
    }
  }

  @Test
  void loginGivesUpWhenNobodyAnswers() {
    CommandLineRun.Result result =
        auth(
            "login",
            "--no-browser",
            "--port",
            "0",
            "--timeout",
            "1",
            "--grant-file",
            grant().toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("/portal/auth?app_id=")
        .contains("no answer came within 1 seconds");
  }

  @Test
  void aStoredGrantThatIsNotThereSendsToLogin() {
    CommandLineRun.Result result = auth("advertisers", "--grant-file", grant().toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'tiktok-events auth login' makes one");
  }

  private CommandLineRun.Result auth(String command, String... more) {
    String[] words = {"auth", command, "--app-id", FakeTikTok.SAMPLE_APP_ID};
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_APP_SECRET", FakeTikTok.SAMPLE_APP_SECRET)
        .run(Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new));
  }

  private Path grant() {
    return directory.resolve("grant.json");
  }

  private static String group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static String location(String url) {
    return get(url).headers().firstValue("Location").orElseThrow();
  }

  private static int status(String url) {
    return get(url).statusCode();
  }

  private static HttpResponse<Void> get(String url) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
        .join();
  }
}
