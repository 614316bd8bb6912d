package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.ExportProcess.Ending;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.TrackRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an export when its process ends. */
@Timeout(60)
class ShutdownTest {
  private static final int TERMINATED = 128 + 15;

  private static final Pattern ACCOUNT =
      Pattern.compile(
          "([0-9]+) read = ([0-9]+) accepted \\+ 0 invalid \\+ 0 rejected \\+ 0 unknown"
              + " \\+ ([0-9]+) not sent[^\n]*\n");

  private static final Pattern RECORD = Pattern.compile("\"event_id\":\"order-([0-9]+)\"");

  private final FakeTikTok tiktok =
      FakeTikTok.builder().keepEvents(2 * (int) ExportProcess.RECORDS).start();

  @TempDir Path directory;

  @AfterEach
  void close() {
    tiktok.close();
  }

  @ParameterizedTest
  @CsvSource({"EXIT, " + ExportProcess.EXIT_CODE, "RETURN, 0", "SIGNAL, " + TERMINATED})
  void doesNotHoldTheProcessAndWhatWasSettledIsDelivered(Ending ending, int exitCode)
      throws IOException, InterruptedException {
    tiktok.answerWith(ShutdownTest::answerTooLate);

    assertThat(run(ending)).isEqualTo(exitCode);

    assertThat(settled()).isEqualTo(ExportProcess.MIDDLE);
    assertThat(delivered()).containsAll(records(settled()));
    assertTheRestIsDeliveredAfterwards();
  }

  @Test
  void givesItsWholeAccountWhenAShutdownHookInterruptsItAndWaits()
      throws IOException, InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(30)));

    assertThat(run(Ending.SIGNAL_AND_WAIT)).isEqualTo(TERMINATED);

    Matcher account = ACCOUNT.matcher(output());
    assertThat(account.matches()).as(output()).isTrue();
    long read = Long.parseLong(account.group(1));
    long accepted = Long.parseLong(account.group(2));
    long notSent = Long.parseLong(account.group(3));
    assertThat(read).isEqualTo(accepted + notSent).isLessThan(ExportProcess.RECORDS);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(accepted);
    assertThat(delivered()).containsAll(records(settled()));
    assertTheRestIsDeliveredAfterwards();
  }

  /** Beyond the middle so late that a process which waits for it doesn't end in time. */
  private static Optional<Answer> answerTooLate(TrackRequest request) {
    Matcher first = RECORD.matcher(request.body());
    boolean late = first.find() && Long.parseLong(first.group(1)) > ExportProcess.MIDDLE;
    return Optional.of(Answer.usual().after(late ? Duration.ofMinutes(1) : Duration.ofMillis(30)));
  }

  private void assertTheRestIsDeliveredAfterwards() throws IOException {
    tiktok.clearAnswers();
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      ExportReport report =
          client
              .<Long>export(Clients::event)
              .resumeFrom(Checkpoint.upTo(settled()))
              .run(ExportProcess.records());
      assertThat(report.isComplete()).isTrue();
    }
    assertThat(delivered()).isEqualTo(records(ExportProcess.RECORDS));
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ExportProcess.RECORDS);
  }

  /** Runs a process, which gets its signal if it waits for one, and returns its exit code. */
  private int run(Ending ending) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ExportProcess.class.getName(),
                tiktok.baseUrl(),
                settledFile().toString(),
                ending.name())
            .redirectOutput(outputFile().toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    try {
      if (ending.isBySignal()) {
        while (process.isAlive() && settled() < ExportProcess.MIDDLE) {
          Thread.sleep(10);
        }
        process.destroy();
      }
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      assertThat(ended).as(output()).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Set<Long> delivered() {
    return tiktok.events().stream()
        .map(event -> RECORD.matcher(event.json()))
        .filter(Matcher::find)
        .map(id -> Long.parseLong(id.group(1)))
        .collect(Collectors.toSet());
  }

  private static Set<Long> records(long upTo) {
    return LongStream.rangeClosed(1, upTo).boxed().collect(Collectors.toSet());
  }

  private long settled() throws IOException {
    return Files.exists(settledFile()) ? Long.parseLong(Files.readString(settledFile())) : 0;
  }

  private String output() throws IOException {
    return Files.readString(outputFile());
  }

  private Path settledFile() {
    return directory.resolve("settled");
  }

  private Path outputFile() {
    return directory.resolve("output");
  }
}
