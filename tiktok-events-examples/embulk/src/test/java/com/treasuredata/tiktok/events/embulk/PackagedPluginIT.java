package com.treasuredata.tiktok.events.embulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was packaged, with the dependencies that its pom names, in an Embulk that has none. */
class PackagedPluginIT {
  private static final Pattern OURS =
      Pattern.compile(
          "(?:tiktok-events|embulk-output|okhttp|okio|kotlin|annotations|moshi|libphonenumber).*|classes");

  @TempDir Path directory;

  @Test
  void runsFromARepositoryWithOnlyWhatItsPomNames() throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      Process embulk = run(job("access_token: any-token", tiktok.baseUrl()));

      assertThat(embulk.waitFor()).as(this::output).isZero();
      assertThat(output()).contains("\"accepted\":1", "\"invalid\":1");
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(1);
    }
  }

  @Test
  void saysWhereATokenCanBe() throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      Process embulk = run(job("", tiktok.baseUrl()));

      assertThat(embulk.waitFor()).isNotZero();
      assertThat(output())
          .contains(
              "ConfigException: access_token is missing, and environment variable"
                  + " TIKTOK_ACCESS_TOKEN is not set");
    }
  }

  private Process run(Path job) throws IOException {
    ProcessBuilder embulk =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            embulksClassPath(),
            IsolatedPlugin.class.getName(),
            job.toString(),
            Objects.requireNonNull(System.getProperty("plugin.repository")),
            Objects.requireNonNull(System.getProperty("plugin.version")));
    embulk.environment().remove("TIKTOK_ACCESS_TOKEN");
    return embulk.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path log() {
    return directory.resolve("log");
  }

  private String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path job(String token, String baseUrl) throws IOException {
    Files.write(
        directory.resolve("rows.csv"),
        List.of(
            "event,event_time,phone",
            "Purchase," + Instant.now().getEpochSecond() + ",090-1234-5678",
            ",1,"));
    return Files.writeString(
        directory.resolve("job.yml"),
        """
        in:
          type: file
          path_prefix: '%s/rows'
          parser:
            type: csv
            skip_header_lines: 1
            columns:
            - {name: event, type: string}
            - {name: event_time, type: long}
            - {name: phone, type: string}
        out:
          type: tiktok_events
          %s
          event_data_source: OFFLINE
          event_source_id: 7211111111111111111
          phone_country: JP
          skip_invalid_record: true
          base_url: %s
        """
            .formatted(directory, token, baseUrl));
  }

  private static String embulksClassPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
        .filter(entry -> !OURS.matcher(Path.of(entry).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
