package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By its exit code a scheduler knows whether to try again later or to call a person. */
class ExitCodeTest {
  private static final String TOKEN = "s3cret-token";

  private final long now = Instant.now().getEpochSecond();
  private final FakeTikTok tiktok = FakeTikTok.builder().accessToken(TOKEN).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void isZeroWhenAllIsDeliveredOrSkippedAsAsked() throws IOException {
    assertThat(export(rows("", "")).exitCode()).isZero();
    assertThat(export(rows("", "yesterday"), "--skip-invalid").exitCode()).isZero();
    assertThat(export(rows()).exitCode()).isZero();
  }

  @Test
  void isOneWhenARecordNeedsAPerson() throws IOException {
    assertThat(export(rows("", "yesterday")).exitCode()).isEqualTo(1);
    tiktok.answerEvery(1, Answer.code(40002, "Wrong."));
    assertThat(export(rows("")).exitCode()).isEqualTo(1);
  }

  @Test
  void isOneWhenNothingWasDelivered() throws IOException {
    CommandLineRun.Result result = export(rows("yesterday", "today"), "--skip-invalid", "--quiet");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "requests go to %s, not to TikTok (--base-url)\ntiktok-events: nothing was delivered: all of 2 records failed\n"
                .formatted(tiktok.baseUrl()));
  }

  @Test
  void isOneWhenUnknownRecordsCouldCountTwice() throws IOException {
    tiktok.answerWith(
        request ->
            request.number() == 2
                ? Optional.of(Answer.reset().afterAccepting())
                : Optional.empty());
    String[] many = new String[3_000];
    java.util.Arrays.fill(many, "");
    CommandLineRun.Result result =
        export(rows(many), "--no-derived-ids", "--threads", "1", "--quiet");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("1,000 of 3,000 records are unknown");
  }

  @Test
  void isTwoForUsageSettingsAndInput() throws IOException {
    assertThat(export(directory.resolve("none.csv")).exitCode()).isEqualTo(2);
    assertThat(new CommandLineRun().run("export", "--what").exitCode()).isEqualTo(2);
    assertThat(export(rows(""), "--threads", "11").exitCode()).isEqualTo(2);
  }

  @Test
  void isThreeWhenTheTokenIsRefusedOrMayNot() throws IOException {
    for (int code : new int[] {40105, 40001}) {
      tiktok.answerEvery(1, Answer.code(code, "no"));
      assertThat(export(rows("")).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void isThreeWithoutAToken() throws IOException {
    Path rows = rows("");
    for (String[] token :
        new String[][] {
          {},
          {"--access-token-file", "no-token.txt"},
          {"--grant-file", Files.writeString(directory.resolve("no-grant"), "x").toString()}
        }) {
      List<String> args =
          new ArrayList<>(
              List.of(
                  "export", "--source", "web", "--source-id", "C4", "--input", rows.toString()));
      args.addAll(List.of(token));
      assertThat(new CommandLineRun().run(args.toArray(new String[0])).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void isThreeWhenSourcesMayNotBeListed() {
    tiktok.answerEvery(1, Answer.code(40001, "No permission."));
    CommandLineRun.Result result =
        new CommandLineRun()
            .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
            .run(
                "source",
                "list",
                "--source",
                "web",
                "--advertiser-id",
                "7",
                "--base-url",
                tiktok.baseUrl());
    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
  }

  @Test
  void is75ForWhatMayPass() throws IOException {
    tiktok.answerEvery(1, Answer.html(503));
    CommandLineRun.Result outage = export(rows(""));
    assertThat(outage.exitCode()).isEqualTo(75);

    tiktok.answerEvery(1, Answer.code(40100, "Too many.").withHeader("Retry-After", "600"));
    assertThat(export(rows(""), "--max-time-without-success", "1s").exitCode()).isEqualTo(75);

    tiktok.close();
    CommandLineRun.Result gone = export(rows(""));
    assertThat(gone.exitCode()).isEqualTo(75);
    assertThat(gone.err())
        .contains("no connection to 127.0.0.1:")
        .contains("nothing listens there")
        .contains("Check network, proxy and base URL.");
  }

  /** Which of them is meant can't be told, and the other's account would get the events. */
  @Test
  void isTwoForTwoTokens() throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("settings.json"),
            "{\"type\":\"tiktok_events\",\"access_token\":\""
                + TOKEN
                + "\",\"event_source_id\":\"C4A1\"}");
    CommandLineRun.Result result =
        new CommandLineRun()
            .run(
                "export",
                "--config",
                settings.toString(),
                "--access-token-file",
                "/does/not/exist",
                "--input",
                rows("").toString(),
                "--base-url",
                tiktok.baseUrl());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("access_token in the settings", "--access-token-file");
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void standsInTheHelp() {
    assertThat(new CommandLineRun().run("export", "--help").out())
        .contains("75 temporary", "3 token or permission refused");
  }

  private Path rows(String... times) throws IOException {
    StringBuilder text = new StringBuilder("event,event_time,ttclid\n");
    for (int i = 0; i < times.length; i++) {
      String time = times[i].isEmpty() ? String.valueOf(now) : times[i];
      text.append("Purchase,").append(time).append(",c").append(i).append('\n');
    }
    return Files.writeString(directory.resolve("rows.csv"), text);
  }

  private CommandLineRun.Result export(Path rows, String... more) {
    List<String> args =
        new ArrayList<>(List.of("export", "--source", "web", "--source-id", "C4A1"));
    Collections.addAll(args, "--input", rows.toString(), "--base-url", tiktok.baseUrl());
    Collections.addAll(args, more);
    return new CommandLineRun().with("TIKTOK_ACCESS_TOKEN", TOKEN).run(args.toArray(new String[0]));
  }
}
