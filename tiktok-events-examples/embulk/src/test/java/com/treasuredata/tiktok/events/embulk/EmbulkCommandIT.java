package com.treasuredata.tiktok.events.embulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that {@code embulk run} runs, with the packaged plugin. */
class EmbulkCommandIT {
  private static final int ROWS = 20_000;

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(2 * ROWS).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void exportsAFile() throws Exception {
    write("a.csv", 1, 1_500);
    EmbulkCommand embulk = new EmbulkCommand(directory);

    Process job = embulk.run(job());

    assertThat(job.waitFor()).as(embulk::output).isZero();
    assertThat(embulk.configDiff()).contains("accepted: 1500", "event_source: offline");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(1_500);
  }

  @Test
  void aJobThatWasKilledAndRunsAgainLosesNothingAndCountsNothingTwice() throws Exception {
    write("a.csv", 1, ROWS / 2);
    write("b.csv", ROWS / 2 + 1, ROWS);
    EmbulkCommand embulk = new EmbulkCommand(directory);
    CountDownLatch middle = new CountDownLatch(3);
    tiktok.answerWith(
        request -> {
          middle.countDown();
          return request.number() > 3
              ? Optional.of(Answer.usual().after(Duration.ofMinutes(5)))
              : Optional.empty();
        });
    Process killed = embulk.run(job());
    while (!middle.await(100, TimeUnit.MILLISECONDS)) {
      assertThat(killed.isAlive()).as(embulk::output).isTrue();
    }
    killed.destroyForcibly().waitFor();
    long before = tiktok.stats().eventsCounted();
    tiktok.clearAnswers();

    Process again = embulk.run(job());

    assertThat(again.waitFor()).as(embulk::output).isZero();
    assertThat(before).isLessThan(ROWS);
    assertThat(embulk.configDiff()).contains("accepted: " + ROWS);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ROWS);
    assertThat(tiktok.stats().duplicates()).isPositive();
  }

  private void write(String name, int from, int to) throws IOException {
    List<String> lines = new ArrayList<>(List.of("event,event_time,email"));
    long time = Instant.now().getEpochSecond() - ROWS;
    for (int i = from; i <= to; i++) {
      lines.add("Purchase," + (time + i) + ",ada" + i + "@example.com");
    }
    Files.createDirectories(directory.resolve("rows"));
    Files.write(directory.resolve("rows").resolve(name), lines);
  }

  private String job() {
    return """
        exec: {max_threads: 2, min_output_tasks: 1}
        in:
          type: file
          path_prefix: '%s/rows/'
          parser:
            type: csv
            skip_header_lines: 1
            columns:
            - {name: event, type: string}
            - {name: event_time, type: long}
            - {name: email, type: string}
        out:
          type: tiktok_events
          access_token: any-token
          event_data_source: OFFLINE
          event_source_id: "7211111111111111111"
          base_url: %s
        """
        .formatted(directory, tiktok.baseUrl());
  }
}
