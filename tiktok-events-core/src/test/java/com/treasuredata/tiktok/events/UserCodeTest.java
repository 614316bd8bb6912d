package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.Records.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of the caller's may throw anything and call back: the account holds, and nothing hangs. */
@Timeout(30)
class UserCodeTest {
  private final FakeTikTok tiktok = FakeTikTok.start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  enum Where {
    MAPPER,
    ITERATOR,
    KEY,
    ON_FAILURE,
    ON_PROGRESS,
    ON_UNDELIVERED,
    TOKEN_PROVIDER,
    CALL_FACTORY
  }

  /** Kotlin, Scala and Groovy throw checked exceptions without declaring them. */
  @ParameterizedTest
  @EnumSource(Where.class)
  void anUndeclaredCheckedExceptionStopsTheExportWithItsWholeAccount(Where where) {
    IOException thrown = new IOException("disk full");
    AtomicInteger calls = new AtomicInteger();
    EventsClient.Builder builder = Clients.builder(tiktok.baseUrl());
    if (where == Where.TOKEN_PROVIDER) {
      builder.tokenProvider(
          () -> {
            throwThis(thrown);
            throw new AssertionError();
          });
    }
    if (where == Where.CALL_FACTORY) {
      builder.transport(
          Clients.transport(tiktok.baseUrl())
              .callFactory(
                  request -> {
                    throwThis(thrown);
                    throw new AssertionError();
                  })
              .build());
    }
    try (EventsClient own = builder.build()) {
      Export<Long> export =
          own.<Long>export(
                  record -> {
                    throwIf(where == Where.MAPPER && record == 25, thrown);
                    return record % 7 == 0
                        ? Event.builder(EventName.PURCHASE).build()
                        : Clients.event(record);
                  })
              .threads(3)
              .batchLimits(10, 1_000_000)
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .deduplicationKey(
                  record -> {
                    throwIf(where == Where.KEY && record == 25, thrown);
                    return null;
                  })
              .listener(
                  new ExportListener() {
                    @Override
                    public void onResult(RecordResult failure) {
                      if (!failure.isFailure()) {
                        return;
                      }
                      throwIf(where == Where.ON_FAILURE, thrown);
                    }

                    @Override
                    public void onProgress(ExportReport soFar) {
                      throwIf(where == Where.ON_PROGRESS, thrown);
                    }
                  })
              .onUndelivered((record, failure) -> throwIf(where == Where.ON_UNDELIVERED, thrown));
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  export.run(
                      LongStream.rangeClosed(1, 100)
                          .peek(
                              record -> {
                                calls.incrementAndGet();
                                throwIf(where == Where.ITERATOR && record == 25, thrown);
                              })
                          .iterator()));
      assertThat(stopped).hasCause(thrown);
      assertThat(stopped).hasMessageContaining("unexpected java.io.IOException, see the cause");
      assertThat(stopped.report().pending()).isZero();
      assertThat(stopped.report().accepted()).isEqualTo(tiktok.stats().eventsCounted());
      assertThat(stopped.report().unknown()).isZero();
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  /** As when memory is used up, or a class of the HTTP client's can't be loaded. */
  @Test
  void anErrorAfterARequestWentOutLeavesItsRecordsUnknownAndEndsTheExport() {
    Error error = new OutOfMemoryError("of the test");
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  throw error;
                })
            .build();
    try (EventsClient own =
        Clients.builder(tiktok.baseUrl())
            .transport(Clients.transport(tiktok.baseUrl()).callFactory(http).build())
            .build()) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  own.<Long>export(Clients::event)
                      .threads(1)
                      .batchLimits(10, 1_000_000)
                      .run(LongStream.rangeClosed(1, 100).iterator()));

      assertThat(stopped).hasRootCause(error);
      assertThat(stopped.report().unknown()).isPositive().isEqualTo(tiktok.stats().eventsCounted());
      assertThat(stopped.report().pending()).isZero();
    }
  }

  @Test
  void anErrorOfAListenerEndsTheExportWithItsAccount() {
    Error error = new NoClassDefFoundError("of the test");

    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class,
            () ->
                client
                    .<Long>export(Clients::event)
                    .threads(1)
                    .batchLimits(10, 1_000_000)
                    .listener(
                        new ExportListener() {
                          @Override
                          public void onResult(RecordResult result) {
                            throw error;
                          }
                        })
                    .run(LongStream.rangeClosed(1, 100).iterator()));

    assertThat(stopped).hasCause(error);
    assertThat(stopped.report().pending()).isZero();
    assertThat(stopped.report().accepted()).isEqualTo(tiktok.stats().eventsCounted());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void aListenerMayCloseTheSession(int closedAt) {
    List<ExportSession<Long>> session = new ArrayList<>();
    AtomicInteger failures = new AtomicInteger();
    Export<Long> export =
        client
            .<Long>export(
                record ->
                    record % 5 == 0
                        ? Event.builder(EventName.PURCHASE).build()
                        : Clients.event(record))
            .threads(2)
            .batchLimits(10, 1_000_000)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .onFailure(
                failure -> {
                  if (failures.incrementAndGet() == closedAt && !session.isEmpty()) {
                    session.get(0).close();
                  }
                });
    session.add(export.open());
    assertThatThrownBy(() -> addAll(session.get(0), 1_000))
        .isInstanceOf(ExportStoppedException.class)
        .hasMessageContaining("the session was closed before it was finished");
    session.get(0).close();
    ExportReport report = session.get(0).report();
    assertThat(report.pending()).isZero();
    assertThat(report.read()).isEqualTo(closedAt * 5L);
    assertThat(report.accepted()).isEqualTo(tiktok.stats().eventsCounted());
  }

  @Test
  void aListenerOnASendersThreadMayCloseTheSession() {
    List<ExportSession<Long>> session = new ArrayList<>();
    Export<Long> export =
        client
            .<Long>export(Clients::event)
            .threads(2)
            .batchLimits(10, 1_000_000)
            .listener(
                new ExportListener() {
                  @Override
                  public void onProgress(ExportReport soFar) {
                    session.get(0).close();
                  }
                });
    session.add(export.open());
    assertThatThrownBy(
            () -> {
              addAll(session.get(0), 100_000);
            })
        .isInstanceOf(ExportStoppedException.class);
    assertThat(session.get(0).report().pending()).isZero();
  }

  @Test
  void aListenerThatAddsRecordsIsRefused() {
    List<ExportSession<Long>> session = new ArrayList<>();
    Export<Long> export =
        client
            .<Long>export(record -> Event.builder(EventName.PURCHASE).build())
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .onFailure(failure -> session.get(0).add(1L));
    session.add(export.open());
    assertThatThrownBy(() -> session.get(0).add(1L))
        .isInstanceOf(ExportStoppedException.class)
        .cause()
        .hasMessageContaining("a listener can't add records");
    assertThat(session.get(0).report().pending()).isZero();
  }

  @Test
  void aMapperMayCloseTheSession() {
    List<ExportSession<Long>> session = new ArrayList<>();
    session.add(
        client
            .<Long>export(
                record -> {
                  session.get(0).close();
                  return Clients.event(record);
                })
            .open());
    assertThatThrownBy(() -> session.get(0).add(1L)).isInstanceOf(ExportStoppedException.class);
    assertThat(session.get(0).report())
        .hasToString("1 read = 0 accepted + 0 invalid + 0 rejected + 0 unknown + 1 not sent");
  }

  /** As a framework's cancel does. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 5, 8, 13, 21, 34})
  void anotherThreadMayCloseTheSession(long millis) throws InterruptedException {
    tiktok.answerEvery(3, Answer.usual().after(Duration.ofMillis(3)));
    ExportSession<Long> session =
        client.<Long>export(Clients::event).threads(3).batchLimits(5, 1_000_000).open();
    Thread cancel =
        new Thread(
            () -> {
              sleep(millis);
              session.close();
            });
    cancel.start();
    assertThatThrownBy(() -> addAll(session, Long.MAX_VALUE))
        .isInstanceOfAny(ExportStoppedException.class, IllegalStateException.class);
    cancel.join();
    session.close();
    assertThat(session.report().pending()).isZero();
    assertThat(session.report().accepted()).isEqualTo(tiktok.stats().eventsCounted());
  }

  @Test
  void anInterruptIsSeenAtTheNextRecord() throws InterruptedException {
    List<ExportReport> report = new ArrayList<>();
    AtomicInteger read = new AtomicInteger();
    Thread exporter =
        new Thread(
            () -> {
              Iterator<Long> slow =
                  LongStream.iterate(1, i -> i + 1)
                      .peek(
                          record -> {
                            read.incrementAndGet();
                            pauseUninterruptibly();
                          })
                      .iterator();
              try {
                client.<Long>export(Clients::event).run(slow);
              } catch (ExportStoppedException e) {
                report.add(e.report());
              }
            });
    exporter.start();
    while (read.get() < 5) {
      Thread.onSpinWait();
    }
    exporter.interrupt();
    exporter.join(5_000);
    assertThat(exporter.isAlive()).isFalse();
    assertThat(read.get()).isLessThan(20);
    assertThat(report.get(0).pending()).isZero();
    assertThat(report.get(0).notSent()).isEqualTo(report.get(0).read());
  }

  @Test
  void aDroppedSessionLeavesNoThreadForEver() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      ExportSession<Long> dropped =
          client.<Long>export(Clients::event).batchLimits(1, 1_000_000).open();
      dropped.add(1L);
      dropped.add(2L);
      dropped.add(3L);
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tiktok-events-sender")) {
        thread.join(15_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void aClosedClientSendsNothing() {
    EventsClient closed = Clients.quick(tiktok.baseUrl());
    closed.close();
    assertThatThrownBy(() -> closed.send(Clients.event(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
    assertThatThrownBy(
            () ->
                closed
                    .<Long>export(Clients::event)
                    .run(LongStream.rangeClosed(1, 3).boxed().toList()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
    assertThat(tiktok.stats().requests()).isZero();
  }

  private static void addAll(ExportSession<Long> session, long count) {
    for (long record = 1; record <= count; record++) {
      session.add(record);
    }
  }

  private static void pauseUninterruptibly() {
    long until = System.nanoTime() + Duration.ofMillis(20).toNanos();
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static void throwIf(boolean now, Throwable thrown) {
    if (now) {
      throwThis(thrown);
    }
  }

  /** Throws a checked exception as languages do that don't declare them. */
  private static void throwThis(Throwable thrown) {
    UserCodeTest.<RuntimeException>sneak(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> void sneak(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
