package com.treasuredata.tiktok.events.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged sink on a cluster of two executors, where {@code spark-submit} brings it. */
class ClusterIT {
  private static final int ROWS = 6000;

  /** All of the partitions that nobody holds up, and the first request of the one that is. */
  private static final int BEFORE_TROUBLE = 4500 + 1000;

  private final FakeTikTok tiktok = FakeTikTok.start();

  @TempDir Path directory;
  private Path rows = Path.of("");

  @BeforeEach
  void write() throws Exception {
    List<String> lines = new ArrayList<>(List.of("event,event_time,email"));
    long time = Instant.now().getEpochSecond() - ROWS;
    for (int i = 1; i <= ROWS; i++) {
      lines.add("Purchase," + (time + i) + ",ada" + i + "@example.com");
    }
    rows = Files.write(directory.resolve("rows.csv"), lines);
  }

  @AfterEach
  void stop() {
    tiktok.close();
  }

  /** With one request at a time in each executor there are two, and never more. */
  @Test
  void twoExecutorsShareTheRequestsThatMayBeInFlightAtOnce() throws Exception {
    CountDownLatch bothSend = new CountDownLatch(2);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    tiktok.answerWith(
        request -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          bothSend.countDown();
          await(bothSend);
          inFlight.decrementAndGet();
          return Optional.empty();
        });
    try (SparkCluster cluster = SparkCluster.start(directory)) {
      Process job = cluster.submit(List.of(), rows.toString(), tiktok.baseUrl(), "2");

      assertThat(job.waitFor()).as(cluster::output).isZero();
      assertThat(cluster.output()).contains("6000 read = 6000 accepted");
    }
    assertThat(most).hasValue(2);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ROWS);
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(ROWS);
  }

  @Test
  void anExecutorThatIsKilledLosesNothingAndCountsNothingTwice() throws Exception {
    Files.createFile(directory.resolve(ClusterJob.GO_ON));
    try (SparkCluster cluster = SparkCluster.start(directory)) {
      Process job = submit(cluster, List.of());
      awaitTrouble(job, cluster);
      long executor = Long.parseLong(Files.readString(directory.resolve(ClusterJob.HELD)));
      ProcessHandle.of(executor).orElseThrow().destroyForcibly();

      assertThat(job.waitFor()).as(cluster::output).isZero();
      assertThatEachRowCountsOnce(cluster);
    }
  }

  @Test
  void aTaskThatSpeculationRunsTwiceCountsOnce() throws Exception {
    try (SparkCluster cluster = SparkCluster.start(directory)) {
      Process job =
          submit(
              cluster,
              List.of(
                  "--conf",
                  "spark.speculation=true",
                  "--conf",
                  "spark.speculation.interval=100ms",
                  "--conf",
                  "spark.speculation.quantile=0.5"));
      awaitTrouble(job, cluster);
      Files.createFile(directory.resolve(ClusterJob.GO_ON));

      assertThat(job.waitFor()).as(cluster::output).isZero();
      assertThatEachRowCountsOnce(cluster);
    }
  }

  private Process submit(SparkCluster cluster, List<String> options) throws Exception {
    return cluster.submit(options, rows.toString(), tiktok.baseUrl(), "2", directory.toString());
  }

  /** Waits until a task is held up, and TikTok has some of its events. */
  private void awaitTrouble(Process job, SparkCluster cluster) throws Exception {
    while (tiktok.stats().eventsCounted() < BEFORE_TROUBLE
        || !Files.exists(directory.resolve(ClusterJob.HELD))) {
      assertThat(job.isAlive()).as(cluster::output).isTrue();
      Thread.sleep(50);
    }
  }

  private void assertThatEachRowCountsOnce(SparkCluster cluster) {
    assertThat(cluster.output()).contains("6000 read = 6000 accepted");
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(ROWS);
    assertThat(tiktok.stats().duplicates()).isGreaterThanOrEqualTo(1000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
