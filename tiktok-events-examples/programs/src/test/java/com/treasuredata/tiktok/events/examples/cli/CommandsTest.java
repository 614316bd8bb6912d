package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.examples.cli.command.Main;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private final long now = Instant.now().getEpochSecond();

  @Test
  void theDemoFindsEveryRecordOfTheSampleWhereItsMakerExpectsIt() {
    CommandLineRun.Result result = new CommandLineRun().run("demo");

    assertThat(result.out())
        .contains("every record is accounted for")
        .doesNotContain("NOT as expected")
        .contains("1 repeated");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theDemoSaysWhatToDoNextAndSavesItsSample(@TempDir Path directory) {
    Path samples = directory.resolve("samples");

    CommandLineRun.Result demo = new CommandLineRun().run("demo");
    CommandLineRun.Result saved = new CommandLineRun().run("demo", "--save", samples.toString());
    CommandLineRun.Result validated =
        new CommandLineRun()
            .run("validate", "--source", "web", "--input", samples.resolve("web.csv").toString());
    CommandLineRun.Result again = new CommandLineRun().run("demo", "--save", samples.toString());

    assertThat(demo.out())
        .contains("Next:", "demo --save", "5,000 records read = 4,915 accepted + 85 invalid")
        .contains("2,576 accepted: values were left out of 43, 16 more with warnings")
        .contains("received 780 events and counts 780: as expected")
        .contains("since 6 are repeats of an earlier one");
    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(samples).isDirectoryContaining("glob:**crm.jsonl");
    assertThat(validated.out()).contains("{\"record\":138,\"valid\":false,");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void helpSaysWhatCanBeTyped() {
    assertThat(new CommandLineRun().run("export", "--help").out())
        .contains("--max-invalid=N|N%", "; | or a tab")
        .doesNotContain("%%");
    assertThat(new CommandLineRun().run("validate", "--help").out()).contains("4 some are not");
  }

  @Test
  void validatePrintsALineForEachRecord() {
    CommandLineRun.Result result =
        new CommandLineRun()
            .in(
                "{\"event\":\"Contact\",\"event_time\":"
                    + now
                    + ",\"lead\":{\"lead_id\":7311111111111111111}}\n"
                    + "{\"event\":\"Contact\",\"event_time\":"
                    + now
                    + "}\n"
                    + "{\"event\":\n")
            .run("validate", "--source", "crm", "--format", "jsonl", "--input", "-");

    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{\"record\":1,\"valid\":true,\"violations\":[]}"),
            line ->
                assertThat(line)
                    .startsWith("{\"record\":2,\"valid\":false,")
                    .contains(
                        "\"path\":\"lead.lead_id\",\"rule\":\"MISSING\",\"severity\":\"error\""),
            line ->
                assertThat(line)
                    .startsWith("{\"record\":3,\"valid\":false,")
                    .contains("\"rule\":\"UNREADABLE\""));
    assertThat(result.err()).contains("1 valid, 2 invalid");
    assertThat(result.exitCode()).isEqualTo(4);
  }

  @Test
  void schemaPrintsFieldsAndRulesForPeopleAndForPrograms() {
    assertThat(new CommandLineRun().run("schema", "--source", "offline").out())
        .contains("user.email")
        .contains("NO_MATCH_KEY")
        .doesNotContain("user.ttclid");
    assertThat(
            new CommandLineRun().run("schema", "--source", "web", "--format", "json-schema").out())
        .startsWith("{")
        .contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"");
  }

  @Test
  void aFakeServerWhosePortIsTakenSaysSo() {
    try (FakeTikTok other = FakeTikTok.start()) {
      String port = other.baseUrl().replaceAll(".*:([0-9]+)/", "$1");

      CommandLineRun.Result result = new CommandLineRun().run("fake-server", "--port", port);

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("can't listen on port " + port);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, 1, tiktok-events: standard output can't be written",
    "Broken pipe, 0, ''"
  })
  void outputThatCannotBeWrittenIsNoSuccessUnlessItsReaderHasSeenEnough(
      String reason, int exitCode, String message) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CliContext context = CliContext.of(InputStream.nullInputStream(), broken, err, Map.of(), false);

    assertThat(Main.run(context, "schema", "--source", "web")).isEqualTo(exitCode);
    assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(message);
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(new CommandLineRun().run("--help").out())
        .contains("demo", "export", "validate", "schema", "fake-server");
  }

  /** A command is found without the options of the others being found out first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "export",
        "validate",
        "schema",
        "check",
        "source",
        "auth",
        "fake-server",
        "completion"
      })
  void eachCommandIsInTheHelpAndHasItsOwn(String name) {
    assertThat(new CommandLineRun().run("--help").out()).containsPattern("(?m)^  " + name + " ");
    assertThat(new CommandLineRun().run(name, "--help").out())
        .startsWith("Usage: tiktok-events " + name);
    assertThat(new CommandLineRun().run("completion").out()).contains("`" + name + "`");
  }

  @Test
  void anUnknownCommandIsRefused() {
    CommandLineRun.Result result = new CommandLineRun().run("exprot");

    assertThat(result.err())
        .contains("there is no command exprot", "Commands: demo, export, validate,")
        .contains("Did you mean: tiktok-events export?");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void withoutACommandTheHelpIsAnError() {
    CommandLineRun.Result result = new CommandLineRun().run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("Usage: tiktok-events");
    assertThat(new CommandLineRun().run("source").err()).contains("Commands: create, list, ");
  }

  @ParameterizedTest
  @CsvSource({
    "export orders, there is no such option or argument: orders",
    "export orders-1.csv, 'there is no such option or argument: orders-1.csv (--input FILE names the rows)'",
    "export --acess-token another-t0ken, 'argument: --acess-token, (a value that isn''t shown)'",
    "export --acess-token hunter, 'argument: --acess-token, (a value that isn''t shown)'",
    "another-t0ken, there is no command (a value that isn't shown)",
    "source lst, there is no command lst"
  })
  void namesTheWordThatNothingTakesUnlessItMayBeASecret(String words, String message) {
    CommandLineRun.Result result = new CommandLineRun().run(words.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }
}
