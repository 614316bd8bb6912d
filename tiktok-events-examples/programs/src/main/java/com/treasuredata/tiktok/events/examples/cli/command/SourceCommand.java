package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.options.ConnectionOptions;
import com.treasuredata.tiktok.events.examples.cli.options.SourceTypeOption;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.source.ListedSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists, finds and creates event sources of an advertiser. */
@Command(name = "source", description = "Lists, finds and creates event sources of an advertiser.")
public final class SourceCommand {
  private static final int MAX_DAYS = 90;

  private final CliContext context;

  public SourceCommand(CliContext context) {
    this.context = context;
  }

  /** The options that all of them take. */
  static final class Options {
    @Mixin final ConnectionOptions connection = new ConnectionOptions();

    @Mixin final SourceTypeOption source = new SourceTypeOption();

    @Option(
        names = "--advertiser-id",
        required = true,
        paramLabel = "ID",
        description = "The ad account.")
    @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
    String advertiserId;

    @Option(names = "--json", description = "Print a line of JSON for each source.")
    boolean json;

    EventSourceResolver resolver(CliContext context) {
      return EventSourceResolver.builder()
          .tokenProvider(connection.tokenProvider(context))
          .advertiserId(advertiserId)
          .transport(connection.transport(context))
          .build();
    }
  }

  @Command(name = "list", description = "Prints the id and name of every source of a kind.")
  int list(@Mixin Options options) {
    try (EventSourceResolver resolver = options.resolver(context)) {
      for (ListedSource listed : resolver.list(options.source.type())) {
        print(options, listed.source(), listed.name());
      }
    }
    return ExitCode.DONE.code();
  }

  @Command(name = "resolve", description = "Prints the id of the one source with a name.")
  int resolve(
      @Mixin Options options,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "The source's name.")
          String name) {
    try (EventSourceResolver resolver = options.resolver(context)) {
      printOne(options, resolver.resolve(options.source.type(), name), name);
    }
    return ExitCode.DONE.code();
  }

  @Command(name = "create", description = "Creates a source, and prints its id.")
  int create(
      @Mixin Options options,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "The new source's name.")
          String name) {
    try (EventSourceResolver resolver = options.resolver(context)) {
      printOne(options, resolver.create(options.source.type(), name), name);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      name = "stats",
      description =
          "Prints what TikTok counted for a pixel, as it answers: one of the ways to see that events arrive.")
  int stats(
      @Mixin ConnectionOptions connection,
      @Option(
              names = "--advertiser-id",
              required = true,
              paramLabel = "ID",
              description = "The ad account.")
          String advertiserId,
      @Option(
              names = "--source-id",
              required = true,
              paramLabel = "CODE",
              description = "The pixel code.")
          String code,
      @Option(
              names = "--days",
              defaultValue = "7",
              paramLabel = "N",
              description =
                  "How many days, today (UTC) included, 1 to 90; by default ${DEFAULT-VALUE}.")
          int days,
      @Option(names = "--json", description = "Print the answer as one line of JSON.")
          boolean json) {
    if (days < 1 || days > MAX_DAYS) {
      throw new UsageException("--days must be 1 to " + MAX_DAYS + ": " + days);
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try (PixelStats stats =
        new PixelStats(
            connection.transport(context), connection.tokenProvider(context), advertiserId)) {
      String number =
          stats
              .numberOf(code)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "no pixel of advertiser %s has the code %s"
                              .formatted(
                                  ForeignText.quoted(advertiserId), ForeignText.quoted(code))));
      Map<?, ?> answer = stats.of(number, today.minusDays(days - 1L), today);
      context.out().println(json ? JsonTree.toJson(answer) : JsonTree.toIndentedJson(answer));
    }
    return ExitCode.DONE.code();
  }

  /** For people and scripts the id alone: the name is what they gave. */
  private void printOne(Options options, EventSource source, String name) {
    context.out().println(options.json ? json(source, name) : source.id());
  }

  private void print(Options options, EventSource source, String name) {
    context
        .out()
        .println(
            options.json ? json(source, name) : source.id() + "  " + ForeignText.escaped(name));
  }

  private static String json(EventSource source, String name) {
    return new JsonLine()
        .with("event_source", source.type().wireName())
        .with("event_source_id", source.id())
        .with("name", name)
        .toString();
  }
}
