package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that say themselves which event source they go to. */
class RouteBySourceTest {
  private static final String HEADER =
      "event,event_time,event_id,email,event_source_id,Event_Source\n";

  private final long now = Instant.now().getEpochSecond();
  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(100).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void sendsEachRowToItsSourceAndAccountsForEachAndAll() throws IOException {
    CommandLineRun.Result result =
        export(
            HEADER
                + row(1, "", "")
                + row(2, "SHOP2", "")
                + row(3, "7299999999999999999", "Offline")
                + row(4, "SHOP2", "WEB")
                + row(5, "", "web"));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tiktok.stats("web").eventsReceived()).isEqualTo(4);
    assertThat(tiktok.stats("offline").eventsReceived()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "web C4A1EXAMPLE0PIXEL7QG: 2 read = 2 accepted\n",
            "web SHOP2: 2 read = 2 accepted\n",
            "offline 7299999999999999999: 1 read = 1 accepted\n",
            "  5 read = 5 accepted\n")
        .doesNotContain("matches no field");
  }

  @Test
  void aSourceThatCannotBeMakesItsRowInvalid() throws IOException {
    CommandLineRun.Result result =
        export(
            HEADER
                + row(1, "TWO WORDS", "")
                + row(2, "SHOP2", "shop")
                + row(3, "", "crm")
                + row(4, "SHOP2", ""),
            "--skip-invalid",
            "--rejects",
            file("rejects.jsonl"),
            "--results",
            file("results.csv"));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("4 read = 1 accepted + 3 invalid");
    assertThat(Files.readAllLines(directory.resolve("results.csv"))).hasSize(5);
    assertThat(Files.readAllLines(directory.resolve("rejects.jsonl")))
        .hasSize(3)
        .anyMatch(line -> line.contains("event_source_id must be printable ASCII"))
        .anyMatch(line -> line.contains("event_source must be web, app, offline or crm"))
        .anyMatch(line -> line.contains("the row has no event_source_id"))
        .noneMatch(line -> line.contains("TWO WORDS"));
  }

  @Test
  void aSourceThatRefusesStopsNoOther() throws IOException {
    tiktok.answerWith(
        request ->
            request.body().contains("SHOP2")
                ? Optional.of(Answer.code(40001, "No permission."))
                : Optional.empty());

    CommandLineRun.Result result =
        export(HEADER + row(1, "SHOP2", "") + row(2, "", "") + row(3, "SHOP2", ""), "--json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.err())
        .contains(
            "web SHOP2: 2 read = 0 accepted + 2 not sent\n",
            "3 read = 1 accepted + 2 not sent",
            "tiktok-events: web SHOP2: ");
    assertThat(result.out())
        .contains(
            "\"sources\":[{\"event_source\":\"web\",\"event_source_id\":\"SHOP2\",\"stopped\"");
  }

  @Test
  void aStopOfAllAccountsForEachSourceOnTheTerminalInJsonAndOnThePage() throws IOException {
    tiktok.answerWith(
        request ->
            request.body().contains("SHOP2")
                ? Optional.of(Answer.code(40105, "Access token is incorrect."))
                : Optional.empty());

    CommandLineRun.Result result =
        export(
            HEADER + row(1, "SHOP2", "") + row(2, "", ""),
            "--json",
            "--report",
            file("report.html"));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains("web SHOP2: 1 read = 0 accepted + 1 not sent\n");
    assertThat(result.err()).contains("web C4A1EXAMPLE0PIXEL7QG: 1 read = ");
    assertThat(result.out()).contains("\"sources\":[{\"event_source\":\"web\"");
    assertThat(Files.readString(directory.resolve("report.html")))
        .contains("by event source", "<code>web SHOP2</code>", "1 not sent");
  }

  @Test
  void aDryRunShowsWhereRowsWouldGo() throws IOException {
    CommandLineRun.Result result =
        export(HEADER + row(1, "", "") + row(2, "SHOP2", ""), "--dry-run");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("\"event_source_id\":\"SHOP2\""));
    assertThat(tiktok.stats().requests()).isZero();
  }

  @Test
  void aColumnThatAKindOfSourceNeedsIsNamed() throws IOException {
    CommandLineRun.Result result = export(HEADER + row(1, "", "") + row(2, "72999", "crm"));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains("lead");
  }

  @Test
  void goesOnWithWhatARefusedSourceLacks() throws IOException {
    String rows =
        HEADER
            + row(1, "", "")
            + row(2, "SHOP2", "")
            + row(3, "TWO WORDS", "")
            + row(4, "SHOP2", "");
    String[] options = {
      "--skip-invalid",
      "--resume",
      file("state"),
      "--results",
      file("results.csv"),
      "--rejects",
      file("rejects.jsonl")
    };
    tiktok.answerWith(
        request ->
            request.body().contains("SHOP2")
                ? Optional.of(Answer.code(40001, "No permission."))
                : Optional.empty());
    assertThat(export(rows, options).exitCode()).isEqualTo(3);
    assertThat(directory.resolve("state")).exists();
    tiktok.answerWith(request -> Optional.empty());

    CommandLineRun.Result again = export(rows, options);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("web SHOP2: 2 read = 2 accepted\n");
    assertThat(tiktok.stats().eventsReceived()).isEqualTo(3);
    assertThat(tiktok.stats().duplicates()).isZero();
    assertThat(Files.readAllLines(directory.resolve("results.csv")))
        .hasSize(5)
        .filteredOn(line -> line.contains(",accepted,"))
        .hasSize(3);
    assertThat(Files.readAllLines(directory.resolve("rejects.jsonl"))).hasSize(1);
    assertThat(directory.resolve("state")).doesNotExist();
  }

  @Test
  void refusesToGoOnWithARowThatWouldGoElsewhere() throws IOException {
    tiktok.answerWith(
        request ->
            request.body().contains("SHOP2")
                ? Optional.of(Answer.code(40001, "No permission."))
                : Optional.empty());
    export(HEADER + row(1, "", "") + row(2, "SHOP2", ""), "--resume", file("state"));

    CommandLineRun.Result elsewhere =
        export(HEADER + row(1, "SHOP3", "") + row(2, "SHOP2", ""), "--resume", file("state"));

    assertThat(elsewhere.exitCode()).as(elsewhere.err()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("row 1 of the input differs from the earlier run's");
  }

  private String row(int number, String id, String type) {
    return "Contact,%d,id-%d,ada@example.com,%s,%s\n".formatted(now, number, id, type);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private CommandLineRun.Result export(String rows, String... more) throws IOException {
    Path input = Files.writeString(directory.resolve("rows.csv"), rows);
    List<String> args = new ArrayList<>(List.of("export", "--source", "web", "--route-by-source"));
    args.addAll(List.of("--source-id", "C4A1EXAMPLE0PIXEL7QG", "--input", input.toString()));
    args.addAll(List.of(more));
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
        .run(args.toArray(new String[0]));
  }
}
