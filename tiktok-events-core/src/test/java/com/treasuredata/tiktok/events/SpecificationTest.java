package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.schema.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The specification that the code cites is in the repository: each section that is cited exists.
 */
class SpecificationTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SPECIFICATION = Path.of("spec");

  /** {@code events-api.md §2.2, §2.7 and §3}. */
  private static final Pattern SECTIONS =
      Pattern.compile("\\b([a-z][a-z-]*\\.md)((?:(?:,| and| to|;)? §[0-9A-Z](?:\\.[0-9]+)?)+)");

  /** {@code connector.md, "Rows"}. */
  private static final Pattern TITLES =
      Pattern.compile("\\b([a-z][a-z-]*\\.md), ((?:(?: and )?\"[^\"]+\")+)");

  /** {@code conflict D}, of {@code events-api.md}. */
  private static final Pattern CONFLICTS = Pattern.compile("§2\\.2, conflict ([A-Z])");

  private static final Pattern PAGES = Pattern.compile("(?<![\\w/.-])([a-z][a-z-]*\\.md)\\b");
  private static final Pattern SECTION = Pattern.compile("§([0-9A-Z](?:\\.[0-9]+)?)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern NUMBERED = Pattern.compile("([0-9A-Z](?:\\.[0-9]+)?)\\.? .*");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK =
      Pattern.compile("\\[([a-z-]+\\.md) §([0-9A-Z.]+)]\\([^)#]*?([a-z-]+\\.md)#([^)]*)\\)");

  private final Map<String, String> pages = pages();

  @Test
  void hasEverySectionThatTheCodeCites() throws IOException {
    List<String> missing = new ArrayList<>();
    int cited = 0;
    for (Path file : files(name -> name.endsWith(".java"))) {
      if (file.endsWith("SpecificationTest.java")) {
        continue;
      }
      String text = Files.readString(file).replaceAll("\\s*\n\\s*(?:\\*|//)? ?", " ");
      for (MatchResult citation : SECTIONS.matcher(text).results().toList()) {
        for (String section : sectionsIn(citation.group(2))) {
          cited++;
          if (!sections(citation.group(1)).contains(section)) {
            missing.add(file.getFileName() + ": " + citation.group(1) + " §" + section);
          }
        }
      }
      for (MatchResult citation : TITLES.matcher(text).results().toList()) {
        for (String title : citation.group(2).replaceAll("^\"|\"$", "").split("\" and \"", -1)) {
          cited++;
          if (!headings(citation.group(1)).contains(title)) {
            missing.add(file.getFileName() + ": " + citation.group(1) + ", " + title);
          }
        }
      }
      for (MatchResult citation : CONFLICTS.matcher(text).results().toList()) {
        if (!page("events-api.md").contains("**Conflict " + citation.group(1))) {
          missing.add(file.getFileName() + ": conflict " + citation.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(cited).isGreaterThan(100);
  }

  @Test
  void hasEverySectionThatTheCodeNamesWithoutItsPage() throws IOException {
    Set<String> known = new TreeSet<>();
    pages.keySet().forEach(page -> known.addAll(sections(page)));
    for (Path file : files(name -> name.endsWith(".java"))) {
      if (!file.endsWith("SpecificationTest.java")) {
        assertThat(sectionsIn(Files.readString(file))).as(file.toString()).isSubsetOf(known);
      }
    }
  }

  @Test
  void hasEveryPageThatTheCodeNames() throws IOException {
    Set<String> known = new TreeSet<>();
    for (Path page : files(name -> name.endsWith(".md"))) {
      known.add(page.getFileName().toString());
    }
    for (Path file : files(name -> name.matches(".*/src/main/java/.*\\.java"))) {
      assertThat(PAGES.matcher(Files.readString(file)).results())
          .extracting(match -> match.group(1))
          .as(file.toString())
          .isSubsetOf(known);
    }
  }

  @Test
  void hasTheSectionOfEachRule() {
    for (Rule rule : Rule.values()) {
      assertThat(sections("events-api.md")).as(rule.name()).containsAll(sectionsIn(rule.section()));
    }
  }

  @Test
  void isLinkedWhereMarkdownCitesIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(name -> name.endsWith(".md"))) {
      String prose = FENCED.matcher(Files.readString(file)).replaceAll("");
      for (MatchResult link : LINK.matcher(prose).results().toList()) {
        String anchor = link.group(2).replace(".", "").toLowerCase(Locale.ROOT) + "-";
        if (!link.group(1).equals(link.group(3)) || !link.group(4).startsWith(anchor)) {
          wrong.add(file + " leads elsewhere: " + link.group());
        }
      }
      SECTIONS
          .matcher(LINK.matcher(prose).replaceAll(""))
          .results()
          .forEach(citation -> wrong.add(file + " has no link: " + citation.group()));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void citesItsOwnSectionsRightly() {
    pages.forEach(
        (name, text) -> {
          String own = LINK.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
          assertThat(sections(name)).as(name).containsAll(sectionsIn(own));
        });
  }

  @Test
  void namesTheSettingsThatThereAre() {
    Set<String> documented = new TreeSet<>();
    Pattern.compile("(?m)^\\| ((?:`[a-z_]+`(?:, )?)+) \\|")
        .matcher(page("connector.md"))
        .results()
        .forEach(row -> documented.addAll(List.of(row.group(1).replace("`", "").split(", ", -1))));
    documented.removeAll(Set.of("oauth", "access_token"));

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConnectorSetting.values())
                .map(ConnectorSetting::key)
                .filter(key -> !key.equals("access_token"))
                .collect(Collectors.toSet()));
  }

  private Set<String> sections(String page) {
    return headings(page).stream()
        .map(NUMBERED::matcher)
        .filter(Matcher::matches)
        .map(heading -> heading.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> headings(String page) {
    return HEADING
        .matcher(FENCED.matcher(page(page)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String page(String name) {
    return pages.getOrDefault(name, "");
  }

  private static List<String> sectionsIn(String text) {
    return SECTION.matcher(text).results().map(section -> section.group(1)).toList();
  }

  private static List<Path> files(Predicate<String> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> !file.toString().matches(".*/(target|\\.git|node_modules)/.*"))
          .filter(file -> wanted.test(file.toString()))
          .toList();
    }
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(SPECIFICATION)) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }
}
