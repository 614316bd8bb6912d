package com.treasuredata.tiktok.events.examples.cli.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work on this thread end in order when the process is told to end, as by Ctrl-C: interrupts
 * it, once more if it takes longer than half a minute, and holds the process until {@link #close},
 * or for some seconds more at most.
 */
final class StopOnSignal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  StopOnSignal(PrintStream err) {
    this(err, PATIENCE);
  }

  StopOnSignal(PrintStream err, Duration patience) {
    Thread worker = Thread.currentThread();
    hook =
        new Thread(
            () -> {
              err.println("stopping: waiting for the requests in flight, half a minute at most");
              worker.interrupt();
              try {
                if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                  worker.interrupt();
                  ended.await(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Somebody is in a hurry: end now.
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }
}
