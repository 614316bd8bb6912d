package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorConfig.TargetMethod;
import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.LeadContext;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.options.ConnectionOptions;
import com.treasuredata.tiktok.events.examples.cli.options.RowOptions;
import com.treasuredata.tiktok.events.examples.cli.options.SettingsOptions;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.source.EventSourceException;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.source.ListedSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks settings, token and event source without making a conversion. */
@Command(
    name = "check",
    description = {
      "Checks settings, token and event source without making a conversion.",
      "Whether a token may send to a source is told by nothing but an event: --send-test-event sends one with the"
          + " test event code, which counts nowhere."
    })
public final class CheckCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin final SettingsOptions settings = new SettingsOptions();
  @Mixin final ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--advertiser-id",
      paramLabel = "ID",
      description =
          "The ad account whose event sources are looked through; by default that of the settings.")
  @Nullable String advertiserId;

  @Option(
      names = "--send-test-event",
      description = "Send one event with the test event code, which must be given.")
  boolean sendTestEvent;

  public CheckCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ConnectorConfig config = settings.config(new RowOptions());
    if (sendTestEvent && config.testEventCode().isEmpty()) {
      throw new UsageException(
          "--send-test-event needs a test event code, which Events Manager shows under Test Events:"
              + " without it the event would count");
    }
    connection.startFrom(config.transport());
    connection.transport(context);
    say("settings", "complete");
    config.warnings().forEach(warning -> say("warning", warning));
    AccessTokenProvider tokens = tokens(config);
    tokens.token(); // Throws if there is none.
    say("token", "there is one");
    Optional<String> advertiser = Optional.ofNullable(advertiserId).or(config::advertiserId);
    Optional<EventSource> source =
        advertiser.isPresent()
            ? lookedUp(config, tokens, advertiser.get())
            : unasked(config.source());
    if (sendTestEvent) {
      send(config, tokens, source);
    } else {
      say(
          "sending",
          "not tried: that this token may send to this source is told by a test event alone, which"
              + " counts nowhere; "
              + (config.testEventCode().isPresent()
                  ? "--send-test-event sends one"
                  : "give a test event code and --send-test-event"));
    }
    return ExitCode.DONE.code();
  }

  private AccessTokenProvider tokens(ConnectorConfig config) {
    if (config.accessToken().isPresent()) {
      connection.refuseToken("access_token in the settings");
      return AccessTokenProvider.of(config.accessToken().get());
    }
    return connection.tokenProvider(context);
  }

  private Optional<EventSource> unasked(Optional<EventSource> source) {
    say(
        "source",
        "not looked up, and the token not tried: nothing was asked of TikTok; that takes --advertiser-id and"
            + " a token that may list sources");
    return source;
  }

  /** Looks the source up; a token from Events Manager need not be able to (§2.7). */
  private Optional<EventSource> lookedUp(
      ConnectorConfig config, AccessTokenProvider tokens, String advertiser) {
    try (EventSourceResolver resolver =
        EventSourceResolver.builder()
            .tokenProvider(tokens)
            .advertiserId(advertiser)
            .transport(connection.transport(context))
            .build()) {
      List<ListedSource> listed = resolver.list(config.sourceType());
      say("token", "TikTok takes it, and it may list event sources of " + advertiser);
      if (config.source().isPresent()) {
        return Optional.of(found(listed, config.source().get(), advertiser));
      }
      String name = config.sourceName().orElse("");
      if (config.targetMethod() == TargetMethod.NEW) {
        boolean isTaken = listed.stream().anyMatch(each -> each.name().equals(name));
        say(
            "source",
            isTaken
                ? ForeignText.quoted(name) + " exists already: an export would not create it"
                : ForeignText.quoted(name) + " is free: an export creates it");
        return Optional.empty();
      }
      EventSource source = resolver.resolve(config.sourceType(), name);
      say("source", ForeignText.quoted(name) + " is " + source.id());
      return Optional.of(source);
    } catch (EventSourceException e) {
      if (e.reason() == EventSourceException.Reason.NOT_PERMITTED && config.source().isPresent()) {
        say(
            "source",
            "can't be looked up: this token may not list event sources, as one from Events Manager"
                + " may not; it may send to them all the same");
        return config.source();
      }
      throw e;
    }
  }

  private EventSource found(List<ListedSource> listed, EventSource wanted, String advertiser) {
    for (ListedSource each : listed) {
      if (each.source().equals(wanted)) {
        say("source", wanted.id() + " is there: " + ForeignText.quoted(each.name()));
        return wanted;
      }
    }
    throw new UsageException(
        "%s has no %s event source %s that events can be sent to; 'tiktok-events source list' prints those there are"
            .formatted(
                "advertiser " + ForeignText.quoted(advertiser),
                wanted.type().wireName(),
                ForeignText.quoted(wanted.id())));
  }

  private void send(
      ConnectorConfig config, AccessTokenProvider tokens, Optional<EventSource> source) {
    if (source.isEmpty()) {
      throw new UsageException(
          "--send-test-event: there is no event source to send to yet, or its id isn't known");
    }
    try (EventsClient client =
        EventsClient.builder()
            .tokenProvider(tokens)
            .source(source.get())
            .testEventCode(config.testEventCode().orElseThrow())
            .transport(connection.transport(context))
            .build()) {
      client.send(event(source.get()));
    }
    say("sending", "TikTok took a test event: this token may send to this source");
  }

  /** Returns an event of nobody. */
  private static Event event(EventSource source) {
    Event.Builder event =
        Event.builder(
                switch (source.type()) {
                  case WEB -> EventName.VIEW_CONTENT;
                  case APP -> EventName.LAUNCH_APP;
                  case OFFLINE -> EventName.PURCHASE;
                  case CRM -> EventName.of("Lead");
                })
            .occurredAt(Instant.now())
            .user(UserData.builder().email("nobody@example.com").build());
    return switch (source.type()) {
      case WEB -> event.pageUrl("https://example.com/").build();
      case APP -> event.app(AppContext.builder().id(source.id()).build()).build();
      case OFFLINE -> event.properties(EventProperties.builder().value("1", "USD").build()).build();
      case CRM -> event.lead(LeadContext.builder().id("7311111111111111111").build()).build();
    };
  }

  private void say(String what, String text) {
    context.out().printLine("%-9s %s".formatted(what, text));
  }
}
