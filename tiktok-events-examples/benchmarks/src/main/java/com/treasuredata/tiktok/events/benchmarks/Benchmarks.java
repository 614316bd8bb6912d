package com.treasuredata.tiktok.events.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Measures, and prints the tables of the module's README.md as Markdown. */
public final class Benchmarks {
  private static final String USAGE =
      """
      benchmarks [--quick] [--rounds N] [W1 W2 W3 W4 W5 W6 W8 CLI]...
        W1  row to bytes, one thread, no HTTP     W5  2 % throttled, 1 % 502
        W2  loopback, no delay                    W6  10 million rows, -Xmx64m
        W3  a server that takes 50 ms             W8  the first event of a process
        W4  1 % invalid rows                      CLI the command line, against another version:
                                                      --cli JAR --against JAR
        --quick  shows in less than a minute that it works; its figures say nothing
      """;

  private boolean quick;
  private int rounds = 9;
  private String cli = "";
  private String against = "";

  private Benchmarks() {}

  /**
   * Runs the benchmarks that are asked for, or all but the command line's.
   *
   * @param args as {@code --help} says
   */
  public static void main(String[] args) throws IOException {
    Benchmarks benchmarks = new Benchmarks();
    List<String> which = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> {
          benchmarks.quick = true;
          benchmarks.rounds = 1;
        }
        case "--rounds" -> benchmarks.rounds = Integer.parseInt(args[++i]);
        case "--cli" -> benchmarks.cli = args[++i];
        case "--against" -> benchmarks.against = args[++i];
        default -> {
          if (!args[i].matches("W[1-6]|W8|CLI")) {
            System.out.print(USAGE);
            return;
          }
          which.add(args[i]);
        }
      }
    }
    benchmarks.run(which.isEmpty() ? List.of("W1", "W2", "W3", "W4", "W5", "W6", "W8") : which);
  }

  private void run(List<String> which) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "Measured %s on %s. Medians of rounds in which all take turns, `[min..max]` of the rounds'"
            + " ratios.%n",
        LocalDate.now(ZoneOffset.UTC),
        Turns.machine());
    for (String one : which) {
      System.out.println("\n### " + one);
      switch (one) {
        case "W1" -> rowToBytes();
        case "W2" -> loopback();
        case "W3" -> slowServer();
        case "W4" -> invalidRows();
        case "W5" -> throttled();
        case "W6" -> smallHeap();
        case "W8" -> coldStart();
        default -> commandLine();
      }
    }
  }

  private int events(int usual) {
    return quick ? 2_000 : usual;
  }

  private void rowToBytes() {
    int events = events(50_000);
    for (RowKind kind : RowKind.values()) {
      Turns turns =
          Turns.byCpu(
              kind.title() + ", " + Encoders.of(kind).get(1).encoder().encode(0).length + " bytes");
      for (Encoders.Named named : Encoders.of(kind)) {
        Encoder encoder = named.encoder();
        turns.add(
            named.name(),
            () ->
                Turns.ofThread(
                    () -> {
                      encoder.encodeAll(0, events);
                      return events;
                    }));
      }
      if (kind == RowKind.TEXT) {
        Exporter exporter = Exporter.toNowhere();
        turns.add("ours, whole export", () -> Turns.ofThread(() -> exporter.export(events)));
      }
      turns.run(quick ? 0 : 8, rounds);
    }
  }

  private void loopback() {
    for (int threads : quick ? new int[] {2} : new int[] {1, 2}) {
      try (Child sink = Child.start(List.of(), Sink.class, "0", "0", "0")) {
        post("W2, a server that discards", sink, threads, events(100_000));
      }
      try (Child fake = Child.start(List.of(), FakeServer.class)) {
        post("W2, the fake server", fake, threads, events(40_000));
      }
    }
  }

  private void slowServer() {
    for (int threads : quick ? new int[] {2} : new int[] {1, 5, 10}) {
      try (Child sink = Child.start(List.of(), Sink.class, "50", "0", "0")) {
        post("W3, 50 ms", sink, threads, events(threads * 50_000));
      }
    }
  }

  private void post(String title, Child server, int threads, int events) {
    String url = address(server);
    Poster poster = new Poster(url);
    byte[] ready = Poster.body(Encoders.floor(RowKind.TEXT), 0);
    try (Exporter exporter = Exporter.to(url, threads)) {
      Turns turns =
          Turns.byTime(
              String.format(
                  Locale.ROOT, "%s, %d thread(s), %,d events a turn", title, threads, events));
      turns.add("ready bytes", work(() -> poster.postReady(ready, events, threads)));
      turns.add(
          "floor and post",
          work(() -> poster.encodeAndPost(() -> Encoders.floor(RowKind.TEXT), events, threads)));
      turns.add("ours", work(() -> exporter.export(events)));
      for (Encoders.Named other : Encoders.others(RowKind.TEXT)) {
        turns.add(
            other.name() + " and post, 1 thread",
            work(() -> poster.encodeAndPost(other::encoder, events, 1)));
      }
      turns.run(1, rounds);
    }
    poster.close();
  }

  private static Turns.Turn work(Turns.Work work) {
    return () -> Turns.ofProcess(work);
  }

  private static String address(Child server) {
    return Optional.ofNullable(server.line())
        .orElseThrow(() -> new IllegalStateException("the server didn't start"));
  }

  private void invalidRows() {
    int events = events(100_000);
    try (Child sink = Child.start(List.of(), Sink.class, "0", "0", "0");
        Exporter exporter = Exporter.to(address(sink), 2)) {
      Turns.byTime("W4, 2 threads")
          .add("clean rows", work(() -> exporter.export(events)))
          .add("1 % invalid, skipped", work(() -> exporter.export(events, 100)))
          .run(1, rounds);
    }
  }

  private void throttled() {
    int events = 100 * (quick ? 400 : 1_500); // Small batches: the waits count, not the processor.
    try (Child clean = Child.start(List.of(), Sink.class, "50", "0", "0");
        Child faulty = Child.start(List.of(), Sink.class, "50", "50", "100")) {
      String url = address(faulty);
      Poster poster = new Poster(url);
      List<String> stats = new ArrayList<>();
      try (Exporter good = Exporter.to(address(clean), 5).batches(100);
          Exporter bad = Exporter.to(url, 5).batches(100)) {
        Turns.byTime("W5, 50 ms, 5 threads, batches of 100")
            .add("clean", work(() -> good.export(events)))
            .add(
                "2 % 40100, 1 % 502",
                work(
                    () -> {
                      long accepted = bad.export(events);
                      stats.add(poster.stats(url));
                      return accepted;
                    }))
            .run(quick ? 0 : 1, rounds);
      }
      poster.close();
      for (String counts : stats) {
        int distinct = Integer.parseInt(counts.split(" ", -1)[1]);
        if (distinct != events) {
          throw new IllegalStateException(events - distinct + " events were lost: " + counts);
        }
      }
      System.out.printf(
          Locale.ROOT, "%nNone of %,d events lost; requests, ids, deliveries: %s%n", events, stats);
    }
  }

  private void smallHeap() throws IOException {
    int rows = quick ? 20_000 : 10_000_000;
    long start = System.nanoTime();
    try (Child sink = Child.start(List.of(), Sink.class, "0", "0", "0");
        Child export =
            Child.start(
                List.of("-Xmx64m"), MillionsOfRows.class, Integer.toString(rows), address(sink))) {
      System.out.printf(Locale.ROOT, "%n%,d rows, `-Xmx64m`, 5 threads%n%n", rows);
      System.out.println("| seconds | resident MB |\n|---|---|");
      Path status = Path.of("/proc/" + export.pid() + "/status");
      Pattern resident = Pattern.compile("VmRSS:\\s+(\\d+) kB");
      for (int wait = 1; export.isAlive(Duration.ofSeconds(quick ? 1 : wait)); wait = 20) {
        var found = resident.matcher(Files.readString(status));
        if (found.find()) {
          System.out.printf(
              Locale.ROOT,
              "| %d | %d |%n",
              TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
              Integer.parseInt(found.group(1)) / 1024);
        }
      }
      System.out.println("\n" + export.line());
    }
  }

  private void coldStart() {
    try (Child sink = Child.start(List.of(), Sink.class, "0", "0", "0")) {
      String url = address(sink);
      Turns turns = Turns.byDuration("W8, processes that send one event, JVM start to exit");
      for (String what : List.of("okhttp", "ours", "nothing")) {
        turns.add(what, () -> process(what, url));
      }
      turns.run(1, quick ? 1 : 15);
    }
  }

  private static Sample process(String what, String url) {
    long start = System.nanoTime();
    try (Child child = Child.startAlone(ColdStart.class, what, url)) {
      String ticks = Optional.ofNullable(child.line()).orElse("0");
      child.cpuAtEnd();
      long wall = System.nanoTime() - start;
      return new Sample(1, wall, TimeUnit.MILLISECONDS.toNanos(10 * Long.parseLong(ticks)), 0);
    }
  }

  private void commandLine() throws IOException {
    int rows = quick ? 20_000 : 1_000_000;
    for (String format : List.of("csv", "jsonl")) {
      Path file = Files.createTempFile("rows", "." + format);
      try (Child fake = Child.start(List.of(), FakeServer.class)) {
        write(file, format, rows);
        String url = address(fake);
        Turns turns = Turns.byCpu(String.format(Locale.ROOT, "%,d rows of %s", rows, format));
        turns.add("the other jar", () -> export(against, file, url, rows));
        turns.add("this one", () -> export(cli, file, url, rows));
        turns.run(0, quick ? 1 : Math.min(rounds, 5));
      } finally {
        Files.delete(file);
      }
    }
  }

  private static Sample export(String jar, Path file, String url, int rows) {
    long start = System.nanoTime();
    try (Child export =
        Child.start(
            List.of(
                "-jar",
                jar,
                "export",
                "--source",
                "web",
                "--source-id",
                RowKind.TEXT.source().id(),
                "--base-url",
                url,
                "--input",
                file.toString()))) {
      Duration cpu = export.cpuAtEnd();
      return new Sample(rows, System.nanoTime() - start, cpu.toNanos(), 0);
    }
  }

  private static void write(Path file, String format, int rows) throws IOException {
    List<Map<String, Object>> different = Encoders.rows(RowKind.TEXT);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      if (format.equals("csv")) {
        out.write(String.join(",", different.get(0).keySet()) + "\n");
      }
      for (int i = 0; i < rows; i++) {
        Map<String, Object> row = different.get(i % different.size());
        row.put("event_id", RowKind.id(i));
        List<String> cells = new ArrayList<>();
        row.forEach(
            (name, value) ->
                cells.add(
                    format.equals("csv")
                        ? '"' + value.toString().replace("\"", "\"\"") + '"'
                        : '"' + name + "\":\"" + value.toString().replace("\"", "\\\"") + '"'));
        String line = String.join(",", cells);
        out.write(format.equals("csv") ? line + "\n" : "{" + line + "}\n");
      }
    }
  }
}
