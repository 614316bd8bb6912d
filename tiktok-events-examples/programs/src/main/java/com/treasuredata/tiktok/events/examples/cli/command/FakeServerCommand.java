package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.progress.Plural;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a fake TikTok on its own. */
@Command(
    name = "fake-server",
    description =
        "Runs a TikTok on loopback that takes, checks and counts events, for use with any client.")
public final class FakeServerCommand implements Callable<Integer> {
  private static final int COUNT_EVERY_SECONDS = 5;
  private static final String SAMPLE_STORE_ID = "com.example.app";

  private final CliContext context;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8089",
      description = "The port on 127.0.0.1, 0 for any; by default ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Take this access token and no other one; may be given several times. By default any is taken.")
  List<String> tokens = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "TYPE:ID:NAME",
      description =
          "There is this event source, such as web:C4A1EXAMPLE0PIXEL7QG:Main, and no other one; may be given"
              + " several times. By default events for any are taken.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--fail",
      paramLabel = "HOW=SHARE",
      description =
          "Let this share of the requests with events fail: an HTTP status such as 502=10%%, a return code such as"
              + " 40100=5%%, reset=1%% for a connection that breaks, lost=1%% for one that breaks when the"
              + " events were taken; may be given several times.")
  List<String> failures = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Which requests --fail meets: the same for the same number; by default ${DEFAULT-VALUE}.")
  long seed;

  public FakeServerCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ScriptedFailures script = ScriptedFailures.of(failures, seed);
    try (FakeTikTok tiktok = start()) {
      tiktok.answerWith(request -> script.next());
      context.out().println("listening on " + tiktok.baseUrl() + "; end with Ctrl-C");
      context
          .out()
          .printf(
              "takes %s; there is advertiser %s, and app %s with secret %s%n",
              tokens.isEmpty()
                  ? "any access token"
                  : tokens.size() == 1 ? "one access token" : tokens.size() + " access tokens",
              FakeTikTok.SAMPLE_ADVERTISER_ID,
              FakeTikTok.SAMPLE_APP_ID,
              FakeTikTok.SAMPLE_APP_SECRET);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> print(tiktok.stats())));
      CountDownLatch never = new CountDownLatch(1);
      long requests = 0;
      while (!never.await(COUNT_EVERY_SECONDS, TimeUnit.SECONDS)) {
        FakeTikTok.Stats stats = tiktok.stats();
        if (stats.requests() != requests) {
          requests = stats.requests();
          print(stats);
        }
      }
      return ExitCode.DONE.code();
    }
  }

  private FakeTikTok start() {
    Ports.check(port);
    FakeTikTok.Builder builder = FakeTikTok.builder().port(port);
    tokens.forEach(builder::accessToken);
    sources.forEach(source -> declare(builder, source));
    try {
      return builder.start();
    } catch (UncheckedIOException e) {
      throw Ports.taken(port);
    }
  }

  private static void declare(FakeTikTok.Builder builder, String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 3 || parts[1].isBlank() || parts[2].isBlank()) {
      throw wrongSource();
    }
    String advertiser = FakeTikTok.SAMPLE_ADVERTISER_ID;
    switch (type(parts[0])) {
      case WEB -> builder.pixel(advertiser, parts[1], parts[2]);
      case APP -> builder.mobileApp(advertiser, parts[1], parts[2], SAMPLE_STORE_ID);
      case OFFLINE -> builder.offlineSet(advertiser, parts[1], parts[2]);
      case CRM -> builder.crmSet(advertiser, parts[1], parts[2]);
    }
  }

  private static EventSourceType type(String name) {
    for (EventSourceType type : EventSourceType.values()) {
      if (type.wireName().equals(name.toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    throw wrongSource();
  }

  private static UsageException wrongSource() {
    return new UsageException(
        "--source takes TYPE:ID:NAME, such as web:C4A1EXAMPLE0PIXEL7QG:Main; TYPE is web, app, offline"
            + " or crm");
  }

  private void print(FakeTikTok.Stats stats) {
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s, %s received, %,d counted, %s%n",
            Plural.of(stats.requests(), "request", "requests"),
            Plural.of(stats.eventsReceived(), "event", "events"),
            stats.eventsCounted(),
            Plural.of(stats.duplicates(), "duplicate", "duplicates"));
  }
}
