package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a framework does to a session: flushes, stops, closes, and has several at once. */
@Timeout(60)
class ExportSessionTest {
  private final FakeTikTok tiktok = FakeTikTok.start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @Test
  void flushReturnsWhenAllThatWasAddedIsSettledAndTold() {
    RecordingListener heard = new RecordingListener();
    Export<Long> export = client.<Long>export(Clients::event).batchLimits(10, 1_000_000);
    try (ExportSession<Long> session = export.listener(heard).open()) {
      add(session, 1, 25);
      ExportReport report = session.flush();

      assertThat(report.accepted()).isEqualTo(25);
      assertThat(report.pending()).isZero();
      assertThat(report.checkpoint()).isEqualTo(Checkpoint.upTo(25));
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(25);
      assertThat(heard.progress()).isNotEmpty();
      assertThat(session.flush().requests()).isEqualTo(3); // Nothing was added: nothing is sent.

      add(session, 26, 30);
      assertThat(session.finish().accepted()).isEqualTo(30);
    }
  }

  @Test
  void flushTellsThatTheExportStopped() {
    tiktok.answerNext(1, Answer.code(40105, "Access token is incorrect."));
    try (ExportSession<Long> session = client.<Long>export(Clients::event).open()) {
      add(session, 1, 5);
      ExportStoppedException stopped =
          catchThrowableOfType(ExportStoppedException.class, session::flush);
      assertThat(stopped.report().notSent()).isEqualTo(5);
      assertThatThrownBy(session::flush).isInstanceOf(ExportStoppedException.class);
    }
  }

  @Test
  void isStoppedByAnyThreadAlsoWhileAddWaits() throws InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(700)));
    ExportSession<Long> session =
        client.<Long>export(Clients::event).threads(1).batchLimits(1, 1_000_000).open();
    List<ExportStoppedException> thrown = new ArrayList<>();
    Thread adding =
        new Thread(
            () -> {
              try {
                add(session, 1, 1_000);
              } catch (ExportStoppedException e) {
                thrown.add(e);
              }
            });
    adding.start();
    while (session.report().read() < 3 || tiktok.stats().requests() < 1) {
      Records.sleep(5);
    }

    session.stop();
    session.stop();
    adding.join(5_000);

    assertThat(thrown).hasSize(1);
    assertThat(thrown.get(0)).hasMessageContaining("the session was stopped");
    ExportReport report = thrown.get(0).report();
    assertThat(report.pending()).isZero();
    assertThat(report.accepted()).isBetween(1L, 3L);
    assertThat(report.accepted() + report.notSent()).isEqualTo(report.read());
    session.close();
  }

  /** A cancelled task gives its slot back soon, and its account says what was in flight. */
  @Test
  void closesWithinTheTimeThatItIsGiven() {
    tiktok.answerWith(
        request ->
            request.number() > 1
                ? Optional.of(Answer.usual().after(Duration.ofSeconds(30)))
                : Optional.empty());
    ExportSession<Long> session =
        client.<Long>export(Clients::event).batchLimits(10, 1_000_000).open();
    add(session, 1, 35);
    while (tiktok.stats().requests() < 3) {
      Records.sleep(5);
    }

    long start = System.nanoTime();
    ExportReport report = session.close(Duration.ofMillis(300));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(report)
        .hasToString("35 read = 10 accepted + 0 invalid + 0 rejected + 20 unknown + 5 not sent");
    assertThat(session.close(Duration.ZERO)).hasToString(report.toString());
    assertThatThrownBy(() -> session.close(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closingIsHarmlessInAnyState() {
    ExportSession<Long> session = client.<Long>export(Clients::event).open();
    add(session, 1, 3);
    session.finish();
    session.close();
    session.close();
    session.stop();
    assertThat(session.close(Duration.ofSeconds(1)).accepted()).isEqualTo(3);
    assertThatThrownBy(() -> session.add(4L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the session is closed");
    assertThatThrownBy(session::flush).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aListenerMayStopAndCloseWithinATime() {
    List<ExportSession<Long>> sessions = new ArrayList<>();
    ExportSession<Long> session =
        client
            .<Long>export(Clients::event)
            .batchLimits(1, 1_000_000)
            .listener(
                new ExportListener() {
                  @Override
                  public void onResult(RecordResult result) {
                    sessions.get(0).close(Duration.ZERO);
                    sessions.get(0).stop();
                  }
                })
            .open();
    sessions.add(session);
    assertThatThrownBy(() -> add(session, 1, 1_000)).isInstanceOf(ExportStoppedException.class);
    assertThat(session.report().pending()).isZero();
  }

  /** Two tasks of a client of two threads are two requests in flight, not four. */
  @Test
  void sessionsOfAClientShareItsThreads() throws InterruptedException {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    tiktok.answerWith(
        request -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          Records.sleep(10);
          inFlight.decrementAndGet();
          return Optional.empty();
        });
    try (EventsClient two = Clients.builder(tiktok.baseUrl()).threads(2).build()) {
      Export<Long> export = two.<Long>export(Clients::event).batchLimits(5, 1_000_000);
      List<Thread> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        long first = 1 + 200L * i;
        Thread task =
            new Thread(
                () -> {
                  try (ExportSession<Long> session = export.open()) {
                    add(session, first, first + 199);
                    session.finish();
                  }
                });
        tasks.add(task);
        task.start();
      }
      for (Thread task : tasks) {
        task.join();
      }
    }
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(800);
    assertThat(most).hasValueBetween(1, 2);
  }

  /** As an engine does that scatters the rows of one file over two tasks. */
  @Test
  void oneThreadFeedsTwoSessionsInTurn() {
    try (EventsClient one = Clients.builder(tiktok.baseUrl()).threads(1).build()) {
      Export<Long> export = one.<Long>export(Clients::event).batchLimits(5, 1_000_000);
      try (ExportSession<Long> a = export.open();
          ExportSession<Long> b = export.open()) {
        for (long i = 1; i <= 200; i++) {
          (i % 2 == 0 ? a : b).add(i);
        }
        assertThat(a.finish().accepted() + b.finish().accepted()).isEqualTo(200);
      }
    }
  }

  @Test
  void namesItsThreadsAndTakesAFactory() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    List<Thread> made = new ArrayList<>();
    try (EventsClient own =
        Clients.builder(tiktok.baseUrl())
            .threads(1)
            .threadFactory(
                task -> {
                  Thread thread = new Thread(task);
                  thread.setDaemon(true);
                  made.add(thread);
                  return thread;
                })
            .build()) {
      own.<Long>export(Clients::event)
          .name("task 3")
          .listener(
              new ExportListener() {
                @Override
                public void onProgress(ExportReport soFar) {
                  names.add(Thread.currentThread().getName());
                }
              })
          .run(List.of(1L));
    }
    assertThat(made).hasSize(1);
    assertThat(names).containsExactly("tiktok-events-sender task 3 batch 1");
  }

  @Test
  void warnsOfASessionThatNobodyFinishedAndNotOfOneThatItsCallerEnds() {
    Export<Long> export = client.export(Clients::event);
    assertThat(CapturedLog.of(() -> endEarly(export.open(), ExportSession::close)))
        .filteredOn(line -> line.contains("closed before it was finished"))
        .singleElement()
        .asString()
        .startsWith("WARN");
    List<String> ended =
        CapturedLog.of(
            () -> {
              endEarly(export.open(), session -> session.close(Duration.ofSeconds(10)));
              endEarly(
                  export.open(),
                  session -> {
                    session.stop();
                    session.close();
                  });
            });
    assertThat(ended)
        .filteredOn(line -> line.contains("closed before it was finished"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("INFO"));
  }

  private static void endEarly(ExportSession<Long> session, Consumer<ExportSession<Long>> end) {
    add(session, 1, 3);
    end.accept(session);
  }

  @Test
  void goesByItsNameWhereItStops() {
    tiktok.answerNext(1, Answer.code(40105, "Access token is incorrect."));
    assertThatThrownBy(
            () -> client.<Long>export(Clients::event).name("task 3").run(List.of(1L, 2L)))
        .hasMessageStartingWith("task 3, the export stopped: ");
    assertThatThrownBy(() -> client.<Long>export(Clients::event).name("a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClientOfAnotherSourceSharesConnectionsAndEndsWithItsOwner() {
    EventsClient shops = client.to(EventSource.web("C4OTHEREXAMPLE0PIXEL"));
    shops.close();
    shops.<Long>export(Clients::event).run(List.of(1L));
    assertThat(tiktok.stats("web").eventsReceived()).isEqualTo(1);
    client.close();
    assertThatThrownBy(() -> shops.send(Clients.event(2)))
        .isInstanceOf(IllegalStateException.class);
    try (EventsClient again = shops.newBuilder().build()) {
      assertThat(again.source()).isEqualTo(shops.source());
      assertThat(again.send(Clients.event(3)).requestId()).isPresent();
    }
  }

  private static void add(ExportSession<Long> session, long first, long last) {
    for (long record = first; record <= last; record++) {
      session.add(record);
    }
  }

  /** As the cancel thread of an engine does while the task waits. */
  @Test
  void isClosedWithinATimeByAnotherThread() throws InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofSeconds(30)));
    ExportSession<Long> session = client.<Long>export(Clients::event).open();
    List<ExportStoppedException> thrown = new ArrayList<>();
    Thread task =
        new Thread(
            () -> {
              try {
                add(session, 1, 10);
                session.finish();
              } catch (ExportStoppedException e) {
                thrown.add(e);
              }
            });
    task.start();
    while (tiktok.stats().requests() < 1) {
      Records.sleep(5);
    }

    session.close(Duration.ofMillis(100));
    task.join(5_000);

    assertThat(task.isAlive()).isFalse();
    assertThat(thrown).hasSize(1);
    assertThat(thrown.get(0).report().unknown()).isEqualTo(10);
  }

  @Test
  void aThreadFactoryThatMakesNoThreadStopsTheExportWithItsAccount() {
    for (ThreadFactory factory :
        List.<ThreadFactory>of(
            task -> {
              throw new UnsupportedOperationException();
            },
            noThreads())) {
      try (EventsClient own =
          Clients.builder(tiktok.baseUrl()).threads(2).threadFactory(factory).build()) {
        Export<Long> export = own.<Long>export(Clients::event).batchLimits(2, 1_000_000);
        for (int i = 0; i < 3; i++) {
          ExportStoppedException stopped =
              catchThrowableOfType(
                  ExportStoppedException.class, () -> export.run(List.of(1L, 2L, 3L, 4L, 5L)));
          assertThat(stopped.report().pending()).isZero();
          assertThat(stopped.report().notSent()).isEqualTo(stopped.report().read()).isPositive();
        }
      }
    }
    assertThat(tiktok.stats().requests()).isZero();
  }

  @SuppressWarnings("NullAway") // What a factory of Java without these checks may do.
  private static ThreadFactory noThreads() {
    return task -> null;
  }

  @Test
  void aBudgetHoldsHoweverSlowTheListenerIs() {
    ExportListener slow =
        new ExportListener() {
          @Override
          public void onResult(RecordResult result) {
            Records.sleep(2);
          }
        };
    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                client
                    .<Long>export(
                        record ->
                            record % 2 == 0
                                ? Event.builder(EventName.PURCHASE).build()
                                : Clients.event(record))
                    .batchLimits(10, 1_000_000)
                    .invalidRecords(InvalidRecordPolicy.skipUpTo(3))
                    .listener(slow)
                    .run(LongStream.rangeClosed(1, 400).boxed().toList()));
    assertThat(stopped).hasMessageContaining("too many records are invalid or rejected");
    assertThat(stopped.report().pending()).isZero();
  }
}
