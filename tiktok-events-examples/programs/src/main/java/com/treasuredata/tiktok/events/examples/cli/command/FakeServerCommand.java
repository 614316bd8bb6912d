package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.UncheckedIOException;
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

  private final CliContext context;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8089",
      description = "The port on 127.0.0.1, 0 for any; by default ${DEFAULT-VALUE}.")
  int port;

  public FakeServerCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (FakeTikTok tiktok = start()) {
      context.out().println("listening on " + tiktok.baseUrl() + "; end with Ctrl-C");
      context
          .out()
          .printf(
              "takes any access token; there is advertiser %s, and app %s with secret %s%n",
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
    try {
      return FakeTikTok.builder().port(port).start();
    } catch (UncheckedIOException e) {
      throw Ports.taken(port);
    }
  }

  private void print(FakeTikTok.Stats stats) {
    context
        .out()
        .printf(
            Locale.ROOT,
            "%,d requests, %,d events received, %,d counted, %,d duplicates%n",
            stats.requests(),
            stats.eventsReceived(),
            stats.eventsAccepted(),
            stats.duplicates());
  }
}
