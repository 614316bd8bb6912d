package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages refer to exists. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern TEST = Pattern.compile("`(\\w*[a-z](?:Test|IT))`");

  @Test
  void theirLinksLeadToFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (MatchResult link : LINK.matcher(Pages.prose(page)).results().toList()) {
        if (!leadsSomewhere(page, link.group(1))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    if (link.matches("https?://.*")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return !target.startsWith("..")
        && Files.exists(Pages.ROOT.resolve(target))
        && (parts.length == 1 || Pages.anchors(target).contains(parts[1]));
  }

  @Test
  void theTestsThatTheyNameExist() throws IOException {
    Set<String> tests = tests();
    for (Path page : Pages.all()) {
      assertThat(TEST.matcher(Pages.read(page)).results())
          .extracting(match -> match.group(1))
          .as(page.toString())
          .isSubsetOf(tests);
    }
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Pages.ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/(test|support)/java/.*"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
