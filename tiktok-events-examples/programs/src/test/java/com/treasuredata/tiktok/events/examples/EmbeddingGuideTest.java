package com.treasuredata.tiktok.events.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's code is the scratch projects' code, which are built and run outside this build. */
class EmbeddingGuideTest {
  private static final Path EXAMPLES = Path.of("..");
  private static final Path SCRATCH = EXAMPLES.resolve("scratch");

  /** The comment that names a file, and the block below it. */
  private static final Pattern CODE =
      Pattern.compile("<!-- (\\S+) -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL);

  private static final Pattern OURS =
      Pattern.compile(
          "<artifactId>tiktok-events-\\w+</artifactId>\\s*<version>(.*?)</version>",
          Pattern.DOTALL);

  @Test
  void itsCodeIsTheProjectsFiles() throws IOException {
    List<MatchResult> blocks = CODE.matcher(guide()).results().toList();

    assertThat(blocks).hasSize(5);
    for (MatchResult block : blocks) {
      assertThat(block.group(2)).isEqualTo(Files.readString(SCRATCH.resolve(block.group(1))));
    }
  }

  @Test
  void itNamesEachProjectAndNoOther() throws IOException {
    try (Stream<Path> files = Files.list(SCRATCH)) {
      List<String> projects =
          files.filter(Files::isDirectory).map(file -> file.getFileName().toString()).toList();

      assertThat(Pattern.compile("(?m)^\\| `(.*?)` \\|").matcher(guide()).results())
          .extracting(row -> row.group(1))
          .containsExactlyInAnyOrderElementsOf(projects);
      String reactor = Files.readString(SCRATCH.resolve("pom.xml"));
      assertThat(projects)
          .allMatch(project -> reactor.contains("<module>" + project + "</module>"));
    }
  }

  @Test
  void itAndTheProjectsNameTheVersionThatIsBuilt() throws IOException {
    Matcher version =
        Pattern.compile("<version>(.*?)</version>")
            .matcher(Files.readString(EXAMPLES.resolve("../pom.xml")));
    assertThat(version.find()).isTrue();

    try (Stream<Path> files = Files.walk(SCRATCH, 2)) {
      for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
        assertThat(OURS.matcher(Files.readString(pom)).results())
            .as(pom.toString())
            .allMatch(match -> match.group(1).equals(version.group(1)));
      }
    }
    assertThat(OURS.matcher(guide()).results())
        .hasSizeGreaterThan(1)
        .allMatch(match -> match.group(1).equals(version.group(1)));
  }

  private static String guide() throws IOException {
    return Files.readString(EXAMPLES.resolve("docs/embedding.md"));
  }
}
