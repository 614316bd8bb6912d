package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables of docs/errors.md are the code's. */
class ErrorsPageTest {
  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs/errors.md"));
  }

  @Test
  void listsEachExceptionOnce() throws IOException {
    for (Path module : List.of(Path.of("src/main"), Path.of("../tiktok-events-auth/src/main"))) {
      try (Stream<Path> files = Files.walk(module)) {
        for (Path file :
            files.filter(path -> path.toString().endsWith("Exception.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (Files.readString(file).contains("public final class " + name + " extends EventsEx")) {
            assertThat(page.lines().filter(line -> line.matches("\\| .*`" + name + "`.*")))
                .as(name)
                .hasSize(1);
          }
        }
      }
    }
  }

  @Test
  void saysOfEachRuleHowGraveItIsAndWhatToDo() {
    List<String> rows =
        page.lines().filter(line -> line.matches("\\| `[A-Z_]+` \\| (error|warning) .*")).toList();

    assertThat(rows).hasSameSizeAs(Rule.values());
    Iterator<String> row = rows.iterator();
    for (Rule rule : Rule.values()) {
      assertThat(row.next())
          .startsWith(
              "| `%s` | %s | %s | %s |%s| %s | "
                  .formatted(
                      rule,
                      word(rule.severity(false, false)),
                      word(rule.severity(false, true)),
                      word(rule.severity(true, false)),
                      outcome(rule),
                      rule.summary()))
          .endsWith(". |");
    }
  }

  private static String word(Severity severity) {
    return severity == Severity.ERROR ? "error" : "warning";
  }

  /** Returns what becomes of the value where the rule only warns. */
  private static String outcome(Rule rule) {
    if (rule.severity(false, false) == Severity.ERROR) {
      return " ";
    }
    return rule.leavesOutValue() ? " left out " : " sent ";
  }

  @Test
  void listsEachReturnCodeOnce() {
    List<String> rows = new ArrayList<>();
    for (int code = 40000; code < 80000; code++) {
      ReturnCode known = ReturnCode.of(code, 200);
      if (!known.name().isEmpty() || known.kind() != kindOfUnlisted(code)) {
        String name = known.name().isEmpty() ? " " : " `" + known.name() + "` ";
        rows.add("| " + code + " |" + name + "| `" + known.kind() + "` |");
      }
    }
    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(page.lines().filter(line -> line.matches("\\| [0-9]{5} \\|.*")))
        .containsExactlyElementsOf(rows);
  }

  private static ErrorKind kindOfUnlisted(int code) {
    return code >= 50000 && code < 70000 ? ErrorKind.SERVER : ErrorKind.UNKNOWN;
  }

  @Test
  void saysOfEachKindWhoseFaultItIsAndWhatToDo() {
    for (ErrorKind kind : ErrorKind.values()) {
      String begin =
          "| `%s` | `%s` | %s | ".formatted(kind, kind.fault(), kind.isRetryable() ? "yes" : "no");
      assertThat(page.lines().filter(line -> line.startsWith(begin)))
          .as(kind.name())
          .singleElement()
          .asString()
          .endsWith(" | " + kind.advice() + " |");
    }
  }

  @Test
  void saysWhatAnHttpStatusMeans() {
    for (String[] row :
        new String[][] {
          {"401", "AUTHENTICATION"},
          {"403", "PERMISSION"},
          {"404, 405, 3xx", "CONFIGURATION"},
          {"413", "TOO_LARGE"},
          {"429", "RATE_LIMIT"},
          {"408, 5xx, 2xx without TikTok's envelope", "SERVER"},
          {"any other 4xx", "UNKNOWN"}
        }) {
      assertThat(page).contains("| " + row[0] + " | `" + row[1] + "`");
      for (String status : row[0].replace("any other 4xx", "418").split("[^0-9x]+", -1)) {
        if (!status.isEmpty()) {
          int number = Integer.parseInt(status.replace("xx", "00"));
          assertThat(ReturnCode.ofStatus(number)).hasToString(row[1]);
        }
      }
    }
  }
}
