package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records of several event sources in one stream. */
@Timeout(60)
class RoutedExportTest {
  private static final EventSource HOME = Clients.SHOP;
  private static final EventSource OTHER = EventSource.web("C4OTHEREXAMPLE0PIXEL");

  @TempDir private Path directory;

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10_000).start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());
  private final RecordingListener heard = new RecordingListener();

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  private RoutedExport<Long> export() {
    return RoutedExport.of(
        HOME,
        RoutedExportTest::source,
        source ->
            client
                .to(source)
                .<Long>export(Clients::event)
                .batchLimits(10, 1_000_000)
                .invalidRecords(InvalidRecordPolicy.SKIP)
                .listener(heard));
  }

  private static @Nullable EventSource source(long record) {
    return record % 2 == 0 ? null : OTHER;
  }

  private static List<Long> records(long count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  @Test
  void sendsEachRecordToItsSourceAndAccountsForEachAndAll() {
    ExportReport report = export().run(records(101)).orThrow();

    assertThat(of(HOME, report).accepted()).isEqualTo(50);
    assertThat(of(OTHER, report).accepted()).isEqualTo(51);
    assertThat(report.accepted()).isEqualTo(101);
    assertThat(report.checkpoint()).isEqualTo(Checkpoint.upTo(101));
    assertThat(report)
        .hasToString(
            "101 read = 101 accepted + 0 invalid + 0 rejected + 0 unknown + 0 not sent in 2 sources");
    assertThat(
            tiktok.events().stream()
                .filter(event -> event.eventSourceId().equals(OTHER.id()))
                .map(event -> event.fields().get("event_id")))
        .hasSize(51)
        .contains("order-1", "order-101")
        .doesNotContain("order-2");
    assertThat(heard.wasOverlapping()).isFalse();
    assertThat(heard.progress().get(heard.progress().size() - 1).accepted()).isEqualTo(101);
  }

  @Test
  void saysWhichRecordIsNull() {
    ExportSession<Long> session = export().open();
    session.add(1L);
    assertThatThrownBy(() -> session.add(noRecord()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("record 2 is null");
    assertThat(session.finish().accepted()).isEqualTo(1);

    assertThatThrownBy(() -> export().run(Arrays.asList(1L, 2L, null)))
        .isInstanceOf(ExportStoppedException.class)
        .hasMessageStartingWith("the export stopped: record 3 is null: leave it out");
  }

  @SuppressWarnings("NullAway") // What a caller without nullness checks may give.
  private static Long noRecord() {
    return null;
  }

  @Test
  void namesTheRecordAtWhichAFunctionOfTheCallersFails() {
    RoutedExport<Long> lost =
        RoutedExport.of(
            HOME,
            record -> {
              if (record == 8) {
                throw new IllegalStateException("no source");
              }
              return source(record);
            },
            source -> client.to(source).export(Clients::event));
    RoutedExport<Long> unmapped =
        RoutedExport.of(
            HOME,
            RoutedExportTest::source,
            source ->
                client
                    .to(source)
                    .export(
                        record -> {
                          if (record == 9) {
                            throw new IllegalStateException("no event");
                          }
                          return Clients.event(record);
                        }));

    assertThatThrownBy(() -> lost.run(records(20)))
        .hasMessageStartingWith("the export stopped at record 8: unexpected java.lang.Illegal");
    assertThatThrownBy(() -> unmapped.run(records(20)))
        .hasMessageStartingWith("the export stopped at record 9: unexpected java.lang.Illegal");
  }

  @Test
  void warnsOfASessionThatNobodyFinishedAndNotOfOneThatItsCallerEnds() {
    List<String> forgotten =
        CapturedLog.of(
            () -> {
              ExportSession<Long> session = export().open();
              session.add(1L);
              session.close();
            });
    List<String> stopped =
        CapturedLog.of(
            () -> {
              ExportSession<Long> session = export().open();
              session.add(1L);
              session.stop();
              session.close();
            });

    assertThat(forgotten).anyMatch(line -> line.startsWith("WARN") && line.contains("closed"));
    assertThat(stopped).noneMatch(line -> line.startsWith("WARN"));
  }

  @Test
  void aSourceThatRefusesStopsItselfAndNotTheOthers() {
    refuse(OTHER, 40001, "No permission to operate pixel");

    ExportReport report = export().run(records(200));

    assertThat(of(HOME, report).accepted()).isEqualTo(100);
    assertThat(of(OTHER, report).notSent()).isEqualTo(100);
    assertThat(report.refusals()).containsOnlyKeys(OTHER);
    assertThat(report.read()).isEqualTo(200);
    assertThat(heard.records(Outcome.NOT_SENT)).hasSize(100).contains(1L, 199L);
    assertThatThrownBy(report::orThrow)
        .isInstanceOf(ExportIncompleteException.class)
        .hasMessageContaining("web C4OTHEREXAMPLE0PIXEL was refused: ")
        .hasMessageContaining("No permission to operate pixel")
        .hasCauseInstanceOf(ApiException.class)
        .extracting(thrown -> ((EventsException) thrown).fault())
        .isEqualTo(Fault.CREDENTIALS);
  }

  @Test
  void allStopTogetherWhenToldSo() {
    refuse(OTHER, 40001, "No permission to operate pixel");

    ExportStoppedException stopped =
        catchThrowableOfType(
            ExportStoppedException.class, () -> export().stopTogether().run(records(2_000)));

    assertThat(stopped.report().pending()).isZero();
    assertThat(stopped.report().read()).isLessThan(2_000);
  }

  @Test
  void aRefusedTokenStopsAll() {
    refuse(OTHER, 40105, "Access token is incorrect.");

    ExportStoppedException stopped =
        catchThrowableOfType(ExportStoppedException.class, () -> export().run(records(2_000)));

    assertThat(stopped).hasMessageContaining("Access token is incorrect.");
    assertThat(stopped.report().pending()).isZero();
  }

  @Test
  void aStopOfAllSaysWhatBecameOfTheRecordsOfEachSource() {
    refuse(OTHER, 40105, "Access token is incorrect.");

    ExportStoppedException stopped =
        catchThrowableOfType(ExportStoppedException.class, () -> export().run(records(2_000)));

    Map<EventSource, ExportReport> bySource = stopped.report().bySource();
    assertThat(bySource).containsOnlyKeys(HOME, OTHER);
    assertThat(ExportReport.sum(bySource.values()).counts()).isEqualTo(stopped.report().counts());
  }

  @Test
  void refusesAJournalOrACheckpointOfOneSourceAlone() {
    List<UnaryOperator<Export<Long>>> alone =
        List.of(
            export -> export.resumeFrom(Checkpoint.upTo(1)),
            export -> export.journal(ExportJournal.open(directory.resolve("journal"), Map.of())));
    for (UnaryOperator<Export<Long>> change : alone) {
      RoutedExport<Long> routed =
          RoutedExport.of(
              HOME,
              RoutedExportTest::source,
              source -> change.apply(client.to(source).export(Clients::event)));

      assertThatThrownBy(() -> routed.run(records(10)))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("give it to the RoutedExport");
    }
    assertThat(tiktok.stats().requests()).isZero();
  }

  private static ExportReport of(EventSource source, ExportReport report) {
    return report.bySource().getOrDefault(source, report);
  }

  private void refuse(EventSource source, int code, String message) {
    tiktok.answerWith(
        request ->
            request.eventSourceId().equals(Optional.of(source.id()))
                ? Optional.of(Answer.code(code, message))
                : Optional.empty());
  }

  @Test
  void goesOnFromACheckpointOverAllSources() {
    Checkpoint first = Checkpoint.parse("1-30,41-50");
    RoutedExport<Long> resumed =
        RoutedExport.of(
            HOME,
            RoutedExportTest::source,
            source -> client.to(source).<Long>export(Clients::event));

    ExportReport total = resumed.resumeFrom(first).run(records(60));

    assertThat(total.passedOver()).isEqualTo(40);
    assertThat(total.accepted()).isEqualTo(20);
    assertThat(total.checkpoint()).isEqualTo(Checkpoint.upTo(60));
  }

  @Test
  void aRecordWithoutAUsableSourceIsInvalid() {
    RoutedExport<Long> some =
        RoutedExport.of(
            HOME,
            record -> {
              if (record == 2) {
                throw InvalidEventException.unreadable("event_source_id is no id");
              }
              return null;
            },
            source ->
                client
                    .to(source)
                    .<Long>export(Clients::event)
                    .invalidRecords(InvalidRecordPolicy.SKIP)
                    .listener(heard));

    assertThat(some.run(records(3)))
        .hasToString("3 read = 2 accepted + 1 invalid + 0 rejected + 0 unknown + 0 not sent");
    assertThat(heard.records(Outcome.INVALID)).containsExactly(2L);
  }

  @Test
  void takesAHundredSourcesAndNoMore() {
    RoutedExport<Long> many =
        RoutedExport.of(
            HOME,
            record -> EventSource.web("C4PIXEL" + record),
            source ->
                client
                    .to(source)
                    .<Long>export(Clients::event)
                    .invalidRecords(InvalidRecordPolicy.SKIP));

    ExportReport total = many.run(records(103));

    assertThat(total.accepted()).isEqualTo(100);
    assertThat(total.invalid()).isEqualTo(3);
  }

  @Test
  void flushesAndClosesAllOfThem() {
    try (ExportSession<Long> session = export().open()) {
      for (long record = 1; record <= 15; record++) {
        session.add(record);
      }
      assertThat(session.flush().accepted()).isEqualTo(15);
      session.add(16L);
      session.stop();
      assertThatThrownBy(() -> session.add(17L)).isInstanceOf(ExportStoppedException.class);
      assertThat(session.report().pending()).isZero();
      assertThat(session.close(Duration.ofSeconds(1)).read()).isEqualTo(16);
      assertThatThrownBy(() -> session.add(18L)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anExceptionOfTheCallersFunctionsStopsAllWithTheAccount() {
    RoutedExport<Long> broken =
        RoutedExport.of(
            HOME,
            record -> {
              if (record == 30) {
                throw new UnsupportedOperationException();
              }
              return source(record);
            },
            source -> client.to(source).<Long>export(Clients::event));

    assertThatThrownBy(() -> broken.run(records(100)))
        .isInstanceOf(ExportStoppedException.class)
        .hasCauseInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isStoppedBeforeItsFirstRecordToo() {
    try (ExportSession<Long> session = export().open()) {
      session.stop();
      assertThatThrownBy(() -> session.add(1L))
          .isInstanceOf(ExportStoppedException.class)
          .hasMessageContaining("the session was stopped");
      assertThat(session.report().read()).isZero();
    }
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void countsTheRecordAtWhichTheCallersFunctionFailed() {
    RoutedExport<Long> broken =
        RoutedExport.of(
            HOME,
            record -> {
              if (record == 4) {
                throw new UnsupportedOperationException();
              }
              return null;
            },
            source -> client.to(source).<Long>export(Clients::event).listener(heard));

    ExportStoppedException stopped =
        catchThrowableOfType(ExportStoppedException.class, () -> broken.run(records(10)));

    assertThat(stopped.report().read()).isEqualTo(4);
    assertThat(stopped.report().notSent()).isEqualTo(4);
    assertThat(heard.records(Outcome.NOT_SENT)).containsExactly(1L, 2L, 3L, 4L);
  }
}
