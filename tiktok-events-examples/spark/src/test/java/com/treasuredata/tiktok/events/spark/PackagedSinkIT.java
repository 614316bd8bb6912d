package com.treasuredata.tiktok.events.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar with all that the sink needs, in a process of its own. */
class PackagedSinkIT {
  private static final Pattern OURS =
      Pattern.compile(
          "(?:tiktok-events|okhttp|okio|kotlin|annotations|moshi|libphonenumber).*|classes");

  @TempDir Path directory;

  private static Path jar() {
    return Path.of(Objects.requireNonNull(System.getProperty("sink.jar")));
  }

  @Test
  void bringsNoClassThatAnotherJarMayBring() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
          .allMatch(
              name ->
                  name.replaceFirst("^META-INF/versions/[0-9]+/", "")
                      .startsWith("com/treasuredata/tiktok/events/"))
          .anyMatch(name -> name.contains("shaded/okhttp3/OkHttpClient.class"));
    }
  }

  /** Returns the JDK that runs this test, and a JDK 25 if there is one. */
  static Stream<Path> jdks() throws IOException {
    Path others = Path.of("/usr/lib/jvm");
    List<Path> jdks = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    if (Files.isDirectory(others)) {
      try (Stream<Path> all = Files.list(others)) {
        all.filter(jdk -> jdk.getFileName().toString().contains("25"))
            .filter(jdk -> Files.isExecutable(jdk.resolve("bin").resolve("java")))
            .limit(1)
            .forEach(jdks::add);
      }
    }
    return jdks.stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void runsBehindAnOldOkHttpAndLogsNoTokenAtAnyLevel(Path jdk) throws Exception {
    Path rows =
        Files.write(
            directory.resolve("rows.csv"),
            List.of(
                "event,event_time,phone",
                "Purchase," + Instant.now().getEpochSecond() + ",090-1234-5678",
                ",1,"));
    Path log = directory.resolve("log");
    try (FakeTikTok tiktok =
        FakeTikTok.builder().accessToken("s3cret-t0ken-0123456789abcdef").start()) {
      List<String> words = new ArrayList<>();
      words.add(jdk.resolve("bin").resolve("java").toString());
      words.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
      words.addAll(List.of("-cp", classPath(), PackagedJob.class.getName()));
      words.addAll(List.of(rows.toString(), tiktok.baseUrl()));
      Process spark =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();

      assertThat(spark.waitFor()).as(() -> read(log)).isZero();
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
      assertThat(read(log))
          .containsPattern("okhttp is of .*/old-okhttp/okhttp-3\\.")
          .contains("DEBUG", "2 read = 1 accepted + 1 invalid")
          .doesNotContain("s3cret-t0ken");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns an old OkHttp, the jar, and Spark without anything of ours but the test's program. */
  private static String classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    Path old = Path.of(Objects.requireNonNull(System.getProperty("old-okhttp.directory")));
    try (Stream<Path> jars = Files.list(old)) {
      jars.map(Path::toString).sorted().forEach(entries::add);
    }
    entries.add(jar().toString());
    List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
        .filter(entry -> !OURS.matcher(Path.of(entry).getFileName().toString()).matches())
        .forEach(entries::add);
    return String.join(File.pathSeparator, entries);
  }
}
