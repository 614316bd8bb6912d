package com.treasuredata.tiktok.events.examples.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginPageTest {
  @Test
  void waitsForTheBrowserAndSaysWhichAnswersItDidNotTake() throws Exception {
    List<String> notices = new CopyOnWriteArrayList<>();
    int port;
    try (LoginPage page = LoginPage.listen(0, notices::add)) {
      port = URI.create(page.redirectUri()).getPort();
      CompletableFuture<Void> user =
          CompletableFuture.runAsync(
              () -> {
                for (String foreign :
                    List.of(
                        "?auth_code=x&state=theirs",
                        "?auth_code=y&state=theirs",
                        "?error=access_denied",
                        "?error=access_denied&state=theirs",
                        "")) {
                  HttpResponse<String> answer = getUntilAwaited(page.redirectUri() + foreign);
                  assertThat(answer.statusCode()).as(foreign).isEqualTo(400);
                  assertThat(answer.body()).contains("not the answer").contains("in the terminal");
                }
                HttpResponse<String> taken =
                    get(page.redirectUri() + "?auth_code=c%231&state=mine");
                assertThat(taken.statusCode()).isEqualTo(200);
                assertThat(taken.body()).contains("close this window");
              });

      assertThat(page.await("mine", Duration.ofSeconds(20))).contains("c#1");
      page.succeeded();
      user.get(20, TimeUnit.SECONDS);
    }
    assertThat(notices)
        .hasSize(2)
        .anyMatch(notice -> notice.contains("another state"))
        .anyMatch(notice -> notice.contains("no state"));
    LoginPage.listen(port, notices::add).close(); // The port is free again.
  }

  @Test
  void endsWhenTheUserSaysNo() throws Exception {
    try (LoginPage page = LoginPage.listen(0, notice -> {})) {
      CompletableFuture<HttpResponse<String>> user =
          CompletableFuture.supplyAsync(
              () -> getUntilAwaited(page.redirectUri() + "?error=access_denied&state=mine"));

      assertThatThrownBy(() -> page.await("mine", Duration.ofSeconds(20)))
          .hasMessageContaining("the user said no");
      assertThat(user.get(20, TimeUnit.SECONDS).body())
          .contains("access_denied: the user said no", "start the login again");
    }
  }

  @Test
  void saysWhyThereIsNoGrantAlthoughTheUserSaidYes() throws Exception {
    try (LoginPage page = LoginPage.listen(0, notice -> {})) {
      CompletableFuture<HttpResponse<String>> user =
          CompletableFuture.supplyAsync(
              () -> getUntilAwaited(page.redirectUri() + "?auth_code=c&state=mine"));
      page.await("mine", Duration.ofSeconds(20));

      page.failed("code 40002: <secret> is wrong");

      HttpResponse<String> answer = user.get(20, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body())
          .contains(
              "The login failed", "code 40002: &lt;secret&gt; is wrong", "start the login again");
    }
  }

  @Test
  void answersWhileOthersSendHalfARequest() throws Exception {
    try (LoginPage page = LoginPage.listen(0, notice -> {});
        Socket slow =
            new Socket(
                InetAddress.getLoopbackAddress(), URI.create(page.redirectUri()).getPort())) {
      slow.getOutputStream().write('G');
      CompletableFuture<HttpResponse<String>> user =
          CompletableFuture.supplyAsync(
              () -> getUntilAwaited(page.redirectUri() + "?auth_code=c&state=mine"));

      assertThat(page.await("mine", Duration.ofSeconds(20))).contains("c");
      page.succeeded();
      assertThat(user.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET  /callback, 127.0.0.1, 400",
    "GET  /callback, localhost, 400",
    "GET  /other, 127.0.0.1, 404",
    "GET  /callback, evil.example, 421",
    "GET  /callback, 127.0.0.1.evil.example, 421",
    "POST /callback, 127.0.0.1, 405",
    "HEAD /callback, 127.0.0.1, 405",
  })
  void takesOnlyWhatABrowserSendsItAndItsPagesMayDoNothing(String request, String host, int status)
      throws IOException {
    try (LoginPage page = LoginPage.listen(0, notice -> {})) {
      int port = URI.create(page.redirectUri()).getPort();
      String answer =
          raw(
              port,
              request.replaceAll(" +", " ")
                  + " HTTP/1.1\r\nHost: "
                  + host
                  + ":"
                  + port
                  + "\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .contains("content-security-policy: default-src 'none'; style-src 'sha256-")
          .contains("x-content-type-options: nosniff\r\n")
          .contains("referrer-policy: no-referrer\r\n")
          .contains("cache-control: no-store\r\n");
    }
  }

  @Test
  void logsNoCodeHoweverMuchTheServerIsToldToLog() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Logger server = Logger.getLogger("com.sun.net.httpserver");
    Level before = server.getLevel();
    Handler handler = new Lines(lines);
    server.setLevel(Level.ALL);
    server.addHandler(handler);
    try (LoginPage page = LoginPage.listen(0, notice -> {})) {
      CompletableFuture<HttpResponse<String>> user =
          CompletableFuture.supplyAsync(
              () -> getUntilAwaited(page.redirectUri() + "?auth_code=auth-c0de&state=mine"));
      assertThat(page.await("mine", Duration.ofSeconds(20))).contains("auth-c0de");
      page.succeeded();
      assertThat(user.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    } finally {
      server.removeHandler(handler);
      server.setLevel(before);
    }
    assertThat(String.join("\n", lines)).doesNotContain("auth-c0de").doesNotContain("mine");
  }

  /** Gets {@code url} again as long as nobody waits for an answer. */
  private static HttpResponse<String> getUntilAwaited(String url) {
    HttpResponse<String> answer = get(url);
    while (answer.body().contains("Nobody waits")) {
      answer = get(url);
    }
    return answer;
  }

  private static HttpResponse<String> get(String url) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }

  /** Returns all that comes back for these bytes. */
  private static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Keeps what is logged. */
  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
