package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsAndSourcesTest {
  private static final String ADVERTISER = "7000000000000000009";

  private final FakeTikTok tiktok =
      FakeTikTok.builder()
          .advertiser(ADVERTISER, "Shop")
          .pixel(ADVERTISER, "CAAAAAAAAAAAAAAAAAA1", "Main store")
          .start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void exportsToASourceFoundByItsName() throws IOException {
    CommandLineRun.Result result =
        export(
            """
            {"type": "tiktok_events", "auth_method": "oauth", "access_token": "s3cret-token",
             "event_data_source": "WEB", "target_event_source_method": "NAME",
             "event_source_id": "", "event_source_name": "Main store",
             "advertiser_id": "7000000000000000009", "thread_count": 3, "skip_invalid_record": true}
            """);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("export to web CAAAAAAAAAAAAAAAAAA1")
        .doesNotContain("s3cret");
    assertThat(tiktok.stats("web").eventsCounted()).isEqualTo(1);
  }

  @Test
  void goesWhereTheSettingsSay() throws IOException {
    try (FakeTikTok other = FakeTikTok.start()) {
      String settings =
          """
          {"type": "tiktok_events", "access_token": "s3cret-token", "base_url": "%s",
           "event_source_id": "CAAAAAAAAAAAAAAAAAA1", "skip_invalid_record": true}
          """
              .formatted(other.baseUrl());

      CommandLineRun.Result result = export(settings);
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.err())
          .contains("requests go to " + other.baseUrl())
          .contains("(base_url in the settings)");
      assertThat(other.stats("web").eventsCounted()).isEqualTo(1);
    }
  }

  @Test
  void settingsThatNameRecordsByAnAddressAreRefused() throws IOException {
    CommandLineRun.Result result =
        export(
            """
            {"type": "tiktok_events", "access_token": "s3cret-token", "key_column": "email",
             "event_source_id": "CAAAAAAAAAAAAAAAAAA1"}
            """);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("key_column: column email is for user.email");
    assertThat(tiktok.stats("web").eventsReceived()).isZero();
  }

  @Test
  void exportsToASourceGivenByItsId() throws IOException {
    CommandLineRun.Result result =
        export(
            """
            {"type": "tiktok_events", "auth_method": "access_token", "access_token": "s3cret-token",
             "event_data_source": "WEB", "target_event_source_method": "ID",
             "event_source_id": "CAAAAAAAAAAAAAAAAAA1", "event_source_name": "unused",
             "advertiser_id": "unused"}
            """);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tiktok.stats("web").eventsCounted()).isEqualTo(1);
  }

  @Test
  void aNewSourceWhoseNameExistsIsRefusedAndNothingIsSent() throws IOException {
    CommandLineRun.Result result =
        export(
            """
            {"type": "tiktok_events", "access_token": "s3cret-token", "target_event_source": "NEW",
             "event_source_name": "Main store", "advertiser_id": "7000000000000000009"}
            """);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("already has the pixel \"Main store\"").contains("NAME");
    assertThat(tiktok.stats().eventsReceived()).isZero();
  }

  @Test
  void wrongSettingsAreAllNamedAtOnceALineEach() throws IOException {
    CommandLineRun.Result result =
        export(
            """
            {"type": "tiktok_events", "access_token": "s3cret-token", "thread_count": 11,
             "event_data_source": "SHOP", "event_source_idd": "C4A1"}
            """);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines())
        .anyMatch(line -> line.contains("thread_count is \"11\""))
        .anyMatch(line -> line.contains("event_data_source is \"SHOP\""))
        .anyMatch(line -> line.contains("event_source_id is missing"))
        .anyMatch(
            line -> line.contains("event_source_idd is no setting; did you mean event_source_id?"));
    assertThat(result.err()).doesNotContain("s3cret");
  }

  @Test
  void aDryRunLooksUpNoNameAndNeedsNoToken() throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("settings.json"),
            """
            {"type": "tiktok_events", "target_event_source": "NAME", "event_source_name": "Main store",
             "advertiser_id": "7000000000000000009"}
            """);

    CommandLineRun.Result result =
        new CommandLineRun()
            .in("event,event_time,ttclid\nPurchase,1795473414,c\n")
            .run("export", "--config", settings.toString(), "--dry-run", "--input", "-");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"event_source_id\":\"UNRESOLVED_EVENT_SOURCE\"");
  }

  @Test
  void listsFindsAndCreatesSources() {
    assertThat(source("list").out()).isEqualTo("CAAAAAAAAAAAAAAAAAA1  Main store\n");
    assertThat(source("list", "--json").out())
        .isEqualTo(
            "{\"event_source\":\"web\",\"event_source_id\":\"CAAAAAAAAAAAAAAAAAA1\","
                + "\"name\":\"Main store\"}\n");
    assertThat(source("resolve", "--name", "Main store").out()).isEqualTo("CAAAAAAAAAAAAAAAAAA1\n");
    CommandLineRun.Result missing = source("resolve", "--name", "Main stor");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("did you mean \"Main store\"?");
    assertThat(source("create", "--name", "Outlet").exitCode()).isZero();
    assertThat(source("list").out()).contains("Outlet");
  }

  private CommandLineRun.Result export(String settings) throws IOException {
    Path file = Files.writeString(directory.resolve("settings.json"), settings);
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .in("event,event_time,ttclid\nPurchase," + Instant.now().getEpochSecond() + ",c\n")
        .run("export", "--config", file.toString(), "--input", "-");
  }

  private CommandLineRun.Result source(String command, String... more) {
    String[] words = {"source", command, "--source", "web", "--advertiser-id", ADVERTISER};
    String[] all = Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
        .run(all);
  }
}
