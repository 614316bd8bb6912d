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
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthCommandTest {
  private final FakeTikTok tiktok = FakeTikTok.start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void aCallbackIsExchangedForAGrantThatNoOutputShows() throws IOException {
    CommandLineRun.Result asked = ask();
    String url = group("\"url\":\"([^\"]+)\"", asked.out());
    assertThat(permissions(state())).isEqualTo("rw-------");

    CommandLineRun.Result exchanged = exchange(location(url) + "\n");

    assertThat(exchanged.exitCode()).as(exchanged.err()).isZero();
    assertThat(exchanged.out()).contains(FakeTikTok.SAMPLE_ADVERTISER_ID);
    assertThat(state()).as("an answer is taken once").doesNotExist();
    String token = group("\"access_token\":\"([^\"]+)\"", Files.readString(grant()));
    assertThat(exchanged.out() + exchanged.err()).doesNotContain(token);
    assertThat(permissions(grant())).isEqualTo("rw-------");
    assertThat(auth("advertisers", "--grant-file", grant().toString()).out())
        .contains("advertiser_id: " + FakeTikTok.SAMPLE_ADVERTISER_ID);
    assertThat(auth("revoke", "--grant-file", grant().toString()).exitCode()).isZero();
    assertThat(grant()).doesNotExist();
  }

  @Test
  void aCallbackWithAnotherStateIsRefusedAndTheRightOneIsTakenAfterwards() {
    String url = group("\"url\":\"([^\"]+)\"", ask().out());

    CommandLineRun.Result refused =
        exchange("http://127.0.0.1:8765/callback?auth_code=c&state=theirs");

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("another state");
    assertThat(tiktok.calls("/oauth2/access_token/")).isZero();
    assertThat(grant()).doesNotExist();
    assertThat(exchange(location(url)).exitCode()).isZero();
  }

  /** Every user of a machine can see the arguments of every command. */
  @Test
  void aCallbackIsNoArgument() {
    CommandLineRun.Result result =
        auth(
            "exchange",
            "--callback",
            "http://127.0.0.1:8765/callback?auth_code=auth-c0de&state=s",
            "--state-file",
            state().toString(),
            "--grant-file",
            grant().toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("as a line of standard input").doesNotContain("auth-c0de");
  }

  @Test
  void anExchangeWithoutCallbackOrStateSaysWhatIsMissing() throws IOException {
    assertThat(exchange("http://127.0.0.1/callback?auth_code=c&state=s").err())
        .contains("state: there is no such file; 'tiktok-events auth url' makes one");
    Files.writeString(state(), "mine\n");
    assertThat(exchange("\n").err()).contains("standard input is empty");
    assertThat(exchange("x".repeat(100_000)).err()).contains("too long");
    Files.writeString(state(), "x".repeat(100_000));
    assertThat(exchange("?auth_code=c&state=s").err()).contains("holds no state");
  }

  @Test
  void replacesNoFileThatIsNotItsOwn() throws IOException {
    Files.writeString(state(), "mine\n");
    Files.writeString(grant(), "event,a\nx,y\n");
    assertThat(exchange("http://127.0.0.1/callback?auth_code=c&state=mine").err())
        .contains("something else than a grant is there");
    assertThat(grant()).hasContent("event,a\nx,y\n");

    assertThat(
            exchange(
                    "http://127.0.0.1/callback?auth_code=c&state=mine",
                    directory.resolve(".").resolve("state"))
                .err())
        .contains("must be different files");
    assertThat(state()).hasContent("mine\n");

    CommandLineRun.Result url =
        run()
            .run(
                "auth",
                "url",
                "--app-id",
                FakeTikTok.SAMPLE_APP_ID,
                "--redirect-uri",
                "http://127.0.0.1:1/callback",
                "--state-file",
                grant().toString());
    assertThat(url.err()).contains("something else is there; name a new file");
    assertThat(grant()).hasContent("event,a\nx,y\n");
  }

  /** Whoever writes the state could have their own answer taken. */
  @Test
  void anExchangeTakesNoStateThatOthersMayWrite() throws IOException {
    Files.writeString(state(), "mine\n");
    Files.setPosixFilePermissions(state(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(exchange("http://127.0.0.1/callback?auth_code=c&state=mine").err())
        .contains("others may write it");
  }

  @Test
  void loginGivesUpWhenNobodyAnswers() {
    CommandLineRun.Result result = login("--port", "0", "--timeout", "1");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("/portal/auth?app_id=")
        .contains("no answer came within 1 s: start again");
  }

  @ParameterizedTest
  @CsvSource({"--timeout, -5", "--timeout, 0", "--port, -1", "--port, 65536"})
  void loginAsksNobodyWithATimeoutOrPortThatCanNotBe(String option, String value) {
    CommandLineRun.Result result = login(option, value);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(option + " is " + value).doesNotContain("/portal/auth");
  }

  @Test
  void aStoredGrantThatIsNotThereSendsToLogin() {
    CommandLineRun.Result result = auth("advertisers", "--grant-file", grant().toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'tiktok-events auth login' makes one");
  }

  private CommandLineRun.Result auth(String command, String... more) {
    String[] words = {"auth", command, "--app-id", FakeTikTok.SAMPLE_APP_ID};
    return run()
        .run(Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new));
  }

  private CommandLineRun run() {
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_APP_SECRET", FakeTikTok.SAMPLE_APP_SECRET);
  }

  private CommandLineRun.Result login(String... more) {
    String[] words = {"--no-browser", "--grant-file", grant().toString()};
    return auth(
        "login", Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new));
  }

  private CommandLineRun.Result ask() {
    return auth(
        "url",
        "--redirect-uri",
        "http://127.0.0.1:8765/callback",
        "--state-file",
        state().toString(),
        "--json");
  }

  private CommandLineRun.Result exchange(String in) {
    return exchange(in, grant());
  }

  private CommandLineRun.Result exchange(String in, Path grant) {
    return run()
        .in(in)
        .run(
            "auth",
            "exchange",
            "--app-id",
            FakeTikTok.SAMPLE_APP_ID,
            "--state-file",
            state().toString(),
            "--grant-file",
            grant.toString());
  }

  private Path state() {
    return directory.resolve("state");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
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

  private static HttpResponse<String> get(String url) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }
}
