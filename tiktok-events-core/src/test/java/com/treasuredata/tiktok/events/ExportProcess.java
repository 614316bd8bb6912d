package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.support.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * A program that exports, keeps up to which record all is settled in a file, and ends before the
 * export does.
 */
final class ExportProcess {
  /** How many records there are. */
  static final long RECORDS = 20_000;

  /** How many of them are settled when the process begins to end, at least. */
  static final long MIDDLE = 1_000;

  /** The exit code of {@link Ending#EXIT}. */
  static final int EXIT_CODE = 3;

  private static final int BATCH = 50;

  /** How the process ends. */
  enum Ending {
    /** Another thread calls {@link System#exit}. */
    EXIT,

    /** The exporting thread is done, without closing its session. */
    RETURN,

    /** By a signal that it isn't prepared for. */
    SIGNAL,

    /** By a signal, upon which it interrupts the exporting thread and waits for it. */
    SIGNAL_AND_WAIT;

    boolean isBySignal() {
      return this == SIGNAL || this == SIGNAL_AND_WAIT;
    }
  }

  private final EventsClient client;
  private final Path settled;
  private final CompletableFuture<Void> middle = new CompletableFuture<>();

  private ExportProcess(EventsClient client, Path settled) {
    this.client = client;
    this.settled = settled;
  }

  /** Takes the server's address, the file, and the ending. */
  public static void main(String[] args) {
    EventsClient client =
        Clients.builder(args[0])
            .transport(Clients.transport(args[0]).requestTimeout(Duration.ofMinutes(2)).build())
            .build();
    ExportProcess process = new ExportProcess(client, Path.of(args[1]));
    switch (Ending.valueOf(args[2])) {
      case EXIT -> process.exit();
      case RETURN -> process.leaveOpen();
      case SIGNAL -> process.export().run(records());
      case SIGNAL_AND_WAIT -> process.endInOrder();
    }
  }

  /** Returns the records, the same ones each time. */
  static List<Long> records() {
    return LongStream.rangeClosed(1, RECORDS).boxed().toList();
  }

  private void exit() {
    Thread another =
        new Thread(
            () -> {
              middle.join();
              System.exit(EXIT_CODE);
            });
    another.start();
    export().run(records());
  }

  private void leaveOpen() {
    ExportSession<Long> session = export().open();
    records().subList(0, (int) MIDDLE + 3 * BATCH).forEach(session::add);
    middle.join();
  }

  private void endInOrder() {
    Thread exporting = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(exporting)));
    try {
      export().run(records());
    } catch (ExportStoppedException e) {
      System.out.println(e.report());
    }
  }

  private static void stop(Thread exporting) {
    exporting.interrupt();
    try {
      exporting.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a hook", e);
    }
  }

  private Export<Long> export() {
    return client
        .<Long>export(Clients::event)
        .threads(4)
        .batchLimits(BATCH, 1_000_000)
        .listener(
            new ExportListener() {
              @Override
              public void onProgress(ExportReport soFar) {
                keep(soFar.checkpoint().position());
              }
            });
  }

  private void keep(long record) {
    Path next = settled.resolveSibling("next");
    try {
      Files.writeString(next, Long.toString(record));
      Files.move(next, settled, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (record >= MIDDLE) {
      middle.complete(null);
    }
  }
}
