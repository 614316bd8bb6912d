package com.treasuredata.tiktok.events.examples.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export tells of its records: results, account and page. */
class ResultsTest {
  private final long now = Instant.now().getEpochSecond();
  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10_000).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void writesALineForEachRecordWithItsKeyAndWhatBecameOfIt() throws IOException {
    export(orders(List.of("1", "2!", "3")), "--skip-invalid", "--results", file("r.csv"));

    List<String> lines = Files.readAllLines(directory.resolve("r.csv"));
    assertThat(lines.get(0))
        .isEqualTo("record,key,outcome,event_id,event_time,request_id,reason,violations");
    assertThat(lines.subList(1, 4))
        .anyMatch(line -> line.matches("1,order-1,accepted,id-1,[0-9T:-]+Z,[0-9A-F]+,,"))
        .anyMatch(
            line ->
                line.startsWith("2,order-2,invalid,id-2,,,")
                    && line.endsWith(",event_time MISSING"))
        .anyMatch(line -> line.startsWith("3,order-3,accepted,id-3,"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("r.csv"))))
        .isEqualTo("rw-------");
  }

  @Test
  void writesTheSameAsJsonLines() throws IOException {
    export(orders(List.of("1", "2!")), "--skip-invalid", "--results", file("r.jsonl"));

    assertThat(Files.readAllLines(directory.resolve("r.jsonl")))
        .anyMatch(
            line ->
                line.startsWith(
                    "{\"record\":1,\"key\":\"order-1\",\"outcome\":\"accepted\",\"event_id\":\"id-1\""))
        .anyMatch(
            line ->
                line.startsWith("{\"record\":2,\"key\":\"order-2\",\"outcome\":\"invalid\"")
                    && line.contains("\"rule\":\"MISSING\""));
  }

  @Test
  void namesThePlaceWhereAnInputIsBrokenWhereverAReasonIsGiven() throws IOException {
    String orders = orders(List.of("1", "2")) + "Purchase,\"3\"x,\n";

    CommandLineRun.Result result =
        export(orders, "--json", "--results", file("r.jsonl"), "--rejects", file("rejects.jsonl"));

    String place = "rows.csv, line 4: a quoted field goes on after its closing quote";
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(List.of(result.err(), result.out())).allMatch(text -> text.contains(place));
    for (String name : List.of("r.jsonl", "rejects.jsonl")) {
      assertThat(Files.readAllLines(directory.resolve(name)))
          .hasSize(2)
          .allMatch(line -> line.contains(place));
    }
    assertThat(result.out()).doesNotContain("InputException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.csv", "r.jsonl"})
  void aResumedExportHasOneLineForEachRecord(String name) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i <= 3_500; i++) {
      rows.add(Integer.toString(i));
    }
    tiktok.answerWith(
        request ->
            request.number() == 3 ? Optional.of(Answer.code(40105, "refused")) : Optional.empty());
    String[] more = {"--threads", "1", "--results", file(name), "--resume", file("state")};
    assertThat(export(orders(rows), more).exitCode()).isEqualTo(3);
    Path results = directory.resolve(name);
    Files.writeString(
        results, Files.readString(results) + "3499,order-3499,acc"); // As a kill leaves it.
    tiktok.clearAnswers();
    tiktok.answerWith(request -> Optional.empty());

    CommandLineRun.Result again = export(orders(rows), more);

    assertThat(again.exitCode()).as(again.err()).isZero();
    List<Map<String, Object>> lines = read(results);
    assertThat(lines).hasSize(3_500);
    assertThat(lines).allMatch(line -> "accepted".equals(line.get("outcome")));
    Set<String> keys =
        lines.stream()
            .map(line -> String.valueOf(line.get("key")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).hasSize(3_500);
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--results r.csv", "--results r.jsonl", "--rejects r.jsonl"})
  void sendsOnlyWhatAnEarlierRunLeft(String files) throws IOException {
    String[] words = files.split(" ", -1);
    export(orders(List.of("1", "2!", "3")), "--skip-invalid", words[0], file(words[1]));
    long before = tiktok.stats().eventsReceived();

    CommandLineRun.Result corrected =
        export(
            orders(List.of("1", "2", "3")),
            "--only",
            file(words[1]),
            "--results",
            file("later.csv"));

    assertThat(corrected.exitCode()).as(corrected.err()).isZero();
    assertThat(corrected.err()).contains("1 read = 1 accepted");
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(before + 1);
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void saysThatNothingIsLeftToSend() throws IOException {
    export(orders(List.of("1")), "--results", file("r.csv"));

    CommandLineRun.Result again = export(orders(List.of("1")), "--only", file("r.csv"));

    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("nothing is left to send");
  }

  @ParameterizedTest
  @CsvSource({"1%, 1", "1, 1", "60%, 0", "2, 0"})
  void stopsOrFailsWhenMoreRecordsAreInvalidThanAllowed(String max, int exitCode)
      throws IOException {
    CommandLineRun.Result result =
        export(orders(List.of("1", "2!", "3!", "4")), "--max-invalid", max);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
  }

  @Test
  void withholdsRecordsWithoutConsentAndTellsNothingElseOfThem() throws IOException {
    String rows =
        "event,event_time,event_id,order_id,email,ok\n"
            + "Purchase,%d,id-1,order-1,ada@example.com,YES\n".formatted(now)
            + "Purchase,%d,id-2,order-2,bob@example.com,no\n".formatted(now)
            + "Purchase,%d,id-3,order-3,bob@example.com,\n".formatted(now);

    CommandLineRun.Result result =
        export(rows, "--consent-column", "ok", "--results", file("r.csv"), "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tiktok.events()).hasSize(1);
    assertThat(Files.readAllLines(directory.resolve("r.csv")))
        .contains("2,order-2,withheld,,,,,", "3,order-3,withheld,,,,,");
    assertThat(result.out()).contains("\"withheld\":2");
  }

  @Test
  void printsTheAccountAsOneJsonObjectThatItsSchemaKnows() throws IOException {
    CommandLineRun.Result result =
        export(orders(List.of("1", "2!", "3")), "--skip-invalid", "--json");

    assertThat(result.out().lines()).hasSize(1);
    Map<?, ?> account = (Map<?, ?>) json(result.out());
    assertThat(account.get("read")).isEqualTo(3.0);
    assertThat(account.get("accepted")).isEqualTo(2.0);
    assertThat(account.get("invalid")).isEqualTo(1.0);
    assertThat(account.get("exit_code")).isEqualTo(0.0);
    assertThat(account.get("failures")).isEqualTo(Map.of("event_time MISSING", 1.0));
    Map<?, ?> schema = (Map<?, ?>) json(Files.readString(Path.of("../docs/report.schema.json")));
    Map<?, ?> properties = (Map<?, ?>) requireNonNull(schema.get("properties"));

    assertThat(account.keySet()).allMatch(properties::containsKey);
    assertThat((List<?>) requireNonNull(schema.get("required"))).allMatch(account::containsKey);
  }

  @Test
  void printsTheAccountOfAStoppedExportToo() throws IOException {
    CommandLineRun.Result result = export(orders(List.of("1!", "2")), "--json");

    Map<?, ?> account = (Map<?, ?>) json(result.out());
    assertThat(account.get("stopped")).asString().contains("event_time MISSING");
    assertThat(account.get("exit_code")).isEqualTo((double) result.exitCode());
  }

  @Test
  void thePageTellsWhatBecameOfTheRecordsAndShowsNobody() throws IOException {
    tiktok.answerNext(1, Answer.html(502));
    CommandLineRun.Result result =
        export(
            orders(List.of("1", "2!", "3")),
            "--skip-invalid",
            "--source-id",
            "C4<script>",
            "--report",
            file("report.html"));

    assertThat(result.exitCode()).as(result.err()).isZero();
    String page = Files.readString(directory.resolve("report.html"));
    assertThat(page)
        .contains("2 of 3 records were accepted", "event_time MISSING", "up to an hour")
        .contains("C4&lt;script&gt;", "default-src 'none'", "prefers-color-scheme: dark")
        .doesNotContain("<script", "ada@example.com", "order-2", "id-2", "src=", "url(");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("report.html"))))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource({
    "--results, r.txt, must end in .csv or .jsonl",
    "--report, r.txt, must end in .html",
    "--only, missing.csv, can't be read",
    "--consent-values, yes, goes with --consent-column",
    "--max-invalid, many, takes a number",
    "--max-invalid, 101%, takes a number",
    "--consent-column, nobody, there is no column",
  })
  void saysWhichOptionIsWrong(String option, String value, String message) throws IOException {
    CommandLineRun.Result result =
        export(
            orders(List.of("1")),
            option,
            value.contains(".") ? directory.resolve(value).toString() : value);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(option).contains(message);
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void replacesNoFileOfOthers() throws IOException {
    for (String option : List.of("--results notes.csv", "--report notes.html")) {
      String[] words = option.split(" ", -1);
      Path notes = Files.writeString(directory.resolve(words[1]), "mine\n");

      assertThat(export(orders(List.of("1")), words[0], notes.toString()).err())
          .contains(words[0], "something else is there already");
      assertThat(notes).hasContent("mine");
    }
  }

  private CommandLineRun.Result export(String rows, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("export", "--source", "web", "--key", "order_id", "--input"));
    args.add(Files.writeString(directory.resolve("rows.csv"), rows).toString());
    if (!List.of(more).contains("--source-id")) {
      args.addAll(List.of("--source-id", "C4A1EXAMPLE0PIXEL7QG"));
    }
    args.addAll(List.of(more));
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
        .run(args.toArray(new String[0]));
  }

  /** An order whose number ends in ! has no time. */
  private String orders(List<String> numbers) {
    StringBuilder rows = new StringBuilder("event,event_time,event_id,order_id,email,url\n");
    for (String number : numbers) {
      String id = number.replace("!", "");
      rows.append(
          "Purchase,%s,id-%s,order-%s,ada@example.com,https://shop.example/\n"
              .formatted(number.endsWith("!") ? "" : now, id, id));
    }
    return rows.toString();
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private static List<Map<String, Object>> read(Path file) {
    List<Map<String, Object>> lines = new ArrayList<>();
    try (var rows = InputFormat.of(file.toString()).orElseThrow().open(file)) {
      for (var row = rows.next(); row != null; row = rows.next()) {
        assertThat(row.problem()).isNull();
        lines.add(row.values());
      }
    }
    return lines;
  }

  private static Object json(String text) throws IOException {
    return String.valueOf(text).isEmpty()
        ? Map.of()
        : JsonReader.of(new Buffer().writeUtf8(text)).readJsonValue();
  }
}
