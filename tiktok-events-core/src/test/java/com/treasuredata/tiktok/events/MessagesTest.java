package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How messages are made, in the sources of all modules. */
class MessagesTest {
  private static final Path ROOT = Path.of("..");

  /** Quotation marks that are put around a text by hand. */
  private static final Pattern QUOTED_BY_HAND =
      Pattern.compile(
          "\\\\\"%s|'\"' *\\+|\\+ *'\"'|\\\\\"\" *\\+(?! *\\n? *\")|\\+ *\"\\\\\"|append\\(\"[^\"]*\\\\\"\"\\)|append\\('\"'\\)");

  /** A number whose digits and signs would be those of the machine's language. */
  private static final Pattern FORMATTED_BY_LOCALE =
      Pattern.compile(
          "\"[^\"\\n]*%[,.0-9]*[df][^\"\\n]*\"(?:[^;\"]|\"[^\"\\n]*\")*?\\.formatted\\("
              + "|(?:printf|String\\.format)\\(\\s*\"[^\"\\n]*%[,.0-9]*[df]");

  @Test
  void foreignTextIsQuotedInOnePlaceOnly() {
    assertThat(found(QUOTED_BY_HAND))
        .allMatch(
            line ->
                line.startsWith("ForeignText.java") // that place
                    || line.startsWith("EventIds.java") // JSON
                    || line.startsWith("ResultsFile.java") // CSV
                    || line.startsWith("ReportPage.java")); // attributes of SVG
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    assertThat(found(FORMATTED_BY_LOCALE)).isEmpty();
  }

  @Test
  void noticesBoth() {
    assertThat(QUOTED_BY_HAND.matcher("\"named \\\"%s\\\"\"").find()).isTrue();
    assertThat(QUOTED_BY_HAND.matcher("'\"' + name + '\"'").find()).isTrue();
    assertThat(FORMATTED_BY_LOCALE.matcher("\"at %d\".formatted(n)").find()).isTrue();
    assertThat(FORMATTED_BY_LOCALE.matcher("printf(\"%,d rows\", n)").find()).isTrue();
    assertThat(FORMATTED_BY_LOCALE.matcher("String.format(Locale.ROOT, \"%d\", n)").find())
        .isFalse();
  }

  private static List<String> found(Pattern pattern) {
    List<String> found = new ArrayList<>();
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(150);
    for (Path source : sources) {
      String text = read(source);
      pattern
          .matcher(text)
          .results()
          .map(MatchResult::start)
          .forEach(start -> found.add(source.getFileName() + ": " + lineAt(text, start)));
    }
    return found;
  }

  private static String lineAt(String text, int start) {
    return text.substring(text.lastIndexOf('\n', start) + 1, text.indexOf('\n', start)).strip();
  }

  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    for (String module :
        List.of(
            "tiktok-events-core",
            "tiktok-events-auth",
            "tiktok-events-examples/programs",
            "tiktok-events-examples/embulk",
            "tiktok-events-examples/spark")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
