package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.auth.GrantStore;
import com.treasuredata.tiktok.events.auth.LongLivedTokenProvider;
import com.treasuredata.tiktok.events.auth.OAuthTokenProvider;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which token is used. */
public final class TokenOptions {
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

  /** Returns the file with the access token; {@code null} if none was given. */
  public @Nullable Path accessTokenFile() {
    return accessTokenFile;
  }

  /** Returns the file with the grant; {@code null} if none was given. */
  public @Nullable Path grantFile() {
    return grantFile;
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
  public AccessTokenProvider provider(CliContext context) {
    if (accessTokenFile != null && grantFile != null) {
      throw new UsageException("give --access-token-file or --grant-file, not both");
    }
    if (accessTokenFile != null) {
      return checked("--access-token-file", LongLivedTokenProvider.fromFile(accessTokenFile));
    }
    if (grantFile != null) {
      requireGrant(grantFile);
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

  /**
   * Makes sure that there is a file for a grant.
   *
   * @throws UsageException if there is none
   */
  public static void requireGrant(Path file) {
    if (!Files.exists(file)) {
      throw new UsageException(
          "--grant-file %s: there is no such file; 'tiktok-events auth login' makes one"
              .formatted(ShownPath.of(file)));
    }
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
