package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that keep a file from which the same export goes on. */
@Timeout(60)
class ExportJournalTest {
  private static final Map<String, String> JOB = Map.of("table", "orders", "day", "2026-11-25");

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10_000).start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());

  @TempDir Path directory;

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @Test
  void goesOnWhereItStoppedAndDeletesItsFileWhenAllIsDelivered() throws IOException {
    stopAfter(2);

    assertThat(file()).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    ExportReport report = resume(records(100));

    assertThat(report.passedOver()).isEqualTo(20);
    assertThat(report.isComplete()).isTrue();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(100);
    assertThat(directory).isEmptyDirectory();
  }

  /** As an engine does that runs a task again which had ended, but wasn't committed. */
  @Test
  void sendsNothingAgainIfItsFileIsKept() throws IOException {
    assertThat(resumeKept(records(100)).accepted()).isEqualTo(100);
    try (ExportJournal journal = open()) {
      assertThat(journal.isComplete()).isTrue();
      assertThat(journal.checkpoint()).isEqualTo(Checkpoint.upTo(100));
    }

    List<String> log =
        CapturedLog.of(
            () -> assertThat(resumeKept(records(100)).orThrow().passedOver()).isEqualTo(100));

    assertThat(log).anyMatch(line -> line.contains("has delivered all of its 100 records"));
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(100);

    assertThat(refused(() -> resumeKept(records(200).subList(100, 200))))
        .hasMessageContaining("of another export: row 1 of the input differs");
    Files.delete(file());
    assertThat(resumeKept(records(200).subList(100, 200)).accepted()).isEqualTo(100);
  }

  private ExportReport resumeKept(List<Long> records) {
    try (ExportJournal journal = open().keepWhenComplete()) {
      return export(journal, Object::toString).run(records);
    } catch (ExportStoppedException e) {
      throw (JournalException) e.getCause();
    }
  }

  @Test
  void isNotCompleteBeforeItsExportHasEnded() {
    stopAfter(2);

    try (ExportJournal journal = open().keepWhenComplete()) {
      assertThat(journal.isComplete()).isFalse();
      assertThat(export(journal, Object::toString).run(records(100)).passedOver()).isEqualTo(20);
    }
    try (ExportJournal journal = open()) { // Who doesn't keep it has it deleted.
      assertThat(journal.isComplete()).isTrue();
      assertThat(export(journal, Object::toString).run(records(100)).passedOver()).isEqualTo(100);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void keepsNoFileIfNothingWasBegun() {
    try (ExportJournal journal = open()) {
      assertThat(journal.checkpoint()).isEqualTo(Checkpoint.NONE);
      assertThat(journal.source()).isEmpty();
      assertThat(file()).doesNotExist();
      assertThat(ExportJournal.lockFile(file())).exists();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void keepsWhatAClosedSessionHasSettled() throws InterruptedException {
    try (ExportJournal journal = open();
        ExportSession<Long> session = export(journal, Object::toString).open()) {
      records(35).forEach(session::add);
      while (session.report().accepted() < 30) {
        Thread.sleep(5); // A batch that is not sent yet would be given up.
      }
    }
    try (ExportJournal journal = open()) {
      assertThat(journal.checkpoint()).isEqualTo(Checkpoint.upTo(30));
      assertThat(journal.source()).contains(Clients.SHOP);
    }
    assertThat(resume(records(35)).accepted()).isEqualTo(5);
  }

  /** A file of failures, say, has all its lines before the journal relies on them. */
  @Test
  void isWrittenAfterTheListenerHasHeard() {
    List<String> told = new ArrayList<>();
    ExportListener listener =
        new ExportListener() {
          @Override
          public void onProgress(ExportReport soFar) {
            told.add(soFar.checkpoint() + " and the file has " + checkpointInFile());
          }
        };
    try (ExportJournal journal = open()) {
      export(journal, Object::toString).listener(listener).run(records(20));
    }
    assertThat(told).startsWith("1-10 and the file has ", "1-20 and the file has 1-10");
  }

  @Test
  void isNotWrittenPastWhatAListenerFailedToHear() {
    try (ExportJournal journal = open()) {
      AtomicInteger calls = new AtomicInteger();
      ExportListener listener =
          new ExportListener() {
            @Override
            public void onProgress(ExportReport soFar) {
              if (calls.incrementAndGet() > 1) {
                throw new IllegalStateException("the disk is full");
              }
            }
          };
      stopped(() -> export(journal, Object::toString).listener(listener).run(records(100)));
    }
    assertThat(checkpointInFile()).isEqualTo("1-10");
  }

  /** No batch is settled behind them, so no progress is told either. */
  @Test
  void keepsInvalidRecordsAtTheEndAsSettled() {
    stopAfter(2);
    List<Long> records = new ArrayList<>(records(20));
    records.add(-1L);
    tiktok.clearAnswers();
    tiktok.answerEvery(1, Answer.code(40001, "No permission."));
    try (ExportJournal journal = open()) {
      ExportReport report =
          export(journal, Object::toString).invalidRecords(InvalidRecordPolicy.SKIP).run(records);
      assertThat(report.invalid()).isOne();
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void refusesRecordsOfWhichASettledOneIsAnother() {
    stopAfter(2);
    List<Long> others = new ArrayList<>(records(100));
    others.set(4, 4711L);

    ExportStoppedException stop = stopped(() -> resume(others));

    assertThat(stop).hasCauseInstanceOf(JournalException.class);
    assertThat(stop)
        .hasMessageContaining(
            file() + " is of another export: row 5 of the input differs from the earlier run's");
    assertThat(stop.isRetryable()).isFalse();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(20);
    assertThat(file()).exists();
  }

  @Test
  void refusesFewerRecordsThanWereSettled() {
    stopAfter(2);
    assertThat(stopped(() -> resume(records(19))))
        .hasMessageContaining(
            "the input ends after row 19, and the earlier run settled rows up to 20");
    try (ExportJournal journal = open();
        ExportSession<Long> session = export(journal, Object::toString).open()) {
      session.add(1L);
      assertThat(stopped(session::finish)).hasMessageContaining("the input ends after row 1");
    }
    assertThat(file()).exists();
  }

  @Test
  void stopsAPushedExportAtARecordThatIsAnother() {
    stopAfter(2);
    try (ExportJournal journal = open();
        ExportSession<Long> session = export(journal, Object::toString).open()) {
      session.add(1L);
      ExportStoppedException stop = stopped(() -> session.add(4711L));
      assertThat(stop).hasMessageContaining("row 2 of the input differs from the earlier run's");
      assertThat(stop.report().read()).isOne();
    }
  }

  @Test
  void onlyCountsRecordsWithoutAFingerprint() {
    stopAfter(2, export -> export);
    try (ExportJournal journal = open()) {
      List<Long> others = LongStream.rangeClosed(1_001, 1_100).boxed().toList();
      assertThat(client.<Long>export(Clients::event).journal(journal).run(others).passedOver())
          .isEqualTo(20);
    }
  }

  @Test
  void refusesToCompareWhatWasOnlyCounted() {
    stopAfter(2, export -> export);
    try (ExportJournal journal = open()) {
      assertThat(refused(() -> export(journal, Object::toString).run(records(100))))
          .hasMessageContaining("its records were only counted");
    }
  }

  @Test
  void refusesTheFileOfAnotherJobAndSaysWhatDiffers() {
    stopAfter(1);
    assertThat(refused(() -> ExportJournal.open(file(), Map.of("table", "orders", "day", "now"))))
        .hasMessageContaining("day was \"2026-11-25\" and is \"now\"")
        .hasMessageContaining("Name another file, or delete it");
    assertThat(refused(() -> ExportJournal.open(file(), Map.of("table", "orders"))))
        .hasMessageContaining("day was \"2026-11-25\" and is \"\"");
    assertThat(file()).exists();
    assertThat(ExportJournal.lockFile(file())).doesNotExist();
  }

  @Test
  void showsNoValueInWhosePlaceATokenMayBe() {
    Map<String, String> before = Map.of("access_token", "one");
    try (ExportJournal journal = ExportJournal.open(file(), before)) {
      journal.creatingSource("Shop");
    }
    assertThat(
            refused(() -> ExportJournal.open(file(), Map.of("access_token", Clients.TOKEN)))
                .getMessage())
        .contains("access_token differs")
        .doesNotContain(Clients.TOKEN);
  }

  /** What the client knows need not be said: a test must not be taken for the real run. */
  @Test
  void refusesAnotherSourceServerTestEventCodeAndOtherIds() {
    stopAfter(1);
    assertOther(
        builder -> builder.source(EventSource.web("COTHER")),
        "event_source_id was \"C4A1EXAMPLE0PIXEL7QG\" and is \"COTHER\"");
    assertOther(builder -> builder.testEventCode("TEST1"), "test_event_code differs");
    assertOther(builder -> builder.limitedDataUse(true), "limited_data_use was \"false\"");
    assertOther(builder -> builder.strict(true), "strict was \"false\"");
    assertOther(builder -> builder.deriveEventIds(false), "derived_ids was \"te1\"");
    assertOther(
        builder -> builder.transport(Clients.transport("http://127.0.0.1:9").build()),
        "base_url was");
    assertThat(tiktok.stats().requests()).isEqualTo(2);
  }

  private void assertOther(UnaryOperator<EventsClient.Builder> change, String difference) {
    try (EventsClient other = change.apply(Clients.builder(tiktok.baseUrl())).build();
        ExportJournal journal = open()) {
      assertThat(
              refused(
                  () ->
                      other
                          .<Long>export(Clients::event)
                          .journal(journal, Object::toString)
                          .run(records(100))))
          .hasMessageContaining(difference);
    }
  }

  @Test
  void isOpenOnce() {
    ExportJournal journal = open();
    for (int attempt = 1; attempt <= 2; attempt++) {
      JournalException refused = refused(this::open);
      assertThat(refused).hasMessageContaining("this process has it open already");
      assertThat(refused.isRetryable()).isTrue();
    }
    journal.close();
    journal.close();
    open().close();
  }

  @Test
  void isOpenOnceAlsoIfPluginsHaveCopiesOfTheLibrary() throws IOException {
    Path lock = JournalLock.fileFor(file());
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = channel.lock();
      assertThat(refused(this::open)).hasMessageContaining("this process has it open already");
      held.release();
    }
    open().close();
  }

  @Test
  void isForOneExport() {
    try (ExportJournal journal = open()) {
      export(journal, Object::toString).run(records(10));
      assertThatIllegalStateException()
          .isThrownBy(() -> export(journal, Object::toString).run(records(10)))
          .withMessageContaining("open it again");
      assertThatIllegalStateException().isThrownBy(journal::resendUnknown);
    }
  }

  /** Another process may have it by then. */
  @SuppressWarnings("try") // It is closed twice.
  @Test
  void isNotWrittenWhenItIsClosed() {
    try (ExportJournal journal = open();
        ExportSession<Long> session = export(journal, Object::toString).open()) {
      journal.close();
      String closed = "was closed before its export ended";
      assertThat(
              stopped(
                  () -> {
                    records(100).forEach(session::add);
                    session.finish();
                  }))
          .hasMessageContaining(closed);
    }
    assertThat(checkpointInFile()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a note of mine\n",
        "checkpoint=1-20\n",
        "checkpoint=1-20\nrows=\nwritten_at=2026-11-20T00:00:00Z\n",
        "checkpoint=1-x\nrows=counted\nwritten_at=2026-11-20T00:00:00Z\n",
        "checkpoint=1-20\nrows=counted\nwritten_at=yesterday\n",
        "checkpoint=\\u00\n",
      })
  void leavesAloneWhatIsNoJournal(String text) throws IOException {
    Files.writeString(file(), text);
    assertThat(refused(this::open)).hasMessageContaining("something else is there already");
    assertThat(file()).hasContent(text);
  }

  @Test
  void refusesAFileThatOthersMayWriteAndALink() throws IOException {
    stopAfter(1);
    Path kept = Files.copy(file(), directory.resolve("kept"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(refused(this::open)).hasMessageContaining("others may write it");
    Files.delete(file());
    Files.createSymbolicLink(file(), kept);
    assertThat(refused(this::open)).isNotNull();
    assertThat(kept).exists();
  }

  @Test
  void saysBeforeAnythingIsReadThatItCanNotBeWritten() {
    Path nowhere = directory.resolve("no/such/directory");
    assertThat(refused(() -> ExportJournal.open(nowhere, JOB)))
        .hasMessageContaining("there is no such directory");
  }

  @Test
  void takesNoNameOfItsOwnForTheJob() {
    for (String name : List.of("checkpoint", "event_source_id", "", "a=b", "two words", "a\nb")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ExportJournal.open(file(), Map.of(name, "x")));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExportJournal.open(file(), Map.of("query", "x".repeat(1_048_577))))
        .withMessageContaining("give a digest");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {" x", "\tx", "\fx", "a\\b\r\nc", "naïve 東京 =:#!", "\\u0041"})
  void knowsItsJobWhateverSignsAreInIt(String value) {
    try (ExportJournal journal = ExportJournal.open(file(), Map.of("query", value))) {
      journal.note(value).creatingSource(value);
    }
    try (ExportJournal journal = ExportJournal.open(file(), Map.of("query", value))) {
      assertThat(journal.mayHaveCreatedSource()).isTrue();
      assertThat(journal.earlierNote()).isEqualTo(value);
    }
  }

  @Test
  void warnsWhenTikTokNoLongerRecognisesTheEvents() throws IOException {
    stopAfter(1);
    Instant old = Instant.now().minus(Duration.ofHours(49));
    Files.writeString(
        file(), Files.readString(file()).replaceAll("written_at=.*", "written_at=" + old));
    List<String> log =
        CapturedLog.of(
            () -> {
              try (ExportJournal journal = open()) {
                assertThat(journal.tooLongAgo()).contains(old);
                export(journal, Object::toString).run(records(100));
              }
            });
    assertThat(log).anyMatch(line -> line.contains("more than 48 hours ago"));
  }

  @Test
  void warnsOfADirectoryThatOthersMayWrite() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> log = CapturedLog.of(() -> resume(records(10)));
    assertThat(log).anyMatch(line -> line.contains("other users may replace files in"));
  }

  /** Events without an id count as often as they are sent; the second of three answers is lost. */
  @Test
  void sendsWhatIsUnknownAgainOnlyWhenTold() {
    try (EventsClient withoutIds =
        Clients.builder(tiktok.baseUrl()).deriveEventIds(false).build()) {
      tiktok.answerNext(1, Answer.usual());
      tiktok.answerNext(1, Answer.reset().afterAccepting());
      Export<Long> export =
          withoutIds
              .<Long>export(ExportJournalTest::withoutId)
              .threads(1)
              .batchLimits(10, 1_000_000);
      try (ExportJournal journal = open()) {
        assertThat(export.journal(journal, Object::toString).run(records(30)).unknown())
            .isEqualTo(10);
      }
      assertThat(checkpointInFile()).isEqualTo("1-10,21-30;unknown 11-20");
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(30);
      try (ExportJournal journal = open()) {
        assertThat(journal.checkpoint().unknown()).isEqualTo(10);
        ExportReport resent =
            export.journal(journal.resendUnknown(), Object::toString).run(records(30));
        assertThat(resent.accepted()).isEqualTo(10);
      }
    }
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(40);
    assertThat(file()).doesNotExist();
  }

  private static Event withoutId(long number) {
    return Event.builder(EventName.PURCHASE)
        .occurredAt(Instant.now())
        .pageUrl("https://shop.example/orders/" + number)
        .build();
  }

  @Test
  void carriesWhatTheFingerprintThrowsToTheCaller() {
    stopAfter(1);
    IllegalStateException reason = new IllegalStateException("no such row");
    try (ExportJournal journal = open()) {
      assertThat(
              stopped(
                  () ->
                      export(
                              journal,
                              record -> {
                                throw reason;
                              })
                          .run(records(100))))
          .hasCause(reason);
    }
  }

  private void stopAfter(int requests) {
    stopAfter(requests, null);
  }

  /** Sends so many requests of ten events, and is then refused. */
  private void stopAfter(int requests, @Nullable UnaryOperator<Export<Long>> counted) {
    tiktok.clearAnswers();
    for (int i = 0; i < requests; i++) {
      tiktok.answerNext(1, Answer.usual());
    }
    tiktok.answerEvery(1, Answer.code(40001, "No permission."));
    try (ExportJournal journal = open()) {
      Export<Long> export =
          counted == null
              ? export(journal, Object::toString)
              : counted.apply(export().journal(journal));
      stopped(() -> export.run(records(100)));
    }
    tiktok.clearAnswers();
  }

  private ExportReport resume(List<Long> records) {
    try (ExportJournal journal = open()) {
      return export(journal, Object::toString).run(records);
    }
  }

  private ExportJournal open() {
    return ExportJournal.open(file(), JOB);
  }

  private Export<Long> export() {
    return client
        .<Long>export(
            record ->
                record < 0 ? Event.builder(EventName.PURCHASE).build() : Clients.event(record))
        .threads(1)
        .batchLimits(10, 1_000_000);
  }

  private Export<Long> export(ExportJournal journal, Function<Long, String> fingerprint) {
    return export().journal(journal, fingerprint);
  }

  private static List<Long> records(long count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private static ExportStoppedException stopped(ThrowingCallable call) {
    return catchThrowableOfType(ExportStoppedException.class, call);
  }

  private static JournalException refused(ThrowingCallable call) {
    return catchThrowableOfType(JournalException.class, call);
  }

  private Path file() {
    return directory.resolve("orders.journal");
  }

  private String checkpointInFile() {
    try {
      return Files.readAllLines(file()).stream()
          .filter(line -> line.startsWith("checkpoint="))
          .collect(Collectors.joining())
          .replace("checkpoint=", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
