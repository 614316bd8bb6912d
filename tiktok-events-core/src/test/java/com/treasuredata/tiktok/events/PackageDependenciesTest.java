package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports point downwards only: the packages are a small picture without a cycle. */
class PackageDependenciesTest {
  private static final String ROOT = "com.treasuredata.tiktok.events";

  /** The root package, which has no name of its own below itself. */
  private static final String TOP = "(root)";

  /** Which of our packages each below the root may name. */
  private static final Map<String, Set<String>> BELOW =
      Map.ofEntries(
          Map.entry("internal.annotations", Set.of()),
          Map.entry(
              "event",
              Set.of("internal.annotations", "internal.fields", "internal.json", "internal.text")),
          Map.entry("error", Set.of()),
          Map.entry("internal.fields", Set.of()),
          Map.entry("internal.json", Set.of()),
          Map.entry("internal.text", Set.of("internal.json")),
          Map.entry("internal.io", Set.of("internal.text")),
          Map.entry("internal.schema", Set.of("event", "internal.json", "internal.text")),
          Map.entry( // error: in documentation only
              "http", Set.of("error", "internal.annotations", "internal.text")),
          Map.entry(
              "schema",
              Set.of(
                  "event",
                  "error",
                  "internal.annotations",
                  "internal.fields",
                  "internal.json",
                  "internal.schema",
                  "internal.text")),
          Map.entry("internal.http", Set.of("http", "error", "internal.json")),
          Map.entry(
              "spi",
              Set.of(
                  "http",
                  "error",
                  "internal.http",
                  "internal.io",
                  "internal.json",
                  "internal.text")),
          Map.entry(
              "source",
              Set.of(
                  "event",
                  "error",
                  "http",
                  "internal.annotations",
                  "internal.http",
                  "internal.json",
                  "internal.text")));

  private static final Map<String, Set<String>> ALLOWED = new TreeMap<>(BELOW);

  static {
    Set<String> all = new TreeSet<>(BELOW.keySet());
    all.remove("spi"); // For other modules.
    ALLOWED.put(TOP, all);
    Set<String> allAndTop = new TreeSet<>(all);
    allAndTop.add(TOP);
    ALLOWED.put("connector", allAndTop);
  }

  private static final Pattern TEXT_OR_COMMENT =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*+\"|/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  private static final Pattern OURS =
      Pattern.compile(Pattern.quote(ROOT) + "((?:\\.[a-z]\\w*)*)\\.(?:[A-Z*])");

  @Test
  void importsPointDownwardsOnly() throws IOException {
    Map<String, Set<String>> edges = edges(sources());

    assertThat(edges).containsKeys("event", "schema", "source", "internal.text", TOP);
    assertThat(newEdges(edges)).isEmpty();
    assertThat(cycle(edges)).isEmpty();
  }

  @Test
  void theTableItselfHasNoCycle() {
    assertThat(cycle(ALLOWED)).isEmpty();
  }

  @Test
  void noticesANewEdge() throws IOException {
    Map<String, String> sources = sources();
    sources.put(
        "event/Bad.java",
        """
        package com.treasuredata.tiktok.events.event;
        import static com.treasuredata.tiktok.events.schema.Rule.MISSING;
        import com.treasuredata.tiktok.events.internal.http.*;
        /** {@link com.treasuredata.tiktok.events.Export} */
        class Bad { String url = "http://x.example/*"; com.treasuredata.tiktok.events.EventsClient client; }
        """);

    assertThat(newEdges(edges(sources)))
        .containsExactly("event -> (root)", "event -> internal.http", "event -> schema");
  }

  @Test
  void noticesAPackageThatNobodyPutInTheTable() {
    Map<String, String> sources =
        Map.of("shop/Shop.java", "import com.treasuredata.tiktok.events.event.Event;");

    assertThat(newEdges(edges(sources))).containsExactly("shop is not in the table");
  }

  @Test
  void noticesACycle() {
    Map<String, String> sources =
        Map.of(
            "a/A.java", "import com.treasuredata.tiktok.events.b.B;",
            "b/B.java", "import com.treasuredata.tiktok.events.c.C;",
            "c/C.java", "import com.treasuredata.tiktok.events.a.A;");

    assertThat(cycle(edges(sources))).containsExactly("a", "b", "c", "a");
  }

  /** Returns the text of each source file, by its path below the root package. */
  private static Map<String, String> sources() throws IOException {
    Path root = Path.of("src/main/java", ROOT.split("\\.", -1));
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        sources.put(name, Files.readString(file));
      }
    }
    return sources;
  }

  /** Returns which packages each package names in its code, whether by import or in full. */
  private static Map<String, Set<String>> edges(Map<String, String> sources) {
    Map<String, Set<String>> edges = new TreeMap<>();
    sources.forEach(
        (file, text) -> {
          int slash = file.lastIndexOf('/');
          String from = slash < 0 ? TOP : file.substring(0, slash).replace('/', '.');
          Set<String> to = edges.computeIfAbsent(from, name -> new TreeSet<>());
          Matcher named = OURS.matcher(TEXT_OR_COMMENT.matcher(text).replaceAll(" "));
          while (named.find()) {
            String name = named.group(1).isEmpty() ? TOP : named.group(1).substring(1);
            if (!name.equals(from)) {
              to.add(name);
            }
          }
        });
    return edges;
  }

  private static List<String> newEdges(Map<String, Set<String>> edges) {
    List<String> found = new ArrayList<>();
    edges.forEach(
        (from, to) -> {
          if (!ALLOWED.containsKey(from)) {
            found.add(from + " is not in the table");
            return;
          }
          to.stream()
              .filter(name -> !ALLOWED.get(from).contains(name))
              .forEach(name -> found.add(from + " -> " + name));
        });
    return found;
  }

  /** Returns the first way from a package back to itself, or nothing. */
  private static List<String> cycle(Map<String, Set<String>> edges) {
    for (String start : new TreeSet<>(edges.keySet())) {
      List<String> way = way(start, start, edges);
      if (!way.isEmpty()) {
        return way;
      }
    }
    return List.of();
  }

  private static List<String> way(String start, String goal, Map<String, Set<String>> edges) {
    Deque<List<String>> ways = new ArrayDeque<>(List.of(List.of(start)));
    Set<String> seen = new TreeSet<>();
    while (!ways.isEmpty()) {
      List<String> way = ways.removeFirst();
      for (String next : edges.getOrDefault(way.get(way.size() - 1), Set.of())) {
        List<String> longer = new ArrayList<>(way);
        longer.add(next);
        if (next.equals(goal)) {
          return longer;
        }
        if (seen.add(next)) {
          ways.addLast(longer);
        }
      }
    }
    return List.of();
  }
}
