package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.auth.GrantStore;
import com.treasuredata.tiktok.events.auth.LongLivedTokenProvider;
import com.treasuredata.tiktok.events.auth.OAuthTokenProvider;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which server is talked to, and with which token. */
public final class ConnectionOptions {
  private static final String BASE_URL_VARIABLE = "TIKTOK_BASE_URL";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Another server, such as http://127.0.0.1:8089/ of 'fake-server'.")
  @Nullable String baseUrl;

  @Option(
      names = "--allow-clear-text",
      description =
          "Allow http:// to another machine, where token and events can be read on the way.")
  boolean allowClearText;

  @Option(
      names = "--access-token-file",
      paramLabel = "FILE",
      description =
          "A file with the access token; otherwise TIKTOK_ACCESS_TOKEN in the environment.")
  @Nullable Path accessTokenFile;

  @Option(
      names = "--grant-file",
      paramLabel = "FILE",
      description = "A file that 'auth login' or 'auth exchange' wrote.")
  @Nullable Path grantFile;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      description = "How long to wait for an answer to a request, such as 30s; by default 2m.")
  @Nullable Duration requestTimeout;

  /** Made once, so that the server is named once. */
  private @Nullable TransportOptions transport;

  /** Returns the file with the access token; {@code null} if none was given. */
  public @Nullable Path accessTokenFile() {
    return accessTokenFile;
  }

  /** Returns the file with the grant; {@code null} if none was given. */
  public @Nullable Path grantFile() {
    return grantFile;
  }

  /**
   * Returns where requests go, and says so unless it is TikTok: whoever sets a variable of the
   * environment gets the token and the events.
   *
   * @throws UsageException if that address can't be used
   */
  public TransportOptions transport(CliContext context) {
    if (transport == null) {
      transport = build(context);
      if (!transport.isTikTok()) {
        context
            .err()
            .println(
                "requests go to %s, not to TikTok (%s)".formatted(transport.baseUrl(), origin()));
      }
    }
    return transport;
  }

  private String origin() {
    return baseUrl != null ? "--base-url" : BASE_URL_VARIABLE;
  }

  private TransportOptions build(CliContext context) {
    TransportOptions.Builder options = TransportOptions.builder().allowClearText(allowClearText);
    if (requestTimeout != null) {
      options.requestTimeout(requestTimeout);
    }
    try {
      Optional.ofNullable(baseUrl)
          .or(() -> context.variable(BASE_URL_VARIABLE))
          .ifPresent(options::baseUrl);
      return options.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(origin() + ": " + e.getMessage());
    }
  }

  /**
   * Refuses a token of one's own where there is one already.
   *
   * @throws UsageException if an option gives one
   */
  public void refuseToken(String given) {
    if (accessTokenFile != null || grantFile != null) {
      throw new UsageException(
          "there are two tokens, "
              + given
              + " and that of "
              + (accessTokenFile != null ? "--access-token-file" : "--grant-file")
              + ": give one of them");
    }
  }

  /** Returns where the token comes from; an option goes before the environment. */
  public AccessTokenProvider tokenProvider(CliContext context) {
    if (accessTokenFile != null && grantFile != null) {
      throw new UsageException("give --access-token-file or --grant-file, not both");
    }
    if (accessTokenFile != null) {
      return checked("--access-token-file", LongLivedTokenProvider.fromFile(accessTokenFile));
    }
    if (grantFile != null) {
      if (!Files.exists(grantFile)) {
        throw new UsageException(
            "--grant-file %s: there is no such file; 'tiktok-events auth login' makes one"
                .formatted(ShownPath.of(grantFile)));
      }
      return checked("--grant-file", OAuthTokenProvider.of(GrantStore.file(grantFile)));
    }
    return LongLivedTokenProvider.of(
        context
            .variable(LongLivedTokenProvider.ENVIRONMENT_VARIABLE)
            .orElseThrow(
                () ->
                    CredentialsException.of(
                        Reason.ABSENT,
                        "no access token: set %s, or give --access-token-file or --grant-file"
                            .formatted(LongLivedTokenProvider.ENVIRONMENT_VARIABLE))));
  }

  /** Asks for a token once, so that one that is missing is told before anything is read or sent. */
  private static AccessTokenProvider checked(String option, AccessTokenProvider credentials) {
    try {
      credentials.token();
      return credentials;
    } catch (CredentialsException e) {
      throw CredentialsException.of(e.reason(), option + ": " + e.getMessage(), e);
    }
  }
}
