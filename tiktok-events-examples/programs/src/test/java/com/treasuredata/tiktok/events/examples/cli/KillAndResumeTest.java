package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An export that is killed and started again with the same command loses nothing and counts nothing
 * twice.
 */
class KillAndResumeTest {
  private static final int ROWS = 30_000;
  private static final int KILLS = 3;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRecordCountsOnceHoweverOftenTheProcessIsKilled(long seed) throws Exception {
    Random random = new Random(seed);
    Path orders = orders(ROWS);
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(50)));
      for (int kills = 0; kills < KILLS; kills++) {
        long enough = tiktok.stats().eventsReceived() + 1_500 + random.nextInt(3_000);
        Process export = start(tiktok, orders);
        while (tiktok.stats().eventsReceived() < enough) {
          assertThat(export.isAlive()).as("ended before it was killed").isTrue();
          Thread.sleep(random.nextInt(20));
        }
        export.destroyForcibly().waitFor();
      }
      Process last = start(tiktok, orders);
      assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

      assertThat(last.exitValue()).as(Files.readString(log())).isZero();
      assertThat(tiktok.stats().eventsAccepted()).isEqualTo(ROWS);
      assertThat(Files.readString(log())).contains("passed over");
      assertThat(resumeFile()).doesNotExist();
    }
  }

  @Test
  void aResumeFileOfAnotherExportIsRefused() throws IOException {
    Files.writeString(
        resumeFile(),
        "input=/other.csv\nevent_source=web\nevent_source_id=C4A1\nsettled_up_to=7\n");

    CommandLineRun.Result result =
        new CommandLineRun()
            .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
            .run(
                "export",
                "--source",
                "web",
                "--source-id",
                "C4A1",
                "--input",
                orders(1).toString(),
                "--resume",
                resumeFile().toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is of another export: its input differs");
  }

  private Process start(FakeTikTok tiktok, Path orders) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "export",
            "--source",
            "web",
            "--source-id",
            "C4A1EXAMPLE0PIXEL7QG",
            "--input",
            orders.toString(),
            "--resume",
            resumeFile().toString());
    builder.environment().put("TIKTOK_BASE_URL", tiktok.baseUrl());
    builder.environment().put("TIKTOK_ACCESS_TOKEN", "any-t0ken");
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  /** Rows without an event id: the ids that they get are what makes a second sending harmless. */
  private Path orders(int rows) throws IOException {
    long now = Instant.now().getEpochSecond();
    StringBuilder text = new StringBuilder("event,event_time,ttclid\n");
    for (int i = 0; i < rows; i++) {
      text.append("Purchase,").append(now).append(",c").append(i).append('\n');
    }
    return Files.writeString(directory.resolve("orders.csv"), text);
  }

  private Path resumeFile() {
    return directory.resolve("orders.resume");
  }

  private Path log() {
    return directory.resolve("export.log");
  }
}
