package com.treasuredata.tiktok.events.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.support.CapturedLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts that fail or are killed after TikTok has some of their events. */
class RetriedTasksTest {
  /** What happens to the first attempt at row 2,500; Spark can't carry it to where it happens. */
  private static final AtomicReference<Runnable> TROUBLE = new AtomicReference<>(() -> {});

  @TempDir Path directory;
  private Shop shop = new Shop(Path.of(""));

  @BeforeEach
  void start() {
    shop.close();
    shop = new Shop(directory);
  }

  @AfterEach
  void stop() {
    TROUBLE.set(() -> {});
    shop.close();
  }

  /** Returns 3,000 rows in one partition whose first attempt gets into trouble. */
  private Dataset<Row> rows() {
    Dataset<Row> rows = shop.texts(shop.orders().rows(1, 3000));
    MapFunction<Row, Row> trouble =
        row -> {
          if (row.<String>getAs("url").endsWith("/2500")
              && TaskContext.get().attemptNumber() == 0) {
            Objects.requireNonNull(TROUBLE.get()).run();
          }
          return row;
        };
    return rows.map(trouble, rows.encoder());
  }

  /** Waits until TikTok has answered the first request, of 1,000 events. */
  private void awaitFirstAnswer() {
    try {
      while (shop.tiktok().stats().eventsCounted() < 1000) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fail() {
    awaitFirstAnswer();
    throw new IllegalStateException("the machine is gone");
  }

  private void killThisTask() {
    awaitFirstAnswer();
    LocalSpark.session()
        .sparkContext()
        .killTaskAttempt(TaskContext.get().taskAttemptId(), true, "a test says so");
    waitForEver();
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertThatAllCountOnce(List<String> log) {
    assertThat(shop.tiktok().stats().eventsCounted()).isEqualTo(3000);
    assertThat(shop.tiktok().stats().eventsReceived()).isGreaterThanOrEqualTo(4000);
    assertThat(log)
        .anyMatch(line -> line.contains("task 0 is aborted, but TikTok has accepted "))
        .anyMatch(line -> line.contains("EventsBatch 3000 read = 3000 accepted"));
  }

  @Test
  void aTaskThatFailsAndIsTriedAgainCountsOnce() {
    TROUBLE.set(this::fail);

    assertThatAllCountOnce(CapturedLog.of(() -> shop.write(rows()).save()));
  }

  @Test
  void aTaskThatIsKilledAndTriedAgainCountsOnce() {
    TROUBLE.set(this::killThisTask);

    assertThatAllCountOnce(CapturedLog.of(() -> shop.write(rows()).save()));
  }

  @Test
  void theResultsHoldOneLineForEachRowAlthoughATaskWasTriedTwice() {
    TROUBLE.set(this::fail);
    String results = directory.resolve("results").toString();

    shop.write(rows()).option("results", results).save();

    Dataset<Row> table = LocalSpark.session().read().json(results);
    assertThat(table.count()).isEqualTo(3000);
    assertThat(
            table.filter(col("outcome").equalTo("accepted")).select("event_id").distinct().count())
        .isEqualTo(3000);
  }

  @Test
  void theMetricsCountTheAttemptThatWasCommitted() throws Exception {
    TROUBLE.set(this::fail);

    QueryExecution query = QueryWatch.of(LocalSpark.session(), () -> shop.write(rows()).save());

    assertThat(query.executedPlan().metrics().get("accepted").get().value()).isEqualTo(3000);
    assertThat(query.executedPlan().metrics().get("invalid").get().value()).isZero();
  }

  @Test
  void aJobThatIsCancelledSaysWhatWasAccepted() throws Exception {
    CountDownLatch isThere = new CountDownLatch(1);
    TROUBLE.set(
        () -> {
          awaitFirstAnswer();
          isThere.countDown();
          waitForEver();
        });
    Dataset<Row> rows = rows();
    CountDownLatch hasEnded = new CountDownLatch(1);
    Thread canceller =
        new Thread(
            () -> {
              try {
                isThere.await();
                LocalSpark.session().sparkContext().cancelJobGroup("export");
                hasEnded.await(60, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    canceller.start();

    List<String> log =
        CapturedLog.of(
            () -> {
              LocalSpark.session().sparkContext().setJobGroup("export", "export", true);
              try {
                assertThatThrownBy(() -> shop.write(rows).save())
                    .hasStackTraceContaining("cancelled");
                awaitNoTask();
              } finally {
                LocalSpark.session().sparkContext().clearJobGroup();
                hasEnded.countDown();
              }
            });

    assertThat(log).anyMatch(line -> line.contains("task 0 is aborted, but TikTok has accepted "));
    assertThat(shop.tiktok().stats().eventsCounted()).isBetween(1000L, 2000L);
    canceller.join();
  }

  /** Waits until no task of Spark's runs. */
  private static void awaitNoTask() {
    try {
      while (LocalSpark.isBusy()) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
