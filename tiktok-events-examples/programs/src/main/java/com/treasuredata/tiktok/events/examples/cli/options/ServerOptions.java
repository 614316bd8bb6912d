package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which server is talked to. */
public final class ServerOptions {
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
      names = "--request-timeout",
      paramLabel = "TIME",
      description = "How long to wait for an answer to a request, such as 30s; by default 2m.")
  @Nullable Duration requestTimeout;

  /** What a connector's settings say, if there are any. */
  private TransportOptions settings = TransportOptions.DEFAULT;

  /** Made once, so that the server is named once. */
  private @Nullable TransportOptions transport;

  /** Takes what a connector's settings say for what no option says. */
  public void startFrom(TransportOptions fromSettings) {
    this.settings = fromSettings;
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
        if ("http".equals(transport.baseUrl().getScheme()) && isAnotherMachine(transport)) {
          context
              .err()
              .println("token and events are not encrypted: they can be read on the way there");
        }
      }
    }
    return transport;
  }

  private static boolean isAnotherMachine(TransportOptions transport) {
    try {
      var unused = TransportOptions.builder().baseUrl(transport.baseUrl().toString()).build();
      return false;
    } catch (IllegalArgumentException e) {
      return true; // It takes clear text to this machine alone.
    }
  }

  private String origin() {
    if (baseUrl != null) {
      return "--base-url";
    }
    return settings.isTikTok() ? BASE_URL_VARIABLE : "base_url in the settings";
  }

  private TransportOptions build(CliContext context) {
    TransportOptions.Builder options = settings.newBuilder().allowClearText(allowClearText);
    if (requestTimeout != null) {
      try {
        options.requestTimeout(requestTimeout);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--request-timeout: " + e.getMessage());
      }
    }
    try {
      Optional.ofNullable(baseUrl)
          .or(() -> settings.isTikTok() ? context.variable(BASE_URL_VARIABLE) : Optional.empty())
          .ifPresent(options::baseUrl);
      return options.build();
    } catch (IllegalArgumentException e) {
      boolean isClearText =
          !allowClearText && String.valueOf(e.getMessage()).contains("is http to");
      throw new UsageException(
          "%s: %s%s"
              .formatted(
                  origin(),
                  e.getMessage(),
                  isClearText ? "; --allow-clear-text sends them all the same" : ""));
    }
  }
}
