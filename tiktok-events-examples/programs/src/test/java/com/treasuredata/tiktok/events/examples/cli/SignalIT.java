package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A packaged export that is told to end does so soon, and with its account. */
@Timeout(60)
class SignalIT {
  private final FakeTikTok tiktok = FakeTikTok.start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void endsWhileStandardInputIsQuiet(String signal, int exitCode)
      throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("tiktok-events.jar"),
            "export",
            "--source",
            "web",
            "--source-id",
            "C4A1",
            "--input",
            "-");
    builder.environment().put("TIKTOK_BASE_URL", tiktok.baseUrl());
    builder.environment().put("TIKTOK_ACCESS_TOKEN", "any-t0ken");
    Process export = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (OutputStream in = export.getOutputStream()) {
      String rows = "event,event_time,ttclid,order_no\nPurchase," + now() + ",c1,1\n";
      in.write(rows.getBytes(StandardCharsets.UTF_8));
      in.flush();
      while (!Files.readString(log).contains("order_no")) { // It has read the header.
        Thread.sleep(10);
      }
      Thread.sleep(500);
      long told = System.nanoTime();
      new ProcessBuilder("kill", "-" + signal, Long.toString(export.pid())).start().waitFor();
      assertThat(export.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(System.nanoTime() - told).isLessThan(TimeUnit.SECONDS.toNanos(10));
    } finally {
      export.destroyForcibly();
    }
    assertThat(export.exitValue()).isEqualTo(exitCode);
    // A busy machine may not have come to the row within that time.
    assertThat(Files.readString(log))
        .containsPattern("1 read = 0 accepted \\+ 1 not sent|0 read = 0 accepted\n")
        .contains("interrupted");
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
