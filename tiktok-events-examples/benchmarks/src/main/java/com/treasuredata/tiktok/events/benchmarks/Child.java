package com.treasuredata.tiktok.events.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JVM of its own, which says one line when it is ready and ends with this. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private Child(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a {@code main} of this class path. */
  static Child start(List<String> options, Class<?> main, String... arguments) {
    return start(options, System.getProperty("java.class.path"), main, arguments);
  }

  private static Child start(
      List<String> options, String classPath, Class<?> main, String... arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-cp", classPath, main.getName()));
    all.addAll(List.of(arguments));
    return start(all);
  }

  /**
   * Starts a {@code main} with what a program that uses the library has: none of the other jars
   * here, which would be opened and searched.
   */
  static Child startAlone(Class<?> main, String... arguments) {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                jar ->
                    jar.matches(
                        ".*(classes|benchmarks|events-core-[^-]*(-SNAPSHOT)?|okhttp-jvm-.*|okio-jvm-.*"
                            + "|kotlin-stdlib-\\d.*|moshi-.*|slf4j-api-.*)(\\.jar)?"))
            .collect(Collectors.joining(File.pathSeparator));
    return start(List.of(), classPath, main, arguments);
  }

  /** Starts {@code java} with some arguments. */
  static Child start(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TIKTOK_ACCESS_TOKEN", "any");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new Child(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the next line that it says, null at the end. */
  @Nullable String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits, and returns whether it still lives. */
  boolean isAlive(Duration wait) {
    try {
      return !process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads what it says to its end, and returns how much processor's time it has had till then. */
  Duration cpuAtEnd() {
    Duration cpu = Duration.ZERO;
    try {
      while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
        cpu = process.info().totalCpuDuration().orElse(cpu);
        while (lines.ready()) {
          lines.readLine();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(process.info() + " ended with " + process.exitValue());
    }
    return cpu;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
