package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The code of README and the pages is the programs' code, their commands print what they say they
 * print, and their tables are the code's.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path SETTINGS = Path.of("tiktok-events-core/docs/settings.md");
  private static final Path OPERATING = Path.of("tiktok-events-examples/docs/operating.md");

  /** The comment that names a program's passage, and the block below it. */
  private static final Pattern CODE =
      Pattern.compile("<!-- (\\w+): ([^>]+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ (.*?)\n(.*?)```", Pattern.DOTALL);

  private static final Pattern SETTINGS_OBJECT =
      Pattern.compile("```json\n(\\{\\s*\"type\": .*?)```", Pattern.DOTALL);

  private static final Pattern PIPE =
      Pattern.compile(
          "(?:printf '([^']*)' (?:\\$\\(date \\+%s\\) ?)+\\| )?(?:TIKTOK_ACCESS_TOKEN=any )?tiktok-events (.*)");

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Pages.read(README).lines().count()).isLessThanOrEqualTo(120);
  }

  @Test
  void theirCodeIsCutFromThePrograms() throws IOException {
    int blocks = 0;
    for (Path page : Pages.all()) {
      for (MatchResult block : CODE.matcher(Pages.read(page)).results().toList()) {
        assertThat(block.group(3))
            .as(page + ": " + block.group(2))
            .isEqualTo(passage(block.group(1), block.group(2)));
        blocks++;
      }
    }
    assertThat(blocks).isGreaterThanOrEqualTo(8);
  }

  @Test
  void nobodyElsesCodeIsInReadmeAndTheLibrarysPages() throws IOException {
    for (Path page : Pages.all()) {
      if (page.equals(README) || page.startsWith("tiktok-events-core")) {
        String text = Pages.read(page);
        assertThat(CODE.matcher(text).replaceAll("")).as(page.toString()).doesNotContain("```java");
      }
    }
  }

  @Test
  void theirCommandsPrintWhatTheySay() throws IOException {
    int blocks = 0;
    for (Path page : Pages.all()) {
      for (MatchResult block : CONSOLE.matcher(Pages.read(page)).results().toList()) {
        if (PIPE.matcher(block.group(1)).matches()) {
          assertThat(run(block.group(1)).lines().map(ReadmeTest::timeless))
              .as(page + ": " + block.group(1))
              .containsAll(promised(block.group(2)));
          blocks++;
        }
      }
    }
    assertThat(blocks).isGreaterThanOrEqualTo(5);
  }

  private static List<String> promised(String output) {
    List<String> lines =
        output.lines().map(ReadmeTest::timeless).filter(line -> !line.equals("…")).toList();
    assertThat(lines).isNotEmpty();
    return lines;
  }

  @Test
  void theSettingsThatTheyShowAreGood() throws IOException {
    int blocks = 0;
    for (Path page : Pages.all()) {
      for (MatchResult block : SETTINGS_OBJECT.matcher(Pages.read(page)).results().toList()) {
        assertThat(ConnectorConfig.parse(block.group(1)).warnings()).as(page.toString()).isEmpty();
        blocks++;
      }
    }
    assertThat(blocks).isPositive();
  }

  @Test
  void theTableOfSettingsIsTheCodes() throws IOException {
    for (ConnectorSetting setting : ConnectorSetting.values()) {
      assertThat(Pages.read(SETTINGS)).contains(row(setting));
    }
  }

  @Test
  void theOptionsAreThoseOfTheCommandLine() throws IOException {
    String help = new CommandLineRun().run("export", "--help").out();
    Pattern.compile("(?m)^\\| `(--[a-z-]+)")
        .matcher(Pages.read(OPERATING))
        .results()
        .forEach(option -> assertThat(help).contains(option.group(1)));
  }

  @Test
  void theExitCodesAreTheCommandLines() throws IOException {
    for (ExitCode code : ExitCode.values()) {
      assertThat(Pages.read(OPERATING))
          .containsPattern("\\n\\| " + code.code() + "\\b[, 0-9]* \\|");
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
  void readmeNamesTheVersionThatIsBuilt() throws IOException {
    Matcher version =
        Pattern.compile("<version>(.*?)</version>")
            .matcher(Files.readString(Pages.ROOT.resolve("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(Pages.read(README)).contains("<version>" + version.group(1) + "</version>");
  }

  private static String passage(String program, String name) throws IOException {
    String code = Files.readString(file(program));
    String start = "// README: " + name + "\n";
    assertThat(code).contains(start);
    String rest = code.substring(code.indexOf(start) + start.length());
    return rest.substring(0, rest.indexOf("// README ends")).stripTrailing().stripIndent() + '\n';
  }

  private static Path file(String program) throws IOException {
    try (Stream<Path> files = Files.walk(Pages.ROOT)) {
      return files
          .filter(file -> file.endsWith(program + ".java") && file.toString().contains("src/main"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no program " + program));
    }
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
      assertThat(result.exitCode())
          .as(result.err())
          .isIn(ExitCode.DONE.code(), ExitCode.INVALID.code());
      return result.out() + result.err();
    }
  }

  /** Leaves out what differs from run to run: times, rates. */
  private static String timeless(String line) {
    return line.replaceAll("\"event_time\":[0-9]+", "\"event_time\":…")
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:…")
        .replaceAll("[0-9.]+ s; [0-9,]+ records?/s", "…")
        .stripTrailing();
  }
}
