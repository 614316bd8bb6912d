package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.auth.AuthorizationRequest;
import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.GrantStore;
import com.treasuredata.tiktok.events.auth.OAuthGrant;
import com.treasuredata.tiktok.events.auth.OAuthTokenProvider;
import com.treasuredata.tiktok.events.auth.TikTokOAuth;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.examples.cli.OptionFile;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.options.ServerOptions;
import com.treasuredata.tiktok.events.examples.cli.options.TokenOptions;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The OAuth conversation: gets, shows and gives back the right to act for ad accounts. */
@Command(
    name = "auth",
    description = "Gets, shows and gives back the right to act for ad accounts (OAuth).")
public final class AuthCommand {
  private static final String SECRET_VARIABLE = "TIKTOK_APP_SECRET";
  private static final String STANDARD_INPUT = "-";

  /** In bytes; what browsers and servers take in practice is less. */
  private static final int MAX_ADDRESS = 64 << 10;

  private final CliContext context;

  public AuthCommand(CliContext context) {
    this.context = context;
  }

  /** The app in whose name all of them speak. */
  static final class AppOptions {
    /** In bytes; a secret has 40 characters. */
    private static final int MAX_SECRET_LENGTH = 16 << 10;

    @Mixin final ServerOptions server = new ServerOptions();

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

    TikTokOAuth oauth(CliContext context) {
      return TikTokOAuth.builder(appId, secret(context))
          .transport(server.transport(context))
          .build();
    }

    private String secret(CliContext context) {
      if (secretFile != null) {
        return OptionFile.read("--app-secret-file", secretFile, MAX_SECRET_LENGTH).strip();
      }
      return context
          .variable(SECRET_VARIABLE)
          .orElseThrow(
              () ->
                  new UsageException(
                      "no app secret: set " + SECRET_VARIABLE + " or give --app-secret-file"));
    }
  }

  /** Where the grant is kept. */
  static final class GrantFile {
    @Option(
        names = "--grant-file",
        required = true,
        paramLabel = "FILE",
        description = "The file that holds the grant; only its owner may read it.")
    @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
    Path file;

    GrantStore store() {
      Path directory = file.toAbsolutePath().getParent();
      boolean hasPlace = directory != null && Files.isDirectory(directory);
      if (!hasPlace || Files.isDirectory(file)) {
        throw new UsageException(
            "--grant-file %s: no file can be there".formatted(ShownPath.of(file)));
      }
      return GrantStore.file(file);
    }

    /** Returns the token of the grant, which must be there. */
    AccessToken token() {
      TokenOptions.requireGrant(file);
      return OAuthTokenProvider.of(store()).token();
    }

    /** Makes sure that nothing but a grant is replaced. */
    void emptyStore() {
      GrantStore store = store();
      try {
        store.load();
      } catch (CredentialsException e) {
        throw new UsageException(
            "--grant-file %s: something else than a grant is there; name a new file"
                .formatted(ShownPath.of(file)));
      }
    }
  }

  @Command(
      name = "url",
      description = "Prints the URL to send a user to, and keeps the state to expect back.")
  int url(
      @Mixin AppOptions options,
      @Mixin StateFile state,
      @Option(
              names = "--redirect-uri",
              required = true,
              paramLabel = "URL",
              description = "Where TikTok sends the user's browser; one that the app registered.")
          String redirectUri) {
    AuthorizationRequest request = options.oauth(context).authorizationRequest(redirectUri);
    state.write(request.state());
    print(
        options,
        new JsonLine().with("url", request.url()).with("state_file", String.valueOf(state.file)));
    return ExitCode.DONE.code();
  }

  @Command(
      name = "exchange",
      description = {
        "Takes the address that TikTok sent the browser to for a grant, and keeps it in --grant-file.",
        "The address is a line of standard input, since other users can see a command's arguments."
      })
  int exchange(
      @Mixin AppOptions options,
      @Mixin GrantFile grant,
      @Mixin StateFile state,
      @Option(
              names = "--callback",
              defaultValue = STANDARD_INPUT,
              paramLabel = STANDARD_INPUT,
              description =
                  "Where the whole address, with auth_code and state, comes from: '-' is standard"
                      + " input, the default and all that is taken.")
          String callback) {
    if (!callback.equals(STANDARD_INPUT)) {
      throw new UsageException(
          "--callback takes '-' only: other users can see the arguments of a command, and the address"
              + " holds a secret code; give it as a line of standard input");
    }
    OptionFile.requireDifferent(
        Map.of("--state-file", Optional.of(state.file), "--grant-file", Optional.of(grant.file)));
    grant.emptyStore(); // Says what is wrong with it before the code is used up.
    String expected = state.read();
    keep(options, grant, TikTokOAuth.authCode(address(), expected));
    state.delete();
    return ExitCode.DONE.code();
  }

  /** Returns the first line of standard input. */
  private String address() {
    if (context.terminal()) {
      context.err().println("Paste the address that TikTok sent the browser to:");
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int b = context.in().read(); b >= 0 && b != '\n'; b = context.in().read()) {
        line.write(b);
        if (line.size() > MAX_ADDRESS) {
          throw new UsageException(
              "the first line of standard input is too long to be the address that TikTok sent the"
                  + " browser to");
        }
      }
    } catch (IOException e) {
      throw new UsageException("standard input can't be read: " + e.getClass().getSimpleName());
    }
    String address = line.toString(StandardCharsets.UTF_8).strip();
    if (address.isEmpty()) {
      throw new UsageException(
          "standard input is empty; it must hold the address that TikTok sent the browser to, with"
              + " auth_code and state");
    }
    return address;
  }

  @Command(
      name = "login",
      description =
          "Opens TikTok's page in the browser, waits for the answer, and keeps the grant in --grant-file.")
  int login(
      @Mixin AppOptions options,
      @Mixin GrantFile grant,
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
              description = "How long to wait, at least 1; by default ${DEFAULT-VALUE}.")
          int timeout,
      @Option(names = "--no-browser", description = "Print the URL and open nothing.")
          boolean noBrowser)
      throws InterruptedException {
    if (timeout < 1) {
      throw new UsageException("--timeout is " + timeout + "; it must be at least 1 second");
    }
    grant.emptyStore(); // Says what is wrong with it before the user is asked.
    try (LoginPage page = LoginPage.listen(port, this::stillWaiting)) {
      AuthorizationRequest request =
          options.oauth(context).authorizationRequest(page.redirectUri());
      if (noBrowser || !open(request.url())) {
        context.err().println("Open this address in a browser:");
        context.err().println(request.url());
      }
      Optional<String> code = page.await(request.state(), Duration.ofSeconds(timeout));
      if (code.isEmpty()) {
        context
            .err()
            .println(
                "tiktok-events: no answer came within "
                    + timeout
                    + " s: start again, or give --timeout more time");
        return ExitCode.FAILED.code();
      }
      try {
        keep(options, grant, code.get());
      } catch (RuntimeException e) {
        page.failed(String.valueOf(e.getMessage()));
        throw e;
      }
      page.succeeded();
      return ExitCode.DONE.code();
    }
  }

  private void stillWaiting(String notice) {
    context.err().println("tiktok-events: still waiting, since " + notice);
  }

  @Command(name = "advertisers", description = "Prints the ad accounts that the grant reaches.")
  int advertisers(@Mixin AppOptions options, @Mixin TokenOptions token) {
    List<TikTokOAuth.Advertiser> advertisers =
        options.oauth(context).advertisers(token.provider(context).token());
    for (TikTokOAuth.Advertiser advertiser : advertisers) {
      print(
          options,
          new JsonLine().with("advertiser_id", advertiser.id()).with("name", advertiser.name()));
    }
    return ExitCode.DONE.code();
  }

  @Command(name = "revoke", description = "Revokes the grant at TikTok and deletes --grant-file.")
  int revoke(@Mixin AppOptions options, @Mixin GrantFile grant) {
    GrantStore store = grant.store();
    List<String> lost = options.oauth(context).revoke(grant.token());
    store.delete();
    print(options, new JsonLine().with("revoked_for_advertisers", lost));
    return ExitCode.DONE.code();
  }

  /** The token itself is never printed: it is in the file, which only its owner may read. */
  private void keep(AppOptions options, GrantFile file, String code) {
    GrantStore store = file.store();
    OAuthGrant grant = options.oauth(context).exchange(code);
    store.save(grant);
    print(
        options,
        new JsonLine()
            .with("grant_file", file.file.toString())
            .with("advertiser_ids", grant.advertiserIds()));
  }

  private void print(AppOptions options, JsonLine answer) {
    context.out().print(options.json ? answer.toString() + '\n' : answer.forPeople());
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
