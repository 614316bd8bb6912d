package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's code is the programs' code, and its commands print what it says they print. */
class ReadmeTest {
  private static final Path PROGRAMS =
      Path.of("src/main/java/com/treasuredata/tiktok/events/examples");

  /** The comment that names a program's passage, and the block below it. */
  private static final Pattern CODE =
      Pattern.compile("<!-- (\\w+): ([^>]+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ (.*?)\n(.*?)```", Pattern.DOTALL);

  private static final Pattern PIPE =
      Pattern.compile(
          "(?:printf '([^']*)' (?:\\$\\(date \\+%s\\) ?)+\\| )?(?:TIKTOK_ACCESS_TOKEN=any )?tiktok-events (.*)");

  @Test
  void itsCodeIsCutFromThePrograms() throws IOException {
    List<MatchResult> blocks = CODE.matcher(readme()).results().toList();

    assertThat(blocks).hasSize(7);
    for (MatchResult block : blocks) {
      assertThat(block.group(3)).isEqualTo(passage(block.group(1), block.group(2)));
    }
  }

  @Test
  void itsCommandsPrintWhatItSays() throws IOException {
    List<MatchResult> blocks = CONSOLE.matcher(readme()).results().toList();

    assertThat(blocks).hasSize(5);
    for (MatchResult block : blocks) {
      List<String> printed = run(block.group(1)).lines().map(ReadmeTest::timeless).toList();
      List<String> promised =
          block
              .group(2)
              .lines()
              .map(ReadmeTest::timeless)
              .filter(line -> !line.equals("…"))
              .toList();
      assertThat(promised).isNotEmpty();
      assertThat(printed).containsAll(promised);
    }
  }

  @Test
  void itsTableOfSettingsIsTheCodes() throws IOException {
    for (ConnectorSetting setting : ConnectorSetting.values()) {
      assertThat(readme()).contains(row(setting));
    }
  }

  private static String row(ConnectorSetting setting) {
    return "| `%s` | %s | %s | %s | %s |%n"
        .formatted(
            setting.key(),
            setting.meaning(),
            setting.allowed(),
            setting.defaultValue().orElse(""),
            setting.required());
  }

  @Test
  void itNamesTheVersionThatIsBuilt() throws IOException {
    Matcher version =
        Pattern.compile("<version>(.*?)</version>")
            .matcher(Files.readString(Pages.ROOT.resolve("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(readme()).contains("<version>" + version.group(1) + "</version>");
  }

  private static String readme() throws IOException {
    return Files.readString(Pages.ROOT.resolve("README.md"));
  }

  private static String passage(String program, String name) throws IOException {
    String code = Files.readString(PROGRAMS.resolve(program + ".java"));
    String start = "    // README: " + name + "\n";
    assertThat(code).contains(start);
    String passage =
        code.substring(code.indexOf(start) + start.length(), code.indexOf("    // README ends"));
    return passage.stripTrailing().stripIndent() + '\n';
  }

  private static String run(String command) {
    Matcher pipe = PIPE.matcher(command);
    assertThat(pipe.matches()).as(command).isTrue();
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      List<String> words = new ArrayList<>(Arrays.asList(pipe.group(2).split(" ")));
      words.replaceAll(word -> word.equals("http://127.0.0.1:8089/") ? tiktok.baseUrl() : word);
      String now = Long.toString(Instant.now().getEpochSecond());
      String in =
          pipe.group(1) == null ? "" : pipe.group(1).replace("\\n", "\n").replace("%s", now);
      CommandLineRun.Result result =
          new CommandLineRun()
              .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
              .in(in)
              .run(words.toArray(new String[0]));
      assertThat(result.exitCode()).as(result.err()).isZero();
      return result.out() + result.err();
    }
  }

  /** Leaves out what differs from run to run: times, rates. */
  private static String timeless(String line) {
    return line.replaceAll("\"event_time\":[0-9]+", "\"event_time\":…")
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:…")
        .replaceAll("[0-9.]+ s; [0-9,]+ records/s", "…")
        .stripTrailing();
  }
}
