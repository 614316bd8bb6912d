package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which server is talked to, and with which token. */
final class ConnectionOptions {
  private static final String TOKEN_VARIABLE = "TIKTOK_ACCESS_TOKEN";
  private static final String BASE_URL_VARIABLE = "TIKTOK_BASE_URL";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Another server, such as http://127.0.0.1:8089/ of 'fake-server'.")
  @Nullable String baseUrl;

  @Option(
      names = "--access-token-file",
      paramLabel = "FILE",
      description =
          "A file with the access token; otherwise TIKTOK_ACCESS_TOKEN in the environment.")
  @Nullable Path accessTokenFile;

  TransportOptions transport(Surroundings surroundings) {
    TransportOptions.Builder options = TransportOptions.builder();
    if (baseUrl != null) {
      options.baseUrl(baseUrl);
    } else {
      surroundings.variable(BASE_URL_VARIABLE).ifPresent(options::baseUrl);
    }
    return options.build();
  }

  AccessToken accessToken(Surroundings surroundings) {
    if (accessTokenFile != null) {
      try {
        return AccessToken.of(Files.readString(accessTokenFile));
      } catch (IOException e) {
        throw new UsageException("can't read the access token from " + accessTokenFile);
      }
    }
    return AccessToken.of(
        surroundings
            .variable(TOKEN_VARIABLE)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no access token: set "
                            + TOKEN_VARIABLE
                            + " or give --access-token-file")));
  }
}
