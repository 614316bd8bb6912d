package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** The options that say which server is talked to, and with which token. */
public final class ConnectionOptions {
  @Mixin final ServerOptions server = new ServerOptions();
  @Mixin final TokenOptions token = new TokenOptions();

  /** Returns the file with the access token; {@code null} if none was given. */
  public @Nullable Path accessTokenFile() {
    return token.accessTokenFile();
  }

  /** Returns the file with the grant; {@code null} if none was given. */
  public @Nullable Path grantFile() {
    return token.grantFile();
  }

  /** Takes what a connector's settings say for what no option says. */
  public void startFrom(TransportOptions fromSettings) {
    server.startFrom(fromSettings);
  }

  /**
   * Returns where requests go.
   *
   * @throws UsageException if that address can't be used
   */
  public TransportOptions transport(CliContext context) {
    return server.transport(context);
  }

  /**
   * Refuses a token of one's own where there is one already.
   *
   * @throws UsageException if an option gives one
   */
  public void refuseToken(String given) {
    token.refuseToken(given);
  }

  /** Returns where the token comes from; an option goes before the environment. */
  public AccessTokenProvider tokenProvider(CliContext context) {
    return token.provider(context);
  }
}
