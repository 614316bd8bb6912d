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
    assertThat(stopped.exitCode()).isEqualTo(1);
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
    assertThat(tiktok.stats().eventsAccepted()).isEqualTo(4_996);
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
                + " is of another export: its input differs. Delete it to start from the first record.");
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
    assertThat(refused.err()).contains("its input differs");
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
    assertThat(tiktok.stats().eventsAccepted()).isEqualTo(5_000);
  }

  @Test
  void sendsToTheSourceThatTheFirstRunCreated() throws IOException {
    Path orders = orders(5_000);
    Path settings =
        Files.writeString(
            directory.resolve("settings.json"),
            """
            {"type": "tiktok_events", "auth_method": "oauth", "access_token": "%s",
             "target_event_source": "NEW", "event_source_name": "Shop", "advertiser_id": "7000000000000000001"}
            """
                .formatted(TOKEN));
    stopAfterRequest(2);
    CommandLineRun.Result stopped = exportWith("--config", settings.toString(), orders);
    assertThat(stopped.exitCode()).isEqualTo(1);
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
    assertThat(refused.err()).contains("its event_source_id differs");
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
    assertThat(result.err()).contains("it can't be written");
    assertThat(tiktok.stats().requests()).isZero();
  }

  private void stopAfterRequest(int last) {
    tiktok.answerWith(
        request ->
            request.number() > last
                ? Optional.of(Answer.code(40105, "Access token is incorrect."))
                : Optional.empty());
  }

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
