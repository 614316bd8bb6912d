package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports to several sources that keep one file from which the same export goes on. */
@Timeout(60)
class RoutedJournalTest {
  private static final Map<String, String> JOB = Map.of("table", "orders");
  private static final EventSource HOME = Clients.SHOP;
  private static final EventSource OTHER = EventSource.web("C4OTHEREXAMPLE0PIXEL");

  @TempDir private Path directory;

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10_000).start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());
  private final EventsClient bare = client.newBuilder().deriveEventIds(false).build();

  @AfterEach
  void close() {
    bare.close();
    client.close();
    tiktok.close();
  }

  @Test
  void goesOnWhereItStoppedInEachSourceAndDeletesItsFile() {
    stopAfter(4);
    assertThat(file()).exists();

    ExportReport report = resume(records(100));

    assertThat(report.passedOver()).isEqualTo(40);
    assertThat(report.accepted()).isEqualTo(60);
    assertThat(report.bySource()).containsOnlyKeys(HOME, OTHER);
    assertThat(report.checkpoint()).isEqualTo(Checkpoint.upTo(100));
    assertThat(sent()).hasSize(100).doesNotHaveDuplicates();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void goesOnWhereASessionWasClosed() {
    try (ExportJournal journal = open();
        ExportSession<Long> session = export(journal, RoutedJournalTest::source).open()) {
      records(35).forEach(session::add);
      session.flush();
    }
    try (ExportJournal journal = open()) {
      assertThat(journal.checkpoint()).isEqualTo(Checkpoint.upTo(35));
      assertThat(journal.source()).contains(HOME);
    }
    assertThat(resume(records(50)).accepted()).isEqualTo(15);
  }

  @Test
  void sendsWhatARefusedSourceLacksWhenItIsRunAgain() {
    tiktok.answerWith(
        request ->
            request.eventSourceId().equals(Optional.of(OTHER.id()))
                ? Optional.of(Answer.code(40001, "No permission."))
                : Optional.empty());
    ExportReport first = resume(records(100));
    assertThat(first.refusals()).containsOnlyKeys(OTHER);
    assertThat(first.accepted()).isEqualTo(50);
    assertThat(file()).exists();
    tiktok.answerWith(request -> Optional.empty());

    ExportReport second = resume(records(100)).orThrow();

    assertThat(second.passedOver()).isEqualTo(50);
    assertThat(second.accepted()).isEqualTo(50);
    assertThat(sent()).hasSize(100).doesNotHaveDuplicates();
    assertThat(file()).doesNotExist();
  }

  @Test
  void refusesASettledRecordThatWouldGoToAnotherSource() {
    stopAfter(4);
    try (ExportJournal journal = open()) {
      assertThatThrownBy(() -> export(journal, record -> OTHER).run(records(100)))
          .isInstanceOf(ExportStoppedException.class)
          .hasRootCauseInstanceOf(JournalException.class)
          .hasMessageContaining("row 2 of the input differs");
    }
    assertThat(resume(records(100)).isComplete()).isTrue();
  }

  @Test
  void checksWhereRecordsGoEvenIfTheyAreNotCompared() {
    stopAfter(4, "");
    try (ExportJournal journal = open()) {
      RoutedExport<Long> elsewhere = routed(record -> OTHER).journal(journal);
      assertThatThrownBy(() -> elsewhere.run(records(100)))
          .hasMessageContaining("row 2 of the input differs");
    }
  }

  @Test
  void tellsAnExportToOneSourceFromOneToSeveral() {
    stopAfter(4);
    try (ExportJournal journal = open()) {
      Export<Long> one = client.<Long>export(Clients::event).journal(journal, Object::toString);
      assertThatThrownBy(() -> one.run(records(100)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("its records went to several sources");
    }
  }

  @Test
  void refusesAnotherFallbackBeforeAnyRecordIsRead() {
    stopAfter(4);
    AtomicInteger read = new AtomicInteger();
    try (ExportJournal journal = open()) {
      RoutedExport<Long> elsewhere =
          RoutedExport.<Long>of(
                  OTHER,
                  record -> {
                    read.incrementAndGet();
                    return null;
                  },
                  source -> client.to(source).export(Clients::event))
              .journal(journal, Object::toString);
      assertThatThrownBy(() -> elsewhere.run(records(100)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("event_source_id was ");
    }
    assertThat(read).hasValue(0);
  }

  @Test
  void stopsWhenRecordsAreMissing() {
    stopAfter(4);
    assertThatThrownBy(() -> resume(records(30)))
        .isInstanceOf(ExportStoppedException.class)
        .hasMessageContaining("the input ends after row 30");
  }

  @Test
  void refusesExportsThatMakeOtherIds() {
    EventsClient strict = client.newBuilder().strict(true).build();
    try (strict;
        ExportJournal journal = open()) {
      RoutedExport<Long> mixed =
          RoutedExport.<Long>of(
                  HOME,
                  RoutedJournalTest::source,
                  source ->
                      (source.equals(HOME) ? client : strict).to(source).export(Clients::event))
              .journal(journal, Object::toString);
      assertThatThrownBy(() -> mixed.run(records(10)))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must have the same server");
    }
  }

  /** A file of results, say, has all its lines before the journal relies on them. */
  @Test
  void isWrittenAfterTheListenerHasHeardOfInvalidRecordsToo() throws IOException {
    List<Long> heard = new ArrayList<>();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void onProgress(ExportReport soFar) {
            heard.add(soFar.checkpoint().last());
          }
        };
    RoutedExport<Long> invalid =
        RoutedExport.of(
            HOME,
            RoutedJournalTest::source,
            source ->
                client
                    .to(source)
                    .<Long>export(record -> Event.builder(EventName.PURCHASE).build())
                    .invalidRecords(InvalidRecordPolicy.SKIP)
                    .listener(listener));
    try (ExportJournal journal = open();
        ExportSession<Long> session = invalid.journal(journal, Object::toString).open()) {
      records(3).forEach(session::add);
      session.stop();
    }
    assertThat(heard).last().isEqualTo(3L);
    assertThat(Files.readString(file())).contains("\ncheckpoint=1-3\n");
  }

  /** Events without an id are noted before they are sent, and not sent again by themselves. */
  @Test
  void doesNotSendAgainWhatTikTokWouldCountTwice() {
    tiktok.answerNext(1, Answer.reset());
    try (ExportJournal journal = open()) {
      ExportReport report = withoutIds().journal(journal).run(records(20));
      assertThat(report.unknown()).isEqualTo(10);
      assertThat(report.accepted()).isEqualTo(10);
    }
    try (ExportJournal journal = open()) {
      assertThat(journal.checkpoint().unknown()).isEqualTo(10);
      assertThat(withoutIds().journal(journal).run(records(20)).passedOver()).isEqualTo(20);
    }
    assertThat(sent()).hasSize(10);
  }

  private RoutedExport<Long> withoutIds() {
    return RoutedExport.of(
        HOME,
        RoutedJournalTest::source,
        source ->
            bare.to(source)
                .<Long>export(
                    record ->
                        Event.builder(EventName.PURCHASE)
                            .occurredAt(Instant.now())
                            .pageUrl("https://shop.example/orders/" + record)
                            .build())
                .batchLimits(10, 1_000_000));
  }

  private void stopAfter(int requests) {
    stopAfter(requests, null);
  }

  /** Sends so many requests of ten events, and is then refused as a whole. */
  private void stopAfter(int requests, @Nullable String content) {
    for (int i = 0; i < requests; i++) {
      tiktok.answerNext(1, Answer.usual());
    }
    tiktok.answerEvery(1, Answer.code(40105, "Access token is incorrect."));
    try (ExportJournal journal = open()) {
      RoutedExport<Long> export =
          RoutedExport.<Long>of(
                  HOME, RoutedJournalTest::source, source -> export(source).threads(1))
              .journal(journal, record -> content == null ? record.toString() : content);
      assertThatThrownBy(() -> export.run(records(100))).isInstanceOf(ExportStoppedException.class);
    }
    tiktok.clearAnswers();
  }

  private ExportReport resume(List<Long> records) {
    try (ExportJournal journal = open()) {
      return export(journal, RoutedJournalTest::source).run(records);
    }
  }

  private RoutedExport<Long> export(
      ExportJournal journal, Function<Long, @Nullable EventSource> route) {
    return routed(route).journal(journal, Object::toString);
  }

  private RoutedExport<Long> routed(Function<Long, @Nullable EventSource> route) {
    return RoutedExport.of(HOME, route, this::export);
  }

  private Export<Long> export(EventSource source) {
    return client.to(source).<Long>export(Clients::event).batchLimits(10, 1_000_000);
  }

  private ExportJournal open() {
    return ExportJournal.open(file(), JOB);
  }

  private static @Nullable EventSource source(long record) {
    return record % 2 == 0 ? null : OTHER;
  }

  private static List<Long> records(long count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private List<Object> sent() {
    return tiktok.events().stream()
        .<Object>map(event -> event.eventSourceId() + ' ' + event.fields().get("event_id"))
        .toList();
  }

  private Path file() {
    return directory.resolve("orders.journal");
  }
}
