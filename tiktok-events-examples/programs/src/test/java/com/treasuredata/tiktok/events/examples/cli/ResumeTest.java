package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same command again, after an export that stopped: it goes on, or says why it can't. */
class ResumeTest {
  private static final String TOKEN = "s3cret-token";

  private final long now = Instant.now().getEpochSecond();
  private final FakeTikTok tiktok = FakeTikTok.builder().accessToken(TOKEN).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    Path orders = orders(5_000);
    stopAfterRequest(2);
    CommandLineRun.Result stopped = export(orders);
    assertThat(stopped.exitCode()).isEqualTo(3);
    assertThat(stopped.err()).contains("settled up to record 2,000");

    tiktok.clearAnswers();
    CommandLineRun.Result resumed = export(orders);

    assertThat(resumed.err()).contains("5,000 read = 3,000 accepted + 2,000 passed over");
    assertThat(resumed.exitCode()).isZero();
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(5_000);
    assertThat(resumeFile()).doesNotExist();
  }

  @Test
  void keepsTheRejectsOfBeforeAndAddsTo() throws IOException {
    Path orders = orders(5_000);
    List<String> lines = new ArrayList<>(Files.readAllLines(orders));
    for (int record : new int[] {7, 1_500, 2_900, 4_000}) {
      lines.set(record, "Purchase,yesterday,c" + record);
    }
    Files.write(orders, lines);
    Path rejects = directory.resolve("rejects.jsonl");
    stopAfterRequest(2);
    export(orders, "--skip-invalid", "--rejects", rejects.toString());
    tiktok.clearAnswers();

    CommandLineRun.Result resumed =
        export(orders, "--skip-invalid", "--rejects", rejects.toString());

    assertThat(resumed.exitCode()).isZero();
    assertThat(Files.readAllLines(rejects))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("\"outcome\":\"invalid\""))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly(
            "{\"record\":7", "{\"record\":1500", "{\"record\":2900", "{\"record\":4000");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(4_996);
  }

  /** Passing over the first rows of a file that is another by now would lose them. */
  @Test
  void refusesAnotherInputOfTheSameName() throws IOException {
    Path orders = orders(5_000);
    stopAfterRequest(2);
    export(orders);
    String state = Files.readString(resumeFile());
    tiktok.clearAnswers();
    List<String> lines = new ArrayList<>(Files.readAllLines(orders));
    lines.remove(1);
    Files.write(orders, lines);

    CommandLineRun.Result refused = export(orders);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            resumeFile()
                + " is of another export: row 1 of the input differs from the earlier run's. Name another file, or"
                + " delete it to start from the first record.");
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(2_000);
    assertThat(Files.readString(resumeFile())).isEqualTo(state);
  }

  @Test
  void refusesAnInputThatHasBecomeShorter() throws IOException {
    Path orders = orders(5_000);
    stopAfterRequest(2);
    export(orders);
    tiktok.clearAnswers();
    Files.write(orders, Files.readAllLines(orders).subList(0, 1_800));

    CommandLineRun.Result refused = export(orders);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("the input ends after row 1799, and the earlier run settled rows up to 2000");
    assertThat(resumeFile()).exists();
  }

  @Test
  void goesOnWithARecordThatWasCorrected() throws IOException {
    Path orders = orders(5_000);
    String good = Files.readString(orders);
    List<String> lines = new ArrayList<>(Files.readAllLines(orders));
    lines.set(2_500, "Purchase,yesterday,c");
    Files.write(orders, lines);
    CommandLineRun.Result stopped = export(orders);
    assertThat(stopped.err()).contains("record 2500");

    Files.writeString(orders, good);
    CommandLineRun.Result resumed = export(orders);

    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.err()).contains("passed over");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(5_000);
  }

  @Test
  void sendsToTheSourceThatTheFirstRunCreated() throws IOException {
    Path orders = orders(5_000);
    Path settings = settingsOfANewSource();
    stopAfterRequest(2);
    CommandLineRun.Result stopped = exportWith("--config", settings.toString(), orders);
    assertThat(stopped.exitCode()).isEqualTo(3);
    tiktok.clearAnswers();

    CommandLineRun.Result resumed = exportWith("--config", settings.toString(), orders);

    assertThat(resumed.err()).contains("2,000 passed over");
    assertThat(resumed.exitCode()).isZero();
  }

  @Test
  void refusesAnotherEventSource() throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(2);
    export(orders);

    CommandLineRun.Result refused = exportWith("--source-id", "C4A2", orders, "--source", "web");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("event_source_id was \"C4A1\" and is \"C4A2\"");
  }

  /** What was a test, or went to another server, isn't delivered. */
  @Test
  void refusesToGoOnForRealWithATestRun() throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(2);
    export(orders, "--test-event-code", "TEST123");

    CommandLineRun.Result forReal = export(orders);
    String state = Files.readString(resumeFile());
    Files.writeString(resumeFile(), state.replace(tiktok.baseUrl(), "http://127.0.0.1:9/"));
    CommandLineRun.Result elsewhere = export(orders, "--test-event-code", "TEST123");

    assertThat(forReal.exitCode()).isEqualTo(2);
    assertThat(forReal.err()).contains("test_event_code differs");
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("base_url was \"http://127.0.0.1:9/\"");
  }

  @Test
  void leavesAloneWhatIsNoResumeFile() throws IOException {
    Path orders = orders(1);
    Files.writeString(resumeFile(), "a note of mine\n");
    CommandLineRun.Result note = export(orders);
    Files.delete(resumeFile());
    Files.createDirectory(resumeFile());
    CommandLineRun.Result folder = export(orders);

    for (CommandLineRun.Result result : List.of(note, folder)) {
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("something else is there already; name a new file");
    }
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void needsAFileOfItsOwn() throws IOException {
    Path orders = orders(1);
    String rows = Files.readString(orders);

    CommandLineRun.Result result = export(orders, "--rejects", resumeFile().toString());
    CommandLineRun.Result overInput = export(orders, "--rejects", orders.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("must be different files");
    assertThat(overInput.exitCode()).isEqualTo(2);
    assertThat(orders).hasContent(rows);
  }

  /** The rows behind it move up, so that one that wasn't sent would be passed over. */
  @ParameterizedTest
  @ValueSource(strings = {"deleted", "replaced", "swapped"})
  void refusesAnInputOfWhichASettledRowIsAnotherOne(String change) throws IOException {
    Path orders = orders(2_600);
    stopAfterRequest(2);
    assertThat(export(orders).err()).contains("settled up to record 2,000");
    tiktok.clearAnswers();
    List<String> lines = new ArrayList<>(Files.readAllLines(orders));
    switch (change) {
      case "deleted" -> lines.remove(1_500);
      case "replaced" -> lines.set(1_500, lines.get(1_500).replace(",c", ",x"));
      default -> Collections.swap(lines, 1_500, 1_700);
    }
    Files.write(orders, lines);

    CommandLineRun.Result refused = export(orders);

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err())
        .contains("a row among the first 2000 of the input differs from the earlier run's");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2_000);
    assertThat(resumeFile()).exists();
  }

  @Test
  void tellsOfRejectsThatItCanNotGoOnWith() throws IOException {
    Path orders = orders(2_600);
    Path rejects = directory.resolve("rejects.jsonl");
    stopAfterRequest(2);
    export(orders, "--rejects", rejects.toString());
    assertThat(export(orders, "--rejects", rejects.toString()).err()).doesNotContain("still there");
    Files.delete(rejects);
    assertThat(export(orders, "--rejects", rejects.toString(), "--quiet").err())
        .contains(rejects + " lists them, if it is still there");
    tiktok.clearAnswers();
    assertThat(export(orders, "--rejects", directory.resolve("others").toString()).err())
        .contains(rejects + " lists them");
  }

  @Test
  void takesACorrectedRowThatWasNotSettled() throws IOException {
    Path orders = orders(2_600);
    List<String> lines = new ArrayList<>(Files.readAllLines(orders));
    String good = lines.get(2_401);
    lines.set(2_401, "Purchase,yesterday,c2401");
    Files.write(orders, lines);
    assertThat(export(orders).exitCode()).isEqualTo(1);
    lines.set(2_401, good);
    Files.write(orders, lines);

    assertThat(export(orders).exitCode()).isZero();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2_600);
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void isItsOwnersOnly() throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(2);
    export(orders);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(resumeFile())))
        .isEqualTo("rw-------");
  }

  /** As a kill leaves it: lines cut in the middle of a letter, and letters that end no line. */
  @Test
  void keepsRejectsToTheByte() throws IOException {
    Path orders = orders(5_000);
    stopAfterRequest(2);
    export(orders);
    tiktok.clearAnswers();
    String settled = "{\"record\":7,\"outcome\":\"invalid\",\"row\":{\"name\":\"a\u0085b\"}}\n";
    Path rejects = directory.resolve("rejects.jsonl");
    byte[] torn =
        (settled + "{\"record\":2500,\"outcome\":\"invalid\",\"row\":{\"name\":\"é")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(rejects, Arrays.copyOf(torn, torn.length - 1));

    CommandLineRun.Result resumed = export(orders, "--rejects", rejects.toString());

    assertThat(resumed.exitCode()).isZero();
    assertThat(Files.readString(rejects)).isEqualTo(settled);
  }

  /** The first run was cut off before it could note the id of the source that it had created. */
  @Test
  void takesTheSourceThatACutOffRunCreated() throws IOException {
    Path orders = orders(10);
    Path settings = settingsOfANewSource();
    stopAfterRequest(0);
    exportWith("--config", settings.toString(), orders);
    String noted = Files.readString(resumeFile());
    assertThat(noted).contains("event_source_id=");
    Files.writeString(resumeFile(), noted.replaceAll("event_source.*\\n", ""));
    tiktok.clearAnswers();

    CommandLineRun.Result resumed = exportWith("--config", settings.toString(), orders);

    assertThat(resumed.err()).contains("10 read = 10 accepted");
    assertThat(resumed.exitCode()).isZero();
  }

  @Test
  void createsNoSourceIfAFileCannotBeWritten() throws IOException {
    Path settings = settingsOfANewSource();
    CommandLineRun.Result wrong =
        exportWith(
            "--config",
            settings.toString(),
            orders(10),
            "--rejects",
            directory.resolve("no/such/file").toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("settings.json", "orders.csv");

    CommandLineRun.Result right = exportWith("--config", settings.toString(), orders(10));

    assertThat(right.exitCode()).isZero();
  }

  @Test
  void saysBeforeAnythingIsSentThatTheFileCannotBeWritten() throws IOException {
    CommandLineRun.Result result =
        new CommandLineRun()
            .with("TIKTOK_ACCESS_TOKEN", TOKEN)
            .with("TIKTOK_BASE_URL", tiktok.baseUrl())
            .run(
                "export",
                "--source",
                "web",
                "--source-id",
                "C4A1",
                "--input",
                orders(1).toString(),
                "--resume",
                directory.resolve("no/such/directory").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--resume", "there is no such directory");
    assertThat(tiktok.stats().requests()).isZero();
  }

  /** A scheduler tries again by itself; that a source has this name doesn't make it this job's. */
  @Test
  void neverTakesASourceThatItDidNotCreate() throws IOException {
    Path settings = settingsOfANewSource();
    exportWith("--config", settings.toString(), orders(5)); // It creates it, and is done.
    for (int attempt = 1; attempt <= 3; attempt++) {
      CommandLineRun.Result refused = exportWith("--config", settings.toString(), orders(5));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("already has the pixel \"Shop\"");
    }
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(5);
    assertThat(resumeFile()).doesNotExist();
  }

  /** The answer to the second of three requests is lost. */
  @Test
  void sendsNoEventAgainThatCountsTwiceUnlessToldTo() throws IOException {
    Path rows = appRows(3_000);
    tiktok.answerNext(1, Answer.usual());
    tiktok.answerNext(1, Answer.reset().afterAccepting());
    CommandLineRun.Result first = exportApp(rows);
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.err()).contains("1,000 of 3,000 records are unknown");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3_000);

    CommandLineRun.Result second = exportApp(rows);
    assertThat(second.err())
        .contains("1,000 records may have reached TikTok, which can't recognise them")
        .contains("3,000 passed over");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3_000);

    tiktok.answerNext(1, Answer.usual());
    tiktok.answerNext(1, Answer.reset().afterAccepting());
    exportApp(rows, "--test-event-code", "T1", "--resume", directory.resolve("t").toString());
    CommandLineRun.Result resent =
        exportApp(
            rows,
            "--test-event-code",
            "T1",
            "--resume",
            directory.resolve("t").toString(),
            "--resend-unknown");
    assertThat(resent.err()).contains("1,000 accepted + 2,000 passed over");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--deduplication-key ttclid",
        "--no-derived-ids",
        "--limited-data-use",
        "--strict"
      })
  void refusesToGoOnWithOtherIds(String option) throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(2);
    export(orders);
    tiktok.clearAnswers();

    CommandLineRun.Result refused = export(orders, option.split(" ", -1));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is of another export: ");
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(2_000);
  }

  @Test
  void warnsWhenTikTokNoLongerRecognisesTheEvents() throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(2);
    export(orders);
    tiktok.clearAnswers();
    String state = Files.readString(resumeFile());
    String old = Instant.now().minus(Duration.ofHours(49)).toString();
    Files.writeString(resumeFile(), state.replaceAll("written_at=.*", "written_at=" + old));

    CommandLineRun.Result resumed = export(orders);

    assertThat(resumed.err()).contains("more than 48 hours ago");
    assertThat(resumed.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders.resume.next",
        "orders.resume.tmp",
        ".orders.resume",
        "orders.resume.lock",
        ".orders.resume.tmp"
      })
  void touchesNoFileOfAnotherName(String name) throws IOException {
    Path input = directory.resolve(name);
    Files.copy(orders(5), input);
    CommandLineRun.Result result =
        exportWith("--source-id", "C4A1", input, "--source", "web", "--format", "csv");
    assertThat(result.exitCode()).isZero();
    assertThat(input).exists();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder(name, "orders.csv");
  }

  @Test
  void isUsedByOneExportAtATime() throws Exception {
    Path orders = orders(3_000);
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(500)));
    CompletableFuture<CommandLineRun.Result> first =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return export(orders);
              } catch (RuntimeException e) {
                throw new IllegalStateException(e);
              }
            });
    while (tiktok.stats().requests() == 0) {
      Thread.sleep(5);
    }
    CommandLineRun.Result second = export(orders);
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("this process has it open already");
    assertThat(first.get(20, TimeUnit.SECONDS).exitCode()).isZero();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3_000);
  }

  /** Forged, damaged, empty: none may have records passed over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint=1-3000\n",
        "checkpoint=1-3000\nrows=\nwritten_at=2026-11-20T00:00:00Z\n",
        "checkpoint=1-3000\nrows=00000000000000000000000000000000:\nwritten_at=2026-11-20T00:00:00Z\n",
        "checkpoint=1002-2000\nrows=00000000000000000000000000000000:\nwritten_at=2026-11-20T00:00:00Z\n",
        "checkpoint=1-x\nrows=00000000000000000000000000000000:\nwritten_at=2026-11-20T00:00:00Z\n",
      })
  void passesOverNothingForAForgedFile(String forged) throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(1);
    export(orders);
    tiktok.clearAnswers();
    String job =
        Files.readString(resumeFile()).replaceAll("(?m)^(checkpoint|rows|written_at)=.*\\n", "");
    Files.writeString(resumeFile(), forged.isEmpty() ? "" : job + forged);

    CommandLineRun.Result refused = export(orders);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(1_000);
    assertThat(resumeFile()).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--input", "--rejects"})
  void takesNoFileForItsLock(String option) throws IOException {
    Path orders = orders(5);
    Path lock = Files.copy(orders, directory.resolve(".orders.resume.lock"));
    CommandLineRun.Result refused =
        option.equals("--input")
            ? export(lock, "--format", "csv")
            : export(orders, "--rejects", lock.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(lock).hasSameTextualContentAs(orders);
    CommandLineRun.Result inTheWay = export(orders);
    assertThat(inTheWay.exitCode()).isEqualTo(2);
    assertThat(inTheWay.err()).contains("where something else is");
    assertThat(lock).hasSameTextualContentAs(orders);
  }

  /** A source of that name that is there later is somebody else's. */
  @Test
  void forgetsACreationThatWasRefused() throws IOException {
    Path settings = settingsOfANewSource();
    String refusing =
        Files.readString(settings).replace("7000000000000000001", "7999999999999999999");
    Files.writeString(settings, refusing);
    CommandLineRun.Result refused = exportWith("--config", settings.toString(), orders(5));
    assertThat(refused.exitCode()).isNotZero();
    assertThat(resumeFile()).doesNotExist();
  }

  @Test
  void refusesAFileThatOthersMayWrite() throws IOException {
    Path orders = orders(3_000);
    stopAfterRequest(1);
    export(orders);
    Files.setPosixFilePermissions(resumeFile(), PosixFilePermissions.fromString("rw-rw-rw-"));

    CommandLineRun.Result refused = export(orders);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("others may write it");
  }

  /** Who may rename files in a directory gets what is written to the next one of that name. */
  @Test
  void warnsOfADirectoryThatOthersMayWrite() throws IOException {
    Path orders = orders(5);
    assertThat(export(orders).err()).doesNotContain("other users");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(
            export(orders, "--quiet", "--rejects", directory.resolve("rejects").toString()).err())
        .contains("--resume: other users may replace files in " + directory.toRealPath())
        .contains("--rejects: other users may replace files in " + directory.toRealPath());
  }

  @Test
  void knowsItsInputWhateverSignsAreInItsName() throws IOException {
    Path orders = directory.resolve("or\nders\\ .csv");
    Files.copy(orders(3_000), orders);
    stopAfterRequest(1);
    export(orders);
    tiktok.clearAnswers();

    assertThat(export(orders).err()).contains("1,000 passed over");
  }

  private Path appRows(int rows) throws IOException {
    StringBuilder text = new StringBuilder("event,event_time,app_id,idfv\n");
    for (int i = 1; i <= rows; i++) {
      text.append("Purchase,").append(now).append(",com.example,EA7583CD-A667-48BC-B806-42ECB2");
      text.append(100_000 + i).append('\n');
    }
    return Files.writeString(directory.resolve("app.csv"), text);
  }

  private CommandLineRun.Result exportApp(Path rows, String... more) {
    List<String> args =
        new ArrayList<>(List.of("export", "--source", "app", "--source-id", "7000000000000000001"));
    Collections.addAll(args, "--threads", "1", "--input", rows.toString());
    Collections.addAll(args, "--base-url", tiktok.baseUrl());
    if (!List.of(more).contains("--resume")) {
      Collections.addAll(args, "--resume", resumeFile().toString());
    }
    Collections.addAll(args, more);
    return new CommandLineRun().with("TIKTOK_ACCESS_TOKEN", TOKEN).run(args.toArray(new String[0]));
  }

  private Path settingsOfANewSource() throws IOException {
    return Files.writeString(
        directory.resolve("settings.json"),
        """
        {"type": "tiktok_events", "auth_method": "oauth", "access_token": "%s",
         "target_event_source": "NEW", "event_source_name": "Shop", "advertiser_id": "7000000000000000001",
         "thread_count": 1}
        """
            .formatted(TOKEN));
  }

  private void stopAfterRequest(int last) {
    tiktok.answerWith(
        request ->
            request.number() > last
                ? Optional.of(Answer.code(40105, "Access token is incorrect."))
                : Optional.empty());
  }

  /** Sends with one thread, so that the requests reach TikTok in the order of the rows. */
  private CommandLineRun.Result export(Path orders, String... more) {
    List<String> all = new ArrayList<>(List.of("--source", "web", "--threads", "1"));
    Collections.addAll(all, more);
    return exportWith("--source-id", "C4A1", orders, all.toArray(new String[0]));
  }

  private CommandLineRun.Result exportWith(
      String option, String value, Path orders, String... more) {
    List<String> args = new ArrayList<>(List.of("export", option, value));
    Collections.addAll(args, "--input", orders.toString(), "--base-url", tiktok.baseUrl());
    Collections.addAll(args, "--resume", resumeFile().toString());
    Collections.addAll(args, more);
    return new CommandLineRun().with("TIKTOK_ACCESS_TOKEN", TOKEN).run(args.toArray(new String[0]));
  }

  private Path orders(int rows) throws IOException {
    StringBuilder text = new StringBuilder("event,event_time,ttclid\n");
    for (int i = 1; i <= rows; i++) {
      text.append("Purchase,").append(now).append(",c").append(i).append('\n');
    }
    return Files.writeString(directory.resolve("orders.csv"), text);
  }

  private Path resumeFile() {
    return directory.resolve("orders.resume");
  }
}
