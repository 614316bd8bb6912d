package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, environment, files and texts that somebody else may have had a hand in. */
class HostileSurroundingsTest {
  private static final String EVIL = "x\u001b[2J\u009b31m\u202e\nforged\r\u007f";
  private static final String SECRET = "4f7c1a9e0d2b58c6-t0ken";

  private final FakeTikTok tiktok =
      FakeTikTok.builder().advertiser("70", EVIL).pixel("70", "CAAAAAAAAAAAAAAAAAA1", EVIL).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--quiet", "--dry-run"})
  void namesTheServerThatAVariableOfTheEnvironmentSets(String option) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of("export", "--source", "web", "--source-id", "CAAAAAAAAAAAAAAAAAA1", "--input"));
    args.add(rows("c").toString());
    if (!option.isEmpty()) {
      args.add(option);
    }
    CommandLineRun.Result result =
        run().with("TIKTOK_BASE_URL", tiktok.baseUrl()).run(args.toArray(new String[0]));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .startsWith(
            "requests go to %s, not to TikTok (TIKTOK_BASE_URL)\n".formatted(tiktok.baseUrl()));
    if (!option.equals("--quiet")) {
      assertThat(result.err()).contains(" web CAAAAAAAAAAAAAAAAAA1 at " + tiktok.baseUrl());
    }
  }

  @Test
  void namesTheServerBeforeALogin() {
    CommandLineRun.Result result =
        authUrl(run().with("TIKTOK_APP_SECRET", "s"), "--base-url", tiktok.baseUrl());
    assertThat(result.err()).contains("requests go to " + tiktok.baseUrl());
  }

  @Test
  void sendsNothingInClearTextToAnotherMachine() throws IOException {
    CommandLineRun.Result result =
        run()
            .with("TIKTOK_BASE_URL", "http://evil.example/")
            .run("export", "--source", "web", "--source-id", "C4", "--input", rows("c").toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("TIKTOK_BASE_URL: base URL is http to another machine");
  }

  /** A name may begin with @; it must not put options and a file's content in its place. */
  @Test
  void readsNoFileForAnArgumentThatBeginsWithAt() throws IOException {
    Path file = Files.writeString(directory.resolve("afile"), "root:x:0 secret-line\n--bogus\n");
    CommandLineRun.Result result = source("resolve", "--name", "@" + file);
    assertThat(result.err()).contains("no pixel of advertiser 70 is named \"@" + file);
    assertThat(result.err()).doesNotContain("secret-line", "--bogus");
  }

  @ParameterizedTest
  @CsvSource({
    "--access-token-file %s",
    "--access-token-file=%s",
    "--access-token %s",
    "--access-token=%s",
    "--token %s --quiet",
    "%s",
    "--grant-file %s",
    "--config %s",
    "--threads %s",
    "--threads --%s",
    "--input %s",
    "--input rows.csv --resume %s/x",
    "--rejects %s/x",
    "--deduplication-key %s@ada.example",
    "--max-time-without-success %s",
  })
  void showsNoSecretThatIsInASlightlyWrongPlace(String words) throws IOException {
    List<String> args = new ArrayList<>(List.of("export"));
    if (!words.contains("--input")) {
      args.addAll(List.of("--input", rows("c").toString()));
    }
    if (!words.contains("--config")) {
      args.addAll(List.of("--source", "web", "--source-id", "C4"));
    }
    args.addAll(List.of(words.formatted(SECRET).split(" ")));
    CommandLineRun.Result result = run().run(args.toArray(new String[0]));
    assertThat(result.exitCode()).isBetween(2, 3);
    assertThat(result.out() + result.err()).doesNotContain(SECRET, SECRET.substring(0, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--grant-file", "--config", "--access-token-file"})
  void showsNoContentGivenForItsFile(String option) throws IOException {
    String json = "{\"access_token\":\"%s\"}".formatted(SECRET);
    CommandLineRun.Result result =
        run()
            .run(
                option.equals("--config")
                    ? new String[] {"export", "--input", rows("c").toString(), option, json}
                    : new String[] {
                      "export",
                      "--source",
                      "web",
                      "--source-id",
                      "C4",
                      "--input",
                      rows("c").toString(),
                      option,
                      json
                    });
    assertThat(result.exitCode()).isBetween(2, 3);
    assertThat(result.err()).doesNotContain(SECRET).contains(option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app-secret", "app-secret-file"})
  void showsNoAppSecretThatIsInASlightlyWrongPlace(String option) {
    CommandLineRun.Result result = authUrl(run(), "--" + option, SECRET);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"list", "list --json", "resolve --name Main", "resolve --name CAAA --json"})
  void printsNamesOfSourcesOnOneLineAndWithoutWhatATerminalObeys(String command) {
    CommandLineRun.Result result = source(command.split(" "));
    assertShown(result.out());
    assertShown(result.err());
    if (command.startsWith("list")) {
      assertThat(result.out().lines()).hasSize(1);
    }
  }

  @Test
  void printsRowsSettingsAndResumeFilesSo() throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("settings.json"),
            "{\"type\":\"x\\u001b[2J\\u009b31m\\nforged\",\"\\u001b[2J\":1,\"event_source_id\":\"C\\u202e\"}");
    CommandLineRun.Result wrong =
        run().run("export", "--config", settings.toString(), "--input", rows("c").toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertShown(wrong.err());

    CommandLineRun.Result dry = run().run(export(rows(EVIL), "--dry-run"));
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("\\u009b", "\\u202e", "\\u007f");
    assertShown(dry.out());

    Path rejects = directory.resolve("rejects");
    CommandLineRun.Result rejected =
        run()
            .run(
                export(
                    rows(EVIL + "\",\"no such time"),
                    "--base-url",
                    tiktok.baseUrl(),
                    "--skip-invalid",
                    "--rejects",
                    rejects.toString(),
                    "--rejects-with-values"));
    assertThat(rejected.exitCode()).isEqualTo(1);
    assertShown(Files.readString(rejects));

    Path resume = directory.resolve("resume");
    Files.writeString(
        resume,
        "input=\\u001b[2J\\u009b31m\\nforged\ncheckpoint=\nwritten_at=2026-11-20T00:00:00Z\n");
    Files.setPosixFilePermissions(resume, PosixFilePermissions.fromString("rw-------"));
    assertShown(
        run()
            .run(export(rows("c"), "--base-url", tiktok.baseUrl(), "--resume", resume.toString()))
            .err());
  }

  @ParameterizedTest
  @CsvSource({
    "--input, x%n.csv",
    "--input, x%n",
    "--resume, x%n/y",
    "--rejects, x%n/y",
    "--threads, 1%n",
    "--format, csv%n",
    "--max-time-without-success, 1s%n",
    "--access-token-file, x%n",
    "--deduplication-key, ttclid%n",
  })
  void forgesNoLineByAnArgument(String option, String value) throws IOException {
    List<String> args = new ArrayList<>(List.of(export(rows("c"), "--base-url", tiktok.baseUrl())));
    if (option.equals("--input")) {
      args.subList(5, 7).clear();
    }
    args.addAll(List.of(option, value.replace("%n", "\nforged line")));
    CommandLineRun.Result result = run().run(args.toArray(new String[0]));
    assertThat(result.exitCode()).isNotZero();
    assertShown(result.err());
  }

  @Test
  void takesNoFileForTwoWhicheverWayLeadsThere() throws IOException {
    Path rows = rows("c");
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), rows);
    Path directoryLink = Files.createSymbolicLink(directory.resolve("there"), directory);
    for (String[] files :
        new String[][] {
          {link.toString(), "--rejects", rows.toString()},
          {rows.toString(), "--rejects", directoryLink.resolve("rows.csv").toString()},
          {
            rows.toString(),
            "--rejects",
            directoryLink.resolve("x").toString(),
            "--resume",
            directory.resolve("x").toString()
          }
        }) {
      String before = Files.readString(rows);
      CommandLineRun.Result result =
          run().run(export(Path.of(files[0]), Arrays.copyOfRange(files, 1, files.length)));
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("must be different files");
      assertThat(rows).hasContent(before);
    }
  }

  /** Nor does a file of names that are all different make the account grow. */
  @Test
  void countsReasonsOfCustomFieldsTogether() throws IOException {
    StringBuilder rows = new StringBuilder();
    long now = Instant.now().getEpochSecond();
    for (int i = 0; i < 2_000; i++) {
      rows.append(
          "{\"event\":\"Purchase\",\"event_time\":%s,\"ttclid\":\"c%s\",\"properties\":{\"k%sz\":\"ada@example.com\"}}%n"
              .formatted(now, i, i));
    }
    Path file = Files.writeString(directory.resolve("rows.jsonl"), rows);
    CommandLineRun.Result result = run().run(export(file, "--dry-run"));
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).hasLineCount(8).contains("2,000  properties.[custom] PERSONAL_DATA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--resume", "--access-token-file", "--config", "--grant-file"})
  void aDeviceThatNeverEndsIsRefused(String option) throws IOException {
    List<String> args = new ArrayList<>(List.of("export", "--input", rows("c").toString()));
    if (!option.equals("--config")) {
      args.addAll(List.of("--source", "web", "--source-id", "C4"));
    }
    args.addAll(List.of(option, "/dev/zero"));
    CommandLineRun.Result result = run().run(args.toArray(new String[0]));
    assertThat(result.exitCode()).isBetween(2, 3);
    assertThat(result.err()).contains("/dev/zero");
  }

  /** A file of half a megabyte must not take more memory than its longest row may. */
  @ParameterizedTest
  @CsvSource({
    "rows.csv.gz, 'event,event_time%n\"', a field of more than 8388608 characters starts here",
    "rows.jsonl.gz, '{\"event', is longer than 1048576 bytes"
  })
  void unpacksAFileThatGrowsAThousandfoldInTheMemoryOfARow(
      String name, String start, String message) throws Exception {
    Path bomb = directory.resolve(name);
    byte[] filling = new byte[1 << 20];
    Arrays.fill(filling, (byte) 'a');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(start.replace("%n", "\n").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 300; i++) {
        out.write(filling);
      }
    }
    Path log = directory.resolve("log");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx100m", "-cp", System.getProperty("java.class.path")));
    words.add("com.treasuredata.tiktok.events.examples.cli.command.Main");
    words.addAll(List.of(export(bomb, "--dry-run", "--skip-invalid")));

    int exitCode =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    assertThat(Files.size(bomb)).isLessThan(1 << 20);
    assertThat(exitCode).as(Files.readString(log)).isBetween(1, 2);
    assertThat(Files.readString(log)).contains(message).doesNotContain("OutOfMemory");
  }

  @Test
  void aReportShowsForeignTextAsTextAndRunsNothing() throws IOException {
    tiktok.answerNext(1, Answer.code(40002, "<script>alert(1)</script> is wrong"));
    Path page = directory.resolve("report.html");

    run()
        .run(
            export(
                rows("c"),
                "--base-url",
                tiktok.baseUrl(),
                "--skip-invalid",
                "--report",
                page.toString()));

    assertThat(Files.readString(page))
        .contains("TikTok refused the request: […] is wrong", "default-src 'none'")
        .doesNotContain("<script");
    assertShown(Files.readString(page));
    assertThat(Files.getPosixFilePermissions(page))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private String[] export(Path rows, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("export", "--source", "web", "--source-id", "CAAAAAAAAAAAAAAAAAA1", "--input"));
    args.add(rows.toString());
    args.addAll(List.of(more));
    return args.toArray(new String[0]);
  }

  private CommandLineRun.Result authUrl(CommandLineRun run, String option, String value) {
    return run.run(
        "auth",
        "url",
        "--app-id",
        "7",
        "--redirect-uri",
        "http://127.0.0.1:8765/callback",
        "--state-file",
        directory.resolve("state").toString(),
        option,
        value);
  }

  private CommandLineRun.Result source(String... words) {
    List<String> args = new ArrayList<>(List.of("source"));
    args.addAll(List.of(words));
    args.addAll(
        List.of("--source", "web", "--advertiser-id", "70", "--base-url", tiktok.baseUrl()));
    return run().run(args.toArray(new String[0]));
  }

  private static CommandLineRun run() {
    return new CommandLineRun().with("TIKTOK_ACCESS_TOKEN", "any-t0ken");
  }

  private Path rows(String text) throws IOException {
    return Files.write(
        directory.resolve("rows.csv"),
        "event,event_time,ttclid,properties.note\nPurchase,%s,c,\"%s\"\n"
            .formatted(Instant.now().getEpochSecond(), text)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void assertShown(String text) {
    assertThat(text.chars())
        .as(text)
        .noneMatch(
            c ->
                (c < ' ' && c != '\n')
                    || (c >= 0x7f && c < 0xa0)
                    || (c >= 0x2028 && c <= 0x202e)
                    || (c >= 0x2066 && c <= 0x2069));
    assertThat(text.lines()).noneMatch(line -> line.startsWith("forged"));
  }
}
