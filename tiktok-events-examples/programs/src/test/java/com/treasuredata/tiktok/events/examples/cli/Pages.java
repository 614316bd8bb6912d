package com.treasuredata.tiktok.events.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository's pages: all of its Markdown. */
final class Pages {
  static final Path ROOT = Path.of("../..");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private Pages() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(ROOT::relativize)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches("(.*/)?(target|\\.git|node_modules)/.*"))
          .sorted()
          .toList();
    }
  }

  static String read(Path page) throws IOException {
    return Files.readString(ROOT.resolve(page));
  }

  /** Returns what {@code page} says outside its fenced blocks. */
  static String prose(Path page) throws IOException {
    return FENCED.matcher(read(page)).replaceAll("");
  }

  /**
   * Returns the headings of {@code page} as their anchors are made: {@code #a-connectors-settings}.
   */
  static Set<String> anchors(Path page) throws IOException {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new TreeSet<>();
    HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> slug(heading.group(1)))
        .forEach(
            slug -> {
              int times = seen.merge(slug, 1, Integer::sum) - 1;
              anchors.add(times == 0 ? slug : slug + "-" + times);
            });
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
