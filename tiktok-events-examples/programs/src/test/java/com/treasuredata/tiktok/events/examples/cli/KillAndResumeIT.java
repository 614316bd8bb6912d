package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.support.LogWatch;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An export by the packaged program that is killed at any moment, and started again with the same
 * command, loses nothing and counts nothing twice.
 */
@Timeout(120)
class KillAndResumeIT {
  private static final int ROWS = 5_000;
  private static final int KILLS = 3;
  private static final int THREADS = 5;

  /** So many events of 100 bytes are in a request of 20,000. */
  private static final int MAX_BATCH = 200;

  /** So many rows of a file may be equal to another one. */
  private static final int TWINS = 10;

  /** The exit code of a process that signal 9 ended. */
  private static final int KILLED = 128 + 9;

  private static final Pattern PASSED_OVER = Pattern.compile("([0-9,]+) passed over");

  private final long now = Instant.now().getEpochSecond();
  private final FakeTikTok tiktok = FakeTikTok.start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  /** Rows without an event id: the ids that they get are what makes a second sending harmless. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyWebEventCountsOnce(long seed) throws Exception {
    IntPredicate twin = row -> row % 500 == 499;
    Path rows =
        write(
            "rows.csv",
            "event,event_time,ttclid\n",
            row -> "Purchase,%d,c%d\n".formatted(now, twin.test(row) ? row - 1 : row));

    exportInSpiteOfKills(
        new Random(seed), rows, "--source", "web", "--source-id", "C4A1EXAMPLE0PIXEL7QG");

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ROWS - count(twin));
  }

  /** A batch that waits for its next attempt must not have those behind it sent again. */
  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void everyEventCountsOnceThoughOneRequestInTwentyFails(long seed) throws Exception {
    Path rows =
        write(
            "rows.csv",
            "event,event_time,ttclid\n",
            row -> "Purchase,%d,c%d\n".formatted(now, row < TWINS ? 0 : row));
    AtomicInteger requests = new AtomicInteger();
    tiktok.answerWith(
        request ->
            requests.incrementAndGet() % 20 == 7
                ? Optional.of(Answer.html(502))
                : Optional.empty());

    exportInSpiteOfKills(
        new Random(seed), rows, "--source", "web", "--source-id", "C4A1EXAMPLE0PIXEL7QG");

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ROWS - TWINS + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void everyGoodOfflineEventCountsOnceAmongInvalidAndRefusedOnes(long seed) throws Exception {
    IntPredicate invalid = row -> row % 100 == 3;
    IntPredicate refused = row -> row % 2_000 == 1_234;
    tiktok.answerWith(
        request ->
            request.body().contains("forbidden")
                ? Optional.of(Answer.code(40002, "Invalid value for description."))
                : Optional.empty());
    Path rows =
        write(
            "rows.jsonl",
            "",
            row ->
                "{\"event\":\"Purchase\",\"event_time\":%d,\"email\":\"%s\",\"description\":\"%s\"}\n"
                    .formatted(
                        now,
                        invalid.test(row) ? "" : "p" + row + "@example.com",
                        refused.test(row) ? "forbidden" : "fine"));

    exportInSpiteOfKills(
        new Random(seed),
        rows,
        "--source",
        "offline",
        "--source-id",
        "7199999999999999999",
        "--skip-invalid",
        "--rejects",
        rejects().toString(),
        "--rejects-with-values");

    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ROWS - count(invalid) - count(refused));
    assertThat(Files.readAllLines(rejects()))
        .extracting(line -> Integer.parseInt(line.substring(10, line.indexOf(','))) - 1)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ROWS).filter(invalid.or(refused)).boxed().toList());
  }

  /** Starts the same command again and again, until the process isn't killed but ends by itself. */
  private void exportInSpiteOfKills(Random random, Path rows, String... settings)
      throws IOException, InterruptedException {
    tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(100)));
    Checkpoint settled = Checkpoint.NONE;
    int exitCode = KILLED;
    for (int run = 1; exitCode == KILLED; run++) {
      assertThat(held(settled())).containsAll(held(settled));
      settled = settled();
      BooleanSupplier kill = run <= KILLS ? moment(random) : () -> false;
      Process export = start(rows, settings);
      try {
        boolean hasBegun = false;
        while (export.isAlive() && (isDelivered(hasBegun) || !kill.getAsBoolean())) {
          hasBegun |= Files.exists(resumeFile());
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
        }
      } finally {
        export.destroyForcibly();
      }
      exitCode = export.waitFor();
      Files.readAllLines(log()).forEach(LogWatch::see);
    }

    String log = Files.readString(log());
    assertThat(exitCode).as(log).isZero();
    // At most what was in flight, and one batch that was settled and not noted, for each kill.
    assertThat(tiktok.stats().duplicates() - TWINS)
        .isLessThanOrEqualTo((long) KILLS * (THREADS + 1) * MAX_BATCH);
    assertThat(passedOver(log)).as(log).isEqualTo(held(settled).size());
    assertThat(directory.toFile().listFiles())
        .contains(rows.toFile(), log().toFile())
        .isSubsetOf(rows.toFile(), log().toFile(), rejects().toFile());
  }

  /**
   * Returns whether the file was deleted, since all is delivered. Who kills the process in the
   * moment before it ends, and starts it again, begins another export.
   */
  private boolean isDelivered(boolean hasBegun) {
    return hasBegun && Files.notExists(resumeFile());
  }

  /** Returns when to kill: some time from now, some events from now, or as the file is replaced. */
  private BooleanSupplier moment(Random random) {
    long time = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
    long events = tiktok.stats().eventsReceived() + random.nextInt(ROWS / 3);
    return switch (random.nextInt(3)) {
      case 0 -> () -> System.nanoTime() >= time;
      case 1 -> () -> tiktok.stats().eventsReceived() >= events;
      default -> () -> tiktok.stats().eventsReceived() >= events && isBeingReplaced();
    };
  }

  private Process start(Path rows, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // It starts in half the time.
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug");
    Collections.addAll(command, "-jar", System.getProperty("tiktok-events.jar"), "export");
    Collections.addAll(command, "--input", rows.toString(), "--resume", resumeFile().toString());
    Collections.addAll(command, "--max-request-bytes", "20000");
    Collections.addAll(command, settings);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TIKTOK_BASE_URL", tiktok.baseUrl());
    builder.environment().put("TIKTOK_ACCESS_TOKEN", "any-t0ken");
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path write(String name, String header, IntFunction<String> row) throws IOException {
    StringBuilder text = new StringBuilder(header);
    IntStream.range(0, ROWS).mapToObj(row).forEach(text::append);
    return Files.writeString(directory.resolve(name), text);
  }

  private static long count(IntPredicate kind) {
    return IntStream.range(0, ROWS).filter(kind).count();
  }

  private static long passedOver(String log) {
    Matcher count = PASSED_OVER.matcher(log);
    return count.find() ? Long.parseLong(count.group(1).replace(",", "")) : 0;
  }

  /** Returns what the resume file says, if there is one. */
  private Checkpoint settled() throws IOException {
    if (!Files.exists(resumeFile())) {
      return Checkpoint.NONE;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(resumeFile())) {
      properties.load(reader);
    }
    return Checkpoint.parse(properties.getProperty("checkpoint"));
  }

  private Path resumeFile() {
    return directory.resolve("rows.resume");
  }

  private boolean isBeingReplaced() {
    String[] next =
        directory
            .toFile()
            .list((dir, name) -> name.startsWith(".rows.resume.") && name.endsWith(".tmp"));
    return next != null && next.length > 0;
  }

  private static List<Long> held(Checkpoint checkpoint) {
    return LongStream.rangeClosed(1, ROWS).filter(checkpoint::contains).boxed().toList();
  }

  private Path rejects() {
    return directory.resolve("rejects.jsonl");
  }

  private Path log() {
    return directory.resolve("export.log");
  }
}
