package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that keeps a journal and is killed, and another that goes on with it. */
@Timeout(120)
class KilledExportTest {
  private static final int KILLS = 3;
  private static final int KILLED = 128 + 9;
  private static final Pattern ID = Pattern.compile("\"event_id\":\"order-([0-9]+)\"");
  private static final Pattern PASSED_OVER = Pattern.compile("([0-9]+) passed over");

  private final FakeTikTok tiktok =
      FakeTikTok.builder().keepEvents(3 * (int) JournaledProcess.RECORDS).start();

  @TempDir Path directory;

  @AfterEach
  void close() {
    tiktok.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void losesNothingAndSendsNoMoreAgainThanWasInFlight(int sources)
      throws IOException, InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(40)));
    for (int kill = 1; kill <= KILLS; kill++) {
      long goal = kill * JournaledProcess.RECORDS / (KILLS + 1);
      Process process = start(sources);
      while (process.isAlive() && tiktok.stats().eventsCounted() < goal) {
        Thread.sleep(5);
      }
      assertThat(process.isAlive()).as(output()).isTrue();
      if (kill == 1) {
        assertThatThrownBy(() -> ExportJournal.open(journal(), JournaledProcess.JOB))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("another process uses it just now");
      }
      process.destroyForcibly();
      assertThat(process.waitFor()).isEqualTo(KILLED);
      assertThat(journal()).exists();
    }
    tiktok.clearAnswers();

    Process last = start(sources);

    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(output()).isZero();
    Matcher passedOver = PASSED_OVER.matcher(output());
    assertThat(passedOver.find()).as(output()).isTrue();
    assertThat(Long.parseLong(passedOver.group(1))).isGreaterThan(JournaledProcess.RECORDS / 2);
    List<Long> delivered = delivered();
    assertThat(delivered.stream().distinct().sorted())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, JournaledProcess.RECORDS).boxed().toList());
    assertThat(delivered)
        .hasSizeLessThanOrEqualTo(
            (int) JournaledProcess.RECORDS
                + KILLS * (JournaledProcess.THREADS + 1) * JournaledProcess.BATCH);
    assertThat(journal()).doesNotExist();
    assertThat(ExportJournal.lockFile(journal())).doesNotExist();
  }

  private Process start(int sources) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JournaledProcess.class.getName(),
            tiktok.baseUrl(),
            journal().toString(),
            Integer.toString(sources))
        .redirectOutput(directory.resolve("output").toFile())
        .redirectError(directory.resolve("errors").toFile())
        .start();
  }

  private List<Long> delivered() {
    return tiktok.events().stream()
        .map(event -> ID.matcher(event.json()))
        .filter(Matcher::find)
        .map(id -> Long.parseLong(id.group(1)))
        .collect(Collectors.toList());
  }

  private Path journal() {
    return directory.resolve("orders.journal");
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"))
        + Files.readString(directory.resolve("errors"));
  }
}
