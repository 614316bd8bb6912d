package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drawing of docs/travel.md is of the packages that there are. */
class TravelPageTest {
  private static final String ROOT = "com.treasuredata.tiktok.events";
  private static final Path MAIN = Path.of("src/main/java", ROOT.split("\\.", -1));

  /** A package, a class, and what it does. */
  private static final Pattern STATION =
      Pattern.compile("(?m)^  (\\(root\\)|[a-z][a-z.]+) +([A-Z]\\w+) +\\S");

  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs/travel.md"));
  }

  @Test
  void eachClassIsInItsPackage() {
    List<MatchResult> stations = STATION.matcher(page).results().toList();

    assertThat(stations).hasSizeGreaterThan(10);
    for (MatchResult station : stations) {
      assertThat(folder(station.group(1)).resolve(station.group(2) + ".java")).exists();
    }
  }

  @Test
  void neighboursKnowEachOther() throws IOException {
    List<String> packages =
        STATION.matcher(page).results().map(station -> station.group(1)).toList();
    List<String> strangers = new ArrayList<>();
    for (int i = 1; i < packages.size(); i++) {
      String one = packages.get(i - 1);
      String other = packages.get(i);
      if (!one.equals(other) && !imports(one, other) && !imports(other, one)) {
        strangers.add(one + " and " + other);
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void noPackageIsMissing() throws IOException {
    List<String> missing = new ArrayList<>();
    try (Stream<Path> folders = Files.walk(MAIN)) {
      for (Path folder : folders.filter(TravelPageTest::hasClasses).toList()) {
        String name = MAIN.relativize(folder).toString().replace('/', '.').replace('\\', '.');
        String shown = name.isEmpty() ? "(root)" : name;
        if (!page.contains("\n  " + shown + ' ') && !page.contains('`' + shown + '`')) {
          missing.add(shown);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean hasClasses(Path folder) {
    return Files.exists(folder.resolve("package-info.java"));
  }

  private static boolean imports(String from, String to) throws IOException {
    String name = to.equals("(root)") ? ROOT : ROOT + '.' + to;
    Pattern used = Pattern.compile(Pattern.quote(name) + "\\.[A-Z]");
    try (Stream<Path> files = Files.list(folder(from))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (used.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Path folder(String shown) {
    return shown.equals("(root)") ? MAIN : MAIN.resolve(shown.replace('.', '/'));
  }
}
