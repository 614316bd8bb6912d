package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.examples.cli.command.Main;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
  private final long now = Instant.now().getEpochSecond();
  private static final String TOKEN = "s3cret-token";

  private final FakeTikTok tiktok = FakeTikTok.builder().accessToken(TOKEN).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void aDryRunPrintsTheRequestAndNothingElse() {
    CommandLineRun.Result result =
        new CommandLineRun()
            .in(
                """
                event,event_time,event_id,email,value,currency,url
                Purchase,1795473414,o-1, ALICE_abc@gmail.com ,59.90,usd,https://shop.example/
                """)
            .run("export", "--source", "web", "--source-id", "C4A1", "--dry-run", "--input", "-");

    assertThat(result.out())
        .isEqualTo(
            "{\"event_source\":\"web\",\"event_source_id\":\"C4A1\",\"data\":[{\"event\":\"Purchase\","
                + "\"event_id\":\"o-1\",\"event_time\":1795473414,"
                + "\"page\":{\"url\":\"https://shop.example/\"},"
                + "\"properties\":{\"currency\":\"USD\",\"value\":59.9},\"user\":{\"email\":"
                + "[\"848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f\"]}}]}\n");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("nothing was sent");
  }

  @Test
  void deliversAFileAndAccountsForEachRecord() throws IOException {
    Path file =
        file("orders.csv", "event,event_time,event_id,ttclid\n", "Purchase,%d,o%d,c\n", 2_500);

    CommandLineRun.Result result = export(file);

    assertThat(result.err()).contains("2,500 read = 2,500 accepted").contains("3 requests");
    assertThat(result.exitCode()).isZero();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(2_500);
  }

  @Test
  void stopsAtAnInvalidRecordUnlessToldToSkip() throws IOException {
    Path file =
        write(
            "orders.csv",
            "event,event_time,ttclid\nPurchase," + now + ",c\nPurchase,yesterday,c\n");

    CommandLineRun.Result stopped = export(file);
    CommandLineRun.Result skipped = export(file, "--skip-invalid");

    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.err())
        .contains("2 read = 0 accepted + 1 invalid + 1 not sent")
        .contains("record 2")
        .contains("event_time UNREADABLE")
        .doesNotContain("yesterday");
    assertThat(skipped.exitCode()).isZero();
    assertThat(skipped.err()).contains("2 read = 1 accepted + 1 invalid");
  }

  @Test
  void listsRecordsThatFailedInAFileForItsOwnerOnly() throws IOException {
    Path file = write("orders.csv", "event,event_time,email\nPurchase,0,ada@example.com\n");
    Path rejects = directory.resolve("rejects.jsonl");

    export(file, "--skip-invalid", "--rejects", rejects.toString());

    assertThat(Files.readString(rejects))
        .startsWith("{\"record\":1,\"outcome\":\"invalid\",")
        .contains("\"reason\":\"the event can't be sent: ")
        .contains("\"path\":\"event_time\",\"rule\":\"TIME_OUT_OF_RANGE\"")
        .doesNotContain("ada");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejects)))
        .isEqualTo("rw-------");
  }

  @Test
  void writesTheRowsThatFailedOnlyWhenAsked() throws IOException {
    Path file =
        write(
            "orders.jsonl",
            """
            {"event": "Purchase", "event_time": 0, "user": {"email": "ada@example.com"}, "value": 1.50}
            not JSON
            {"event": "Purchase", "event_time": %d, "ttclid": "bad"}
            {"event": "Purchase", "event_time": %d, "ttclid": "good"}
            """
                .formatted(now, now));
    tiktok.answerWith(
        request ->
            request.body().contains("\"bad\"")
                ? Optional.of(Answer.code(40002, "Invalid value for data.0.user.ttclid: 'bad'"))
                : Optional.empty());
    Path rejects = directory.resolve("rejects.jsonl");

    CommandLineRun.Result result =
        export(file, "--skip-invalid", "--rejects", rejects.toString(), "--rejects-with-values");

    assertThat(result.exitCode()).isZero();
    List<String> lines = Files.readAllLines(rejects);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("\"path\":\"event_time\",\"rule\":\"TIME_OUT_OF_RANGE\"")
        .endsWith(
            ",\"row\":{\"event\":\"Purchase\",\"event_time\":0,"
                + "\"user\":{\"email\":\"ada@example.com\"},\"value\":1.50}}");
    assertThat(lines.get(1)).contains("line 2 ").endsWith(",\"row\":{}}");
    assertThat(lines.get(2))
        .startsWith("{\"record\":3,\"outcome\":\"rejected\",\"event_id\":\"")
        .contains("\"reason\":\"TikTok refused the request: ", "code 40002", "\"request_id\":\"")
        .endsWith(
            ",\"row\":{\"event\":\"Purchase\",\"event_time\":" + now + ",\"ttclid\":\"bad\"}}");
    assertThat(result.err()).doesNotContain("ada", "bad");
  }

  @Test
  void rowsThatFailedNeedAFile() throws IOException {
    CommandLineRun.Result result = export(write("orders.csv", "event\n"), "--rejects-with-values");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--rejects-with-values goes with --rejects FILE");
  }

  @Test
  void aRejectsFileThatOthersCouldReadIsItsOwnersFromNowOn() throws IOException {
    Path file = write("orders.csv", "event,event_time,email\nPurchase,0,ada@example.com\n");
    Path rejects = write("rejects.jsonl", "");
    Files.setPosixFilePermissions(rejects, PosixFilePermissions.fromString("rw-rw-rw-"));

    export(file, "--skip-invalid", "--rejects", rejects.toString(), "--rejects-with-values");

    assertThat(Files.readString(rejects)).contains("ada@example.com");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejects)))
        .isEqualTo("rw-------");
  }

  @Test
  void rowsThatAreEqualAreOneEventUnlessAColumnTellsThemApart() throws IOException {
    String row = "Purchase," + now + ",c,";
    Path file =
        write(
            "orders.csv",
            "event,event_time,ttclid,Line_No\n" + row + "1\n" + row + "2\n" + row + "2\n");

    export(file);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
    CommandLineRun.Result apart = export(file, "--deduplication-key", "line_no");
    CommandLineRun.Result unknown = export(file, "--deduplication-key", "row");

    assertThat(apart.exitCode()).isZero();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3);
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("--deduplication-key: there is no column row");
  }

  @Test
  void aColumnThatNoRowHasTellsNothingApartAndIsTold() throws IOException {
    String row = "{\"event\":\"Purchase\",\"event_time\":" + now + ",\"ttclid\":\"c\"}\n";
    Path file = write("orders.jsonl", row + row);

    CommandLineRun.Result result = export(file, "--deduplication-key", "row");
    CommandLineRun.Result pointless =
        export(file, "--deduplication-key", "row", "--no-derived-ids");

    assertThat(result.err())
        .contains(
            "no row has the column row of --deduplication-key: rows that are equal are one event");
    assertThat(pointless.exitCode()).isEqualTo(2);
    assertThat(pointless.err()).contains("give one of them");
  }

  @Test
  void showsTheFirstFailureOfEachKindAndCountsAll() throws IOException {
    Path file =
        write(
            "orders.csv",
            "event,event_time,ttclid\n"
                + "Purchase,0,c\n".repeat(20)
                + ("Purchase," + now + ",bad\n"));
    tiktok.answerEvery(1, Answer.code(40002, "Invalid value."));

    CommandLineRun.Result result = export(file, "--skip-invalid");

    assertThat(result.err())
        .containsOnlyOnce("INVALID: ")
        .contains("record 21 REJECTED: TikTok refused the request: Invalid value. (code 40002")
        .contains("20  event_time TIME_OUT_OF_RANGE")
        .contains("1  rejected with code 40002")
        .contains("21 records failed, 2 shown above, one of each kind; --rejects FILE lists each");
    assertThat(
            export(file, "--skip-invalid", "--results", directory.resolve("r.csv").toString())
                .err())
        .contains("r.csv lists each")
        .doesNotContain("--rejects");
  }

  @ParameterizedTest
  @CsvSource({
    "email, user.email",
    "Customer E-Mail, user.email",
    "user.phone, user.phone",
    "tel, user.phone"
  })
  void refusesToNameRecordsByWhatIsPersonal(String column, String field) throws IOException {
    Path file =
        write(
            "orders.csv",
            "event,event_time,external_id,%s%nPurchase,%d,7,1%n".formatted(column, now));
    String[] more = {"--results", directory.resolve("r.csv").toString(), "--rename", "tel=phone"};
    List<String> options = new ArrayList<>(List.of("--key", column));
    options.addAll(List.of(more).subList(0, column.equals("tel") ? 4 : 2));

    CommandLineRun.Result result = export(file, options.toArray(new String[0]));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--key: column " + column + " is for " + field);
    assertThat(directory.resolve("r.csv")).doesNotExist();
    assertThat(tiktok.stats().requests()).isZero();
    if (!column.equals("tel")) {
      assertThat(export(file, "--key", "external_id").err()).doesNotContain("--key");
    }
  }

  @Test
  void aDryRunReplacesNoRejects() throws IOException {
    Path file = write("orders.csv", "event,event_time,ttclid\nPurchase,0,c\n");
    Path rejects = directory.resolve("rejects.jsonl");

    export(file, "--dry-run", "--skip-invalid", "--rejects", rejects.toString());
    CommandLineRun.Result again =
        export(file, "--dry-run", "--skip-invalid", "--rejects", rejects.toString());

    assertThat(Files.readAllLines(rejects)).hasSize(1);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("a dry run replaces nothing");
  }

  @Test
  void aDryRunWhoseReaderIsGoneListsOnlyInvalidRecords() throws IOException {
    long now = Instant.now().getEpochSecond();
    String rows =
        "event,event_time,ttclid\nPurchase,0,c\nPurchase,%d,c\nPurchase,%d,d\n".formatted(now, now);
    Path rejects = directory.resolve("rejects.jsonl");
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CliContext context = CliContext.of(InputStream.nullInputStream(), gone, err, Map.of(), false);

    int exitCode =
        Main.run(
            context,
            "export",
            "--source",
            "web",
            "--source-id",
            "C4A1EXAMPLE0PIXEL7QG",
            "--input",
            write("orders.csv", rows).toString(),
            "--dry-run",
            "--skip-invalid",
            "--rejects",
            rejects.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("can't be written");
    assertThat(Files.readAllLines(rejects))
        .hasSize(1)
        .allMatch(line -> line.startsWith("{\"record\":1,\"outcome\":\"invalid\""));
  }

  @Test
  void rowsGetNoIdIfToldSo() throws IOException {
    Path file = file("orders.csv", "event,event_time,ttclid\n", "Purchase,%d,c%d\n", 2);

    assertThat(export(file, "--dry-run").out()).contains("\"event_id\":\"te1-");
    assertThat(export(file, "--dry-run", "--no-derived-ids").out()).doesNotContain("event_id");
  }

  @Test
  void givesUpAfterTheTimeThatItIsGiven() throws IOException {
    Path file = file("orders.csv", "event,event_time,ttclid\n", "Purchase,%d,c%d\n", 5_000);
    tiktok.answerWith(
        request -> request.number() > 2 ? Optional.of(Answer.html(503)) : Optional.empty());

    CommandLineRun.Result result = export(file, "--max-time-without-success", "1s");
    CommandLineRun.Result wrong = export(file, "--max-time-without-success", "15");

    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.err()).contains("5,000 read = 2,000 accepted", "stopped");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--max-time-without-success takes TIME: How long to go on");
  }

  @Test
  void aRejectsFileTakesThePlaceOfNothingButAnEarlierOne() throws IOException {
    Path file = write("orders.csv", "event,event_time,ttclid\nPurchase,0,c\n");
    String rows = Files.readString(file);
    Path rejects = directory.resolve("rejects.jsonl");

    CommandLineRun.Result overInput = export(file, "--skip-invalid", "--rejects", file.toString());
    CommandLineRun.Result overDirectory =
        export(file, "--skip-invalid", "--rejects", directory.toString());
    export(file, "--skip-invalid", "--rejects", rejects.toString());
    export(file, "--skip-invalid", "--rejects", rejects.toString());

    assertThat(overInput.exitCode()).isEqualTo(2);
    assertThat(overInput.err()).contains("must be different files");
    assertThat(file).hasContent(rows);
    assertThat(overDirectory.exitCode()).isEqualTo(2);
    assertThat(directory).isDirectory();
    assertThat(Files.readAllLines(rejects)).hasSize(1);
  }

  @Test
  void aBlankTestEventCodeMakesNoRealEvents() throws IOException {
    Path file = file("orders.csv", "event,event_time,ttclid\n", "Purchase,%d,c%d\n", 1);

    CommandLineRun.Result result = export(file, "--test-event-code", "");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--test-event-code is blank");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void aColumnNameThatMayBeAValueIsNotShown() throws IOException {
    Path file =
        write(
            "orders.csv", "event,event_time,ttclid,eve@secret.example\nPurchase," + now + ",c,x\n");

    CommandLineRun.Result result = export(file);

    assertThat(result.err()).contains("matches no field").doesNotContain("eve@");
  }

  @Test
  void aHeaderWithoutANeededColumnIsExplainedBeforeAnythingIsSent() throws IOException {
    Path file = write("orders.csv", "evnt,event_time\nPurchase," + now + "\n");

    CommandLineRun.Result result = export(file);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("column event is missing").contains("evnt");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void aColumnThatMatchesNothingIsNamedOnce() throws IOException {
    Path file = file("orders.csv", "event,event_time,ttclid,emial\n", "Purchase,%d,c,x%d\n", 3);

    CommandLineRun.Result result = export(file);

    assertThat(result.err()).containsOnlyOnce("emial (did you mean email?) matches no field");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anEmptyFileIsNoSuccess() throws IOException {
    CommandLineRun.Result result = export(write("orders.csv", ""));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is empty: the first line must name the columns");
  }

  @Test
  void aMissingFileIsNamed() {
    CommandLineRun.Result result = export(directory.resolve("orders.csv"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("orders.csv doesn't exist");
  }

  @Test
  void aFileCutInAQuotedFieldFailsAndSaysWhatWasSent() throws IOException {
    String rows = "Purchase," + now + ",c\n";
    Path file =
        write(
            "orders.csv",
            "event,event_time,ttclid\n" + rows.repeat(1_500) + "Purchase," + now + ",\"c\n");

    CommandLineRun.Result result = export(file);

    assertThat(result.exitCode()).isEqualTo(2);
    // The first thousand may be under way by then, or not.
    boolean sent = tiktok.stats().eventsReceived() > 0;
    assertThat(result.err())
        .contains("line 1502: a quoted field starts here")
        .contains(
            "1,500 read = " + (sent ? "1,000 accepted + 500" : "0 accepted + 1,500") + " not sent");
  }

  @Test
  void latin1IsRefusedWithAdvice() throws IOException {
    Path file = directory.resolve("orders.csv");
    Files.write(
        file,
        ("event,event_time,city\nPurchase," + now + ",São Paulo\n")
            .getBytes(StandardCharsets.ISO_8859_1));

    CommandLineRun.Result result = export(file);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("line 2: not UTF-8").contains("--charset windows-1252");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void aShopsOwnColumnsAreRenamed() throws IOException {
    Path file = directory.resolve("orders.csv");
    Files.writeString(
        file,
        "order_id,created_at,customer,phone,total,phone_number\n1001,2026-01-01 09:00:00,ada@example.com,"
            + "090-1234-5678,\"1,234.50\",+819012345678\n,,,,,\n");

    CommandLineRun.Result result =
        export(
            file,
            "--rename",
            "order_id=event_id",
            "--rename=created_at=event_time",
            "--rename=customer=email",
            "--rename=total=value",
            "--set=event=Purchase",
            "--set",
            "currency=JPY",
            "--time-zone=Asia/Tokyo",
            "--phone-country=JP",
            "--dry-run");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("\"event\":\"Purchase\",\"event_id\":\"1001\",\"event_time\":1767225600")
        .contains("3d06a39d40790f11761295e053029378ae28c4b4f6f301693005e079f3d4ca64")
        .contains("\"currency\":\"JPY\",\"value\":1234.5");
    assertThat(result.err())
        .contains("column phone_number (did you mean user.phone?) matches no field and is not sent")
        .contains("was not sent, with 1 value by which people could be matched");
  }

  @Test
  void aTitleLineIsNoHeader() throws IOException {
    Path file = directory.resolve("orders.csv");
    Files.writeString(file, "Orders report\n\nevent,event_time,email\n");

    CommandLineRun.Result result = export(file);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("the first line has 1 column: is it the header?");
  }

  @Test
  void aFieldOfFiveMegabytesCostsItsRecordOnly() throws IOException {
    Path file =
        write(
            "orders.csv",
            "event,event_time,ttclid,description\n"
                + ("Purchase," + now + ",c,ok\n")
                + ("Purchase," + now + ",c," + "x".repeat(5_000_000) + "\n")
                + ("Search," + now + ",c,ok\n"));

    CommandLineRun.Result result = export(file, "--skip-invalid");

    assertThat(result.err()).contains("3 read = 2 accepted + 1 invalid").contains("line 3");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anEventTooLargeForARequestIsInvalidAndSaysSo() throws IOException {
    Path file =
        write(
            "orders.csv",
            "event,event_time,ttclid,description\nPurchase,"
                + now
                + ",c,"
                + "x".repeat(5_000)
                + "\n");

    CommandLineRun.Result result = export(file, "--skip-invalid", "--max-request-bytes", "2000");

    assertThat(result.err()).contains("record TOO_LARGE").contains("2000 bytes");
  }

  @Test
  void aTokenWithALineBreakIsRefusedAndNotShown() throws IOException {
    Path file = write("orders.csv", "event,event_time\n");

    CommandLineRun.Result result =
        new CommandLineRun()
            .with("TIKTOK_ACCESS_TOKEN", "s3cret\ntoken")
            .run("export", "--source", "web", "--source-id", "C4A1", "--input", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("line break at position 7").doesNotContain("s3cret");
  }

  @Test
  void aRefusedTokenStopsTheExportAfterOneRequestAndIsNotShown() throws IOException {
    Path file = file("orders.csv", "event,event_time,event_id,ttclid\n", "Purchase,%d,o%d,c\n", 10);

    CommandLineRun.Result result =
        new CommandLineRun()
            .with("TIKTOK_ACCESS_TOKEN", "wr0ng-token")
            .with("TIKTOK_BASE_URL", tiktok.baseUrl())
            .run("export", "--source", "web", "--source-id", "C4A1", "--input", file.toString());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err())
        .contains("code 40105")
        .contains("10 read = 0 accepted + 10 not sent")
        .doesNotContain("wr0ng-token");
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  @Test
  void aRequestThatAGatewayFailedIsRepeated() throws IOException {
    Path file = file("orders.csv", "event,event_time,event_id,ttclid\n", "Purchase,%d,o%d,c\n", 10);
    tiktok.answerNext(1, Answer.html(502));

    CommandLineRun.Result result = export(file);

    assertThat(result.err()).contains("10 read = 10 accepted").contains("2 requests, 1 repeated");
  }

  @Test
  void anInterruptedExportEndsItsRequestsAndAccountsForEachRecord() throws Exception {
    Path file =
        file("orders.csv", "event,event_time,event_id,ttclid\n", "Purchase,%d,o%d,c\n", 20_000);
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(300)));
    CompletableFuture<CommandLineRun.Result> result = new CompletableFuture<>();
    Thread export = new Thread(() -> result.complete(export(file)));
    export.start();
    while (tiktok.stats().requests() == 0) {
      Thread.onSpinWait();
    }

    export.interrupt();

    CommandLineRun.Result ended = result.get(20, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(130);
    assertThat(ended.err())
        .contains("interrupted; with --resume FILE, the same command goes on where it was")
        .contains(String.format(Locale.ROOT, "= %,d accepted +", tiktok.stats().eventsReceived()));
  }

  @Test
  void wrongWordsAreExplainedInALine() {
    assertThat(new CommandLineRun().run("exprot").err())
        .contains("Did you mean: tiktok-events export?");
    CommandLineRun.Result threads =
        new CommandLineRun()
            .in("event,event_time\n")
            .run(
                "export",
                "--source",
                "web",
                "--source-id",
                "C4A1",
                "--dry-run",
                "--threads",
                "11",
                "--input",
                "-");
    assertThat(threads.err()).contains("--threads must be 1 to 10: 11");
    assertThat(threads.exitCode()).isEqualTo(2);
  }

  @Test
  void aResumeFileOfAnotherExportIsRefused() throws IOException {
    Path file = file("orders.csv", "event,event_time,ttclid\n", "Purchase,%d,c%d\n", 1);
    Path resumeFile =
        write(
            "orders.resume",
            "input=/other.csv\nevent_source=web\nevent_source_id=C4A1\ncheckpoint=\nrows="
                + "0".repeat(32)
                + ":\nwritten_at=2026-11-20T00:00:00Z\n");

    CommandLineRun.Result result = export(file, "--resume", resumeFile.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is of another export: input was \"/other.csv\" and is");
  }

  private CommandLineRun.Result export(Path file, String... more) {
    List<String> args =
        new ArrayList<>(List.of("export", "--source", "web", "--source-id", "C4A1"));
    Collections.addAll(args, "--input", file.toString(), "--base-url", tiktok.baseUrl());
    Collections.addAll(args, more);
    return new CommandLineRun().with("TIKTOK_ACCESS_TOKEN", TOKEN).run(args.toArray(new String[0]));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Path file(String name, String header, String row, int rows) throws IOException {
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < rows; i++) {
      text.append(String.format(Locale.ROOT, row, now, i));
    }
    return write(name, text.toString());
  }
}
