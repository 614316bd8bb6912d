package com.treasuredata.tiktok.events.embulk;

import static java.nio.charset.StandardCharsets.UTF_8;
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
    Path log = directory.resolve("log");
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      Path job = job(tiktok.baseUrl());
      Process embulk =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  embulksClassPath(),
                  IsolatedPlugin.class.getName(),
                  job.toString(),
                  Objects.requireNonNull(System.getProperty("plugin.repository")),
                  Objects.requireNonNull(System.getProperty("plugin.version")))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();

      assertThat(embulk.waitFor()).as(() -> read(log)).isZero();
      assertThat(read(log)).contains("\"accepted\":1", "\"invalid\":1");
      assertThat(tiktok.stats().eventsAccepted()).isEqualTo(1);
    }
  }

  private Path job(String baseUrl) throws Exception {
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
          access_token: any-token
          event_data_source: OFFLINE
          event_source_id: 7211111111111111111
          phone_country: JP
          skip_invalid_record: true
          base_url: %s
        """
            .formatted(directory, baseUrl));
  }

  private static String embulksClassPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
        .filter(entry -> !OURS.matcher(Path.of(entry).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
