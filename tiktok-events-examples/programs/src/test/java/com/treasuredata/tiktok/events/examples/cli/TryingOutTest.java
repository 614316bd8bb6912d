package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does before the first real export: looks, checks, asks, rehearses. */
class TryingOutTest {
  private static final String CODE = "C4A1EXAMPLE0PIXEL7QG";
  private static final String ADVERTISER = "70";

  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .accessToken("any-t0ken")
          .eventsManagerToken("events-t0ken")
          .advertiser(ADVERTISER, "Shop")
          .pixel(ADVERTISER, CODE, "Main store")
          .start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void aPreviewShowsColumnsAndFieldsAndReasonsAndNoValue() throws IOException {
    long now = Instant.now().getEpochSecond();
    String rows =
        "event,event_time,email,phone,total,value,currency\n"
            + "Purchase,%d,ada@example.com,090-1234-5678,1,59.90,USD\n".formatted(now)
            + "Purchase,,bob@example.com,,2,1,USD\nPurchase,%d,c@example.com,,,,\n".formatted(now);

    CommandLineRun.Result result =
        new CommandLineRun()
            .run(export(rows, "--source", "web", "--source-id", CODE, "--preview", "2"));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "record 1, line 2, would be sent",
            " event -> event: sent as Purchase",
            " email -> user.email: sent as a SHA-256 hash",
            " value -> properties.value: sent as 99.9",
            " currency -> properties.currency: sent as USD",
            "record 2, line 3, can't be sent",
            " email -> user.email: would be sent as a SHA-256 hash",
            " value -> properties.value: would be sent as 9")
        .anyMatch(
            line ->
                line.startsWith(
                    " phone -> user.phone: left out, was 999-9999-9999 (MALFORMED: expected"))
        .anyMatch(line -> line.startsWith(" error: event_time MISSING: "))
        .noneMatch(line -> line.startsWith("record 3"));
    assertThat(result.out()).doesNotContain("ada@", "bob@", "1234", "59.9");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void aPreviewShowsNoAddressThatIsTheNameOfAProperty() throws IOException {
    String rows =
        "event,event_time,email,properties\nPurchase,%d,a@example.com,\"{\"\"ada@example.com\"\":1}\"\n"
            .formatted(Instant.now().getEpochSecond());

    CommandLineRun.Result result =
        new CommandLineRun().run(export(rows, "--source", "web", "--source-id", CODE, "--preview"));

    assertThat(result.out()).contains("properties.[…]: left out").doesNotContain("ada@");
  }

  @Test
  void aPreviewGivesTheHintsOfAnExport() throws IOException {
    String rows =
        "event,event_time,e-mail,Newsletter?\nPurchase,%d,a@example.com,x\n"
            .formatted(Instant.now().getEpochSecond());
    String[] hints = {
      "column e-mail (did you mean email?) matches no field and is not sent",
      "column 4 (of 11 characters, not shown since it may be a value) matches no field"
    };

    CommandLineRun.Result preview =
        new CommandLineRun().run(export(rows, "--source", "web", "--source-id", CODE, "--preview"));
    CommandLineRun.Result export =
        new CommandLineRun().run(export(rows, "--source", "web", "--source-id", CODE, "--dry-run"));

    assertThat(preview.err()).contains(hints);
    assertThat(export.err()).contains(hints);
    assertThat(preview.out())
        .contains("e-mail -> ", "no field (did you mean email?): not sent", "column 4 -> ")
        .doesNotContain("Newsletter");
  }

  @ParameterizedTest
  @CsvSource({
    "web, 'event,event_time,value,currency', 'Purchase,yesterday,5,USD'",
    "app, 'event,event_time,app_id,value,currency', 'Purchase,,,5,USD'",
    "offline, 'event,event_time,email,value,currency', 'buy,2020-01-01,x,5,USD'",
    "crm, 'event,event_time,lead_id,value,currency', 'Lead,1,,5,USD'"
  })
  void aPreviewShowsTheGoodColumnsOfARecordThatCannotBeSent(
      String type, String header, String row) {
    CommandLineRun.Result result =
        new CommandLineRun()
            .in(header + '\n' + row + '\n')
            .run("export", "--source", type, "--source-id", "1", "--preview", "--input", "-");

    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "record 1, line 2, can't be sent",
            " value -> properties.value: would be sent as 9",
            " currency -> properties.currency: would be sent as USD");
    assertThat(result.out()).doesNotContain("SHA-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate --source web", "export --source web --source-id 1 --preview"})
  void whatIsBehindABadQuoteIsToldToBeUnchecked(String words) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("rows.csv"), purchases(2) + "Purchase,\"1\"x,a\n" + purchases(1));
    List<String> command = new ArrayList<>(List.of(words.split(" ")));
    command.addAll(List.of("--input", file.toString()));

    CommandLineRun.Result result = new CommandLineRun().run(command.toArray(new String[0]));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).contains("record").doesNotContain("record 3", "\"record\":3");
    assertThat(result.err())
        .contains(
            "rows.csv, line 4: a quoted field goes on after its closing quote",
            "reading ended there, after 2 rows: the rest was not checked");
  }

  @Test
  void missingColumnsAreToldWithTheOptionsThatTakeOthersForThem() throws IOException {
    String rows = "Event Name,event_time,Customer E-Mail\nPurchase,1,a@example.com\n";

    CommandLineRun.Result result =
        new CommandLineRun().run(export(rows, "--source", "web", "--source-id", CODE, "--dry-run"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "column event is missing",
            "column Customer E-Mail (did you mean user.email?) matches no field",
            "--rename \"Event Name=event\" --rename \"Customer E-Mail=user.email\"")
        .doesNotContain("select");
  }

  @Test
  void allOptionsThatAreWrongAreToldAtOnce() throws IOException {
    CommandLineRun.Result result =
        new CommandLineRun()
            .run(
                export(
                    "event\n",
                    "--source",
                    "web",
                    "--source-id",
                    CODE,
                    "--results",
                    "r.txt",
                    "--report",
                    "r.pdf",
                    "--threads",
                    "50"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("r.txt", "--report: the name must end in .html", "--threads must be 1 to 10");
  }

  @Test
  void saysHowToTellEqualRowsApart() throws IOException {
    String row = "Purchase,%d,ada@example.com\n".formatted(Instant.now().getEpochSecond());
    String equal = "event,event_time,email\n" + row + row + row;
    String withIds = purchases(2) + purchases(1).lines().skip(1).findFirst().orElseThrow();
    String[] options = {"--source", "web", "--source-id", CODE};

    String hint = "--rename COLUMN=event_id takes ids from a column, --deduplication-key COLUMN";
    assertThat(run("any-t0ken").run(export(equal, options)).err())
        .contains("2 events repeat the name and event_id of an earlier one", hint);
    assertThat(run("any-t0ken").run(export(withIds, options)).err())
        .contains("1 event repeats the name and event_id of an earlier one")
        .doesNotContain(hint);
  }

  @Test
  void exportsTheFirstRecordsOnly() throws IOException {
    CommandLineRun.Result result =
        run("any-t0ken")
            .run(export(purchases(50), "--source", "web", "--source-id", CODE, "--limit", "3"));

    assertThat(result.err()).contains("3 read = 3 accepted");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3);
  }

  @Test
  void endsATestAtItsTimeAndRefusesOneThatIsOver() throws IOException {
    String[] inTime = {"--test-event-code", "TEST1", "--test-until", "2h"};
    assertThat(testUntil(inTime).err())
        .contains("3 read = 3 accepted")
        .doesNotContain("the test ended");

    assertThat(testUntil("--test-until", "2h").err()).contains("goes with --test-event-code");
    for (String[] wrong :
        new String[][] {
          {"2020-01-01T00:00:00Z", "is over already"}, {"tomorrow", "must be a time such as 30m"}
        }) {
      CommandLineRun.Result result =
          testUntil("--test-event-code", "TEST1", "--test-until", wrong[0]);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains(wrong[1]);
    }
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(3);
  }

  private CommandLineRun.Result testUntil(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--source", "web", "--source-id", CODE));
    options.addAll(List.of(more));
    return run("any-t0ken").run(export(purchases(3), options.toArray(new String[0])));
  }

  @Test
  void aDryRunSaysWhatWouldBeSent() throws IOException {
    CommandLineRun.Result result =
        run("any-t0ken")
            .run(export(purchases(3), "--source", "web", "--source-id", CODE, "--dry-run"));

    assertThat(result.err())
        .contains("3 read = 3 would be sent", "would take 1 request")
        .doesNotContain("accepted");
  }

  @Test
  void saysWhichRecordIsTheFirstOfManyThatFail() throws IOException {
    String rows = "event,event_time,email\nPurchase,,a@example.com\nPurchase,,b@example.com\n";

    CommandLineRun.Result result =
        run("any-t0ken")
            .run(export(rows, "--source", "web", "--source-id", CODE, "--skip-invalid"));

    assertThat(result.err()).contains("2  event_time MISSING (the first of 2: record 1)");
  }

  @Test
  void saysWhichRecordAloneFailsOrHasAWarning() throws IOException {
    String rows =
        "event,event_time,email,url,currency\n"
            + "Purchase,,a@example.com,https://shop.example/,\n"
            + "ViewContent,%d,a@example.com,https://shop.example/,EURO\n"
                .formatted(Instant.now().getEpochSecond());
    Path page = directory.resolve("report.html");
    String[] options = {
      "--source", "web", "--source-id", CODE, "--skip-invalid", "--report", page.toString()
    };

    CommandLineRun.Result result = run("any-t0ken").run(export(rows, options));

    assertThat(result.err())
        .contains(
            "2 read = 1 accepted + 1 invalid\n  1 accepted: values were left out of 1\n",
            "1  event_time MISSING (record 1)\n",
            "1  properties.currency MALFORMED (record 2)\n");
    assertThat(Files.readString(page))
        .contains("TikTok took it; values were left out of 1, see below")
        .contains(
            "<code>properties.currency MALFORMED</code></td><td class=\"num\">1</td>"
                + "<td class=\"num\">50.0 %</td>"
                + "<td class=\"num\" data-of=\"is the first record\">2</td>");
  }

  @Test
  void aCheckFindsTheSourceAndOffersATestEvent() {
    CommandLineRun.Result result =
        run("any-t0ken")
            .run("check", "--source", "web", "--source-id", CODE, "--advertiser-id", ADVERTISER);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("settings  complete", CODE + " is there: \"Main store\"")
        .contains("told by a test event alone");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void aCheckWithoutAnAdvertiserSaysThatItAskedNobody() {
    CommandLineRun.Result result =
        run("wrong-t0ken").run("check", "--source", "web", "--source-id", CODE);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("the token not tried: nothing was asked of TikTok", "--advertiser-id");
  }

  @Test
  void aCheckSaysThatATokenFromEventsManagerMayNotList() {
    CommandLineRun.Result result =
        run("events-t0ken")
            .run("check", "--source", "web", "--source-id", CODE, "--advertiser-id", ADVERTISER);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("can't be looked up: this token may not list event sources");
  }

  @ParameterizedTest
  @CsvSource({"wrong-t0ken, C4A1EXAMPLE0PIXEL7QG, 3", "any-t0ken, C0THER, 2"})
  void aCheckFailsForAWrongTokenOrSource(String token, String source, int exitCode) {
    CommandLineRun.Result result =
        run(token)
            .run("check", "--source", "web", "--source-id", source, "--advertiser-id", ADVERTISER);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({
    "web, C4A1EXAMPLE0PIXEL7QG",
    "app, 7288888888888888881",
    "offline, 7288888888888888882",
    "crm, 7288888888888888883"
  })
  void aCheckSendsATestEventThatCountsNowhere(String type, String id) {
    try (FakeTikTok any = FakeTikTok.start()) {
      CommandLineRun.Result result =
          new CommandLineRun()
              .with("TIKTOK_ACCESS_TOKEN", "events-t0ken")
              .with("TIKTOK_BASE_URL", any.baseUrl())
              .run(
                  "check",
                  "--source",
                  type,
                  "--source-id",
                  id,
                  "--test-event-code",
                  "TEST1",
                  "--send-test-event");

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).contains("TikTok took a test event");
      assertThat(any.stats().testEvents()).isOne();
      assertThat(any.stats().eventsCounted()).isZero();
    }
  }

  @Test
  void aCheckSendsNothingThatWouldCount() {
    CommandLineRun.Result result =
        run("any-t0ken").run("check", "--source", "web", "--source-id", CODE, "--send-test-event");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("needs a test event code");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void sourceStatsPrintsWhatTikTokCounted() throws IOException {
    run("any-t0ken").run(export(purchases(4), "--source", "web", "--source-id", CODE));

    CommandLineRun.Result result =
        run("any-t0ken")
            .run("source", "stats", "--advertiser-id", ADVERTISER, "--source-id", CODE, "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("{\"event\":\"Purchase\",\"total_count\":4}");
    assertThat(tiktok.calls("/pixel/event/stats/")).isOne();
    assertThat(
            run("any-t0ken")
                .run("source", "stats", "--advertiser-id", ADVERTISER, "--source-id", "C0THER")
                .exitCode())
        .isEqualTo(2);
  }

  @Test
  void printsACompletionThatKnowsCommandsAndOptions() {
    assertThat(new CommandLineRun().run("completion").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("tiktok-events", "--skip-invalid", "fake-server");
  }

  @ParameterizedTest
  @CsvSource({
    "--source, web, --source takes TYPE:ID:NAME",
    "--source, web:C4:, --source takes TYPE:ID:NAME",
    "--fail, 502, --fail takes HOW=SHARE",
    "--fail, 200=5%, --fail takes HOW=SHARE",
    "--fail, 502=101%, --fail takes HOW=SHARE"
  })
  void aFakeServerSaysWhatItsOptionsTake(String option, String value, String message) {
    CommandLineRun.Result result =
        new CommandLineRun().run("fake-server", "--port", "0", option, value);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'--skip-invalid', '--skip-invalid doesn''t go with --config: set skip_invalid_record'",
    "'--threads=3', '--threads doesn''t go with --config: set thread_count'",
  })
  void anOptionThatASettingStandsForDoesNotGoWithSettings(String option, String message)
      throws IOException {
    Path settings = Files.writeString(directory.resolve("settings.json"), "{}");

    CommandLineRun.Result result =
        run("any-t0ken").run(export(purchases(1), "--config", settings.toString(), option));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'--source web --source-id C4 --limit 3 --limit 4', --limit is given twice",
    "'--source web', --source-id ID is missing",
    "'--source-id C4', --source TYPE is missing",
    "'--source web --source-id C4\u00e9', --source-id ",
    "'--source web --source-id C4 --request-timeout 48h', '--request-timeout: '",
    "'--source web --source-id C4 --max-time-without-success 400000h', '--max-time-without-success: '",
    "'--source web --source-id C4 --limit 0', --limit must be at least 1",
    "'--source web --source-id C4 --base-url http://shop.example/', --allow-clear-text sends",
  })
  void namesTheOptionThatIsWrong(String words, String message) throws IOException {
    CommandLineRun.Result result = run("any-t0ken").run(export(purchases(1), words.split(" ")));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("event_source_id");
  }

  @ParameterizedTest
  @CsvSource({"--rejects, no file can have this name", "--input, no file can have this name"})
  void saysOfANameThatNoFileCanHaveWhichOptionGaveIt(String option, String message) {
    CommandLineRun.Result result =
        run("any-t0ken")
            .run(
                "export",
                "--source",
                "web",
                "--source-id",
                CODE,
                option.equals("--input") ? "--limit=1" : "--input=rows.csv",
                option,
                "a\0b");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(option + ": " + message);
  }

  @Test
  void warnsThatOthersCanReadTokenAndEventsOnTheWay() {
    CommandLineRun.Result result =
        new CommandLineRun()
            .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
            .run(
                "check",
                "--source",
                "web",
                "--source-id",
                CODE,
                "--base-url",
                "http://shop.example/",
                "--allow-clear-text");

    assertThat(result.err()).contains("token and events are not encrypted");
    assertThat(run("any-t0ken").run("check", "--source", "web", "--source-id", CODE).err())
        .doesNotContain("not encrypted");
  }

  @ParameterizedTest
  @CsvSource({
    "demo, 'Environment;Exit codes;--base-url'",
    "schema, 'Environment;Exit codes'",
    "fake-server, 'Environment;TIKTOK_'",
    "auth url, '--access-token-file;--grant-file;Exit codes'",
    "auth login, '--access-token-file;Exit codes'",
    "source list, 'TIKTOK_APP_SECRET;Exit codes'"
  })
  void helpNamesNothingThatACommandDoesNotUse(String command, String absent) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    words.add("--help");

    assertThat(new CommandLineRun().run(words.toArray(new String[0])).out())
        .doesNotContain(absent.split(";"));
  }

  @Test
  void helpOfAnExportNamesEnvironmentAndExitCodes() {
    assertThat(new CommandLineRun().run("export", "--help").out())
        .contains("TIKTOK_BASE_URL", "Exit codes: 0 done", "TIKTOK_ACCESS_TOKEN")
        .doesNotContain("TIKTOK_APP_SECRET");
  }

  private CommandLineRun run(String token) {
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_ACCESS_TOKEN", token);
  }

  private static String purchases(int count) {
    StringBuilder rows = new StringBuilder("event,event_time,event_id,email\n");
    for (int i = 1; i <= count; i++) {
      rows.append(
          "Purchase,%d,order-%d,ada@example.com\n".formatted(Instant.now().getEpochSecond(), i));
    }
    return rows.toString();
  }

  private String[] export(String rows, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("export", "--input"));
    args.add(Files.writeString(directory.resolve("rows.csv"), rows).toString());
    args.addAll(List.of(more));
    return args.toArray(new String[0]);
  }
}
