package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.auth.Advertiser;
import com.treasuredata.tiktok.events.auth.AuthorizationRequest;
import com.treasuredata.tiktok.events.auth.GrantStore;
import com.treasuredata.tiktok.events.auth.OAuthApp;
import com.treasuredata.tiktok.events.auth.OAuthGrant;
import com.treasuredata.tiktok.events.auth.TikTokOAuth;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The OAuth conversation: gets, shows and gives back the right to act for ad accounts. */
@Command(
    name = "auth",
    description = "Gets, shows and gives back the right to act for ad accounts (OAuth).")
final class AuthCommand {
  private static final String SECRET_VARIABLE = "TIKTOK_APP_SECRET";

  private final Surroundings surroundings;

  AuthCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The app in whose name all of them speak. */
  static final class AppOptions {
    @Mixin final ConnectionOptions connection = new ConnectionOptions();

    @Option(
        names = "--app-id",
        required = true,
        paramLabel = "ID",
        description = "The developer app's id.")
    @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
    String appId;

    @Option(
        names = "--app-secret-file",
        paramLabel = "FILE",
        description =
            "A file with the app's secret; otherwise " + SECRET_VARIABLE + " in the environment.")
    @Nullable Path secretFile;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    boolean json;

    TikTokOAuth oauth(Surroundings surroundings) {
      return TikTokOAuth.builder(OAuthApp.of(appId, secret(surroundings)))
          .transport(connection.transport(surroundings))
          .build();
    }

    private String secret(Surroundings surroundings) {
      if (secretFile != null) {
        try {
          return Files.readString(secretFile).strip();
        } catch (IOException e) {
          throw new UsageException("can't read the app's secret from " + secretFile);
        }
      }
      return surroundings
          .variable(SECRET_VARIABLE)
          .orElseThrow(
              () ->
                  new UsageException(
                      "no app secret: set " + SECRET_VARIABLE + " or give --app-secret-file"));
    }

    GrantStore store() {
      if (connection.grantFile == null) {
        throw new UsageException("say where the grant is kept: give --grant-file FILE");
      }
      Path directory = connection.grantFile.toAbsolutePath().getParent();
      boolean hasPlace = directory != null && Files.isDirectory(directory);
      if (!hasPlace || Files.isDirectory(connection.grantFile)) {
        throw new UsageException(
            "--grant-file %s: no file can be there".formatted(connection.grantFile));
      }
      return GrantStore.file(connection.grantFile);
    }
  }

  @Command(
      name = "url",
      description = "Prints the URL to send a user to, and the state to expect back.")
  int url(
      @Mixin AppOptions options,
      @Option(
              names = "--redirect-uri",
              required = true,
              paramLabel = "URL",
              description = "Where TikTok sends the user's browser; one that the app registered.")
          String redirectUri) {
    AuthorizationRequest request = options.oauth(surroundings).authorizationRequest(redirectUri);
    print(options, new JsonLine().with("url", request.url()).with("state", request.state()));
    return ExitCode.DONE.code();
  }

  @Command(
      name = "exchange",
      description =
          "Takes the address that TikTok sent the browser to for a grant, and keeps it in --grant-file.")
  int exchange(
      @Mixin AppOptions options,
      @Option(
              names = "--callback",
              required = true,
              paramLabel = "URL",
              description = "The whole address, with auth_code and state.")
          String callback,
      @Option(
              names = "--state",
              required = true,
              paramLabel = "TEXT",
              description = "The state that 'auth url' printed.")
          String state) {
    options.store(); // Says what is wrong with it before the code is used up.
    keep(options, TikTokOAuth.authCode(callback, state));
    return ExitCode.DONE.code();
  }

  @Command(
      name = "login",
      description =
          "Opens TikTok's page in the browser, waits for the answer, and keeps the grant in --grant-file.")
  int login(
      @Mixin AppOptions options,
      @Option(
              names = "--port",
              defaultValue = "8765",
              paramLabel = "N",
              description =
                  "The port on 127.0.0.1; the app must have registered http://127.0.0.1:N/callback. By default"
                      + " ${DEFAULT-VALUE}.")
          int port,
      @Option(
              names = "--timeout",
              defaultValue = "300",
              paramLabel = "SECONDS",
              description = "How long to wait; by default ${DEFAULT-VALUE}.")
          int timeout,
      @Option(names = "--no-browser", description = "Print the URL and open nothing.")
          boolean noBrowser)
      throws InterruptedException {
    options.store(); // Says that there is none before the user is asked.
    try (LoginPage page = LoginPage.listen(port)) {
      AuthorizationRequest request =
          options.oauth(surroundings).authorizationRequest(page.redirectUri());
      if (noBrowser || !open(request.url())) {
        surroundings.err().println("Open this address in a browser:");
        surroundings.err().println(request.url());
      }
      Optional<String> code = page.await(request.state(), Duration.ofSeconds(timeout));
      if (code.isEmpty()) {
        surroundings.err().printf("tiktok-events: no answer came within %,d seconds%n", timeout);
        return ExitCode.FAILED.code();
      }
      keep(options, code.get());
      return ExitCode.DONE.code();
    }
  }

  @Command(name = "advertisers", description = "Prints the ad accounts that the grant reaches.")
  int advertisers(@Mixin AppOptions options) {
    List<Advertiser> advertisers =
        options
            .oauth(surroundings)
            .advertisers(options.connection.credentials(surroundings).token());
    for (Advertiser advertiser : advertisers) {
      print(
          options,
          new JsonLine().with("advertiser_id", advertiser.id()).with("name", advertiser.name()));
    }
    return ExitCode.DONE.code();
  }

  @Command(name = "revoke", description = "Makes the grant worthless and deletes --grant-file.")
  int revoke(@Mixin AppOptions options) {
    GrantStore store = options.store();
    List<String> lost =
        options.oauth(surroundings).revoke(options.connection.credentials(surroundings).token());
    store.delete();
    print(options, new JsonLine().with("revoked_for_advertisers", lost));
    return ExitCode.DONE.code();
  }

  /** The token itself is never printed: it is in the file, which only its owner may read. */
  private void keep(AppOptions options, String code) {
    GrantStore store = options.store();
    OAuthGrant grant = options.oauth(surroundings).exchange(code);
    store.save(grant);
    print(
        options,
        new JsonLine()
            .with("grant_file", String.valueOf(options.connection.grantFile))
            .with("advertiser_ids", grant.advertiserIds()));
  }

  private void print(AppOptions options, JsonLine answer) {
    surroundings.out().print(options.json ? answer.toString() + '\n' : answer.forPeople());
  }

  private static boolean open(String url) {
    if (GraphicsEnvironment.isHeadless() || !Desktop.isDesktopSupported()) {
      return false;
    }
    try {
      Desktop.getDesktop().browse(URI.create(url));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // No browser: the URL is printed instead.
    }
  }
}
