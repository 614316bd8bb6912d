package com.treasuredata.tiktok.events.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W1 under JMH: from a row to the bytes of its event, by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RowToBytesBenchmark {
  /** The kind of rows. */
  @Param RowKind kind = RowKind.TEXT;

  private Encoder floor = number -> new byte[0];
  private Encoder ours = floor;
  private int number;

  /** Makes the rows. */
  @Setup
  public void makeRows() {
    floor = Encoders.of(kind).get(0).encoder();
    ours = Encoders.of(kind).get(1).encoder();
  }

  /** What the others are compared with; for left-out values ours with clean rows. */
  @Benchmark
  public byte[] floor() {
    return floor.encode(number++ % RowKind.DIFFERENT);
  }

  /** The library. */
  @Benchmark
  public byte[] ours() {
    return ours.encode(number++ % RowKind.DIFFERENT);
  }
}
