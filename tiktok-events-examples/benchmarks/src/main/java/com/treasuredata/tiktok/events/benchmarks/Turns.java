package com.treasuredata.tiktok.events.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Contenders that take turns, so that whatever else the machine does is shared by all. Ratios are
 * of turns of one round; the table has their median and {@code [min..max]}.
 */
final class Turns {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final String title;
  private final Comparison comparison;
  private final List<String> names = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private final List<List<Sample>> samples = new ArrayList<>();

  /** One contender's turn. */
  @FunctionalInterface
  interface Turn {
    Sample take();
  }

  /** Work that sends or encodes events, and says how many. */
  @FunctionalInterface
  interface Work {
    long run();
  }

  /** What is compared, and what the two columns of figures are. */
  private record Comparison(
      ToDoubleFunction<Sample> of,
      String columns,
      ToDoubleFunction<Sample> first,
      ToDoubleFunction<Sample> second) {}

  private Turns(String title, Comparison comparison) {
    this.title = title;
    this.comparison = comparison;
  }

  /** Compares by the processor's time of the thread. */
  static Turns byCpu(String title) {
    return new Turns(title, rates(Sample::perCpuSecond));
  }

  /** Compares by the time that passes. */
  static Turns byTime(String title) {
    return new Turns(title, rates(Sample::perSecond));
  }

  private static Comparison rates(ToDoubleFunction<Sample> of) {
    return new Comparison(
        of, "events/s | events per CPU second", Sample::perSecond, Sample::perCpuSecond);
  }

  /** Compares how long it takes: more is worse. */
  static Turns byDuration(String title) {
    return new Turns(
        title,
        new Comparison(
            Sample::wallNanos,
            "ms | ms of CPU",
            sample -> sample.wallNanos() / 1e6,
            sample -> sample.cpuNanos() / 1e6));
  }

  Turns add(String name, Turn turn) {
    names.add(name);
    turns.add(turn);
    samples.add(new ArrayList<>());
    return this;
  }

  /** Takes the turns of some rounds, each begun by another one, and prints the table. */
  void run(int warmups, int rounds) {
    for (int round = -warmups; round < rounds; round++) {
      for (int i = 0; i < turns.size(); i++) {
        int next = Math.floorMod(round + i, turns.size());
        Sample sample = turns.get(next).take();
        if (round >= 0) {
          samples.get(next).add(sample);
        }
      }
      System.err.print('.');
    }
    System.err.println();
    print(rounds);
  }

  private void print(int rounds) {
    System.out.printf(
        Locale.ROOT,
        "%n%s; %d rounds, load %.1f%n%n",
        title,
        rounds,
        SYSTEM.getSystemLoadAverage());
    System.out.println(
        "| | "
            + comparison.columns()
            + " | B allocated an event | × "
            + names.get(0)
            + " |\n|---|---|---|---|---|");
    for (int i = 0; i < names.size(); i++) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] =
            comparison.of().applyAsDouble(samples.get(i).get(round))
                / comparison.of().applyAsDouble(samples.get(0).get(round));
      }
      Arrays.sort(ratios);
      double allocated = median(i, sample -> (double) sample.allocated() / sample.events());
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %,.0f | %s | %s |%n",
          names.get(i),
          median(i, comparison.first()),
          median(i, comparison.second()),
          allocated == 0 ? "" : String.format(Locale.ROOT, "%,.0f", allocated),
          i == 0
              ? "1"
              : String.format(
                  Locale.ROOT,
                  "**%.2f** [%.2f..%.2f]",
                  ratios[rounds / 2],
                  ratios[0],
                  ratios[rounds - 1]));
    }
  }

  private double median(int contender, ToDoubleFunction<Sample> of) {
    double[] values = samples.get(contender).stream().mapToDouble(of).sorted().toArray();
    return values[values.length / 2];
  }

  /** Measures work of this thread. */
  static Sample ofThread(Work work) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long events = work.run();
    return new Sample(
        events,
        System.nanoTime() - start,
        THREADS.getCurrentThreadCpuTime() - cpu,
        THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  /** Measures work of several threads. */
  static Sample ofProcess(Work work) {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    long events = work.run();
    return new Sample(events, System.nanoTime() - start, SYSTEM.getProcessCpuTime() - cpu, 0);
  }

  /** Returns what the figures were measured on. */
  static String machine() {
    return String.format(
        Locale.ROOT,
        "%d processors (%s), %s %s, load %.1f",
        SYSTEM.getAvailableProcessors(),
        SYSTEM.getArch(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        SYSTEM.getSystemLoadAverage());
  }
}
